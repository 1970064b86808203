"""Formatted text: Telegram's HTML, explicit entities, and the entities Telegram finds by itself."""

import re

from simulator.errors import bad_request
from simulator.reading.html import parse_html
from simulator.world.cast import Json

_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_FOUND = re.compile(
    r"(?P<url>\b(?:https?://|tg://|t\.me/)[^\s<>\"'，。；！？、（）「」《》]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<bot_command>(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{2,31})"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)",
)
_HINT = re.compile(r"[/@#]|t\.me")


def utf16_length(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def formatted(text: str, parse_mode: str, explicit: object) -> tuple[str, list[Json]]:
    """The text to show and its entities; raises Telegram's refusal for anything malformed."""
    if parse_mode:
        text, entities = _parsed(text, parse_mode)
    else:
        entities = _checked(text, explicit)
    text, entities = _trimmed(text, entities)
    if _HINT.search(text):
        entities = _with_found(text, entities)
    return text, entities


def _parsed(text: str, parse_mode: str) -> tuple[str, list[Json]]:
    mode = parse_mode.lower()
    if mode == "html":
        return parse_html(text)
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: this simulator reads parse_mode HTML only")
    raise bad_request("unsupported parse_mode")


def _checked(text: str, explicit: object) -> list[Json]:
    if explicit is None:
        return []
    if not isinstance(explicit, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    return [_checked_entity(entity, utf16_length(text)) for entity in explicit]


def _checked_entity(entity: object, length: int) -> Json:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, start, size = entity.get("type"), entity.get("offset"), entity.get("length")
    if kind not in _TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    needed = _NEEDED.get(str(kind))
    if needed and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if not isinstance(start, int) or not isinstance(size, int) or start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if start > length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start + size > length:
        words = f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset"
        raise bad_request(f"{words} {start + size}")
    return entity


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts white space at both ends and moves the entities along."""
    stripped = text.strip()
    if stripped == text or not stripped:
        return stripped, entities
    cut = utf16_length(text[: text.index(stripped[0])])
    length = utf16_length(stripped)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(length, entity["offset"] + entity["length"] - cut)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return stripped, moved


def _with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add links, commands, mentions and tags where no explicit entity forbids it."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"code", "pre", "text_link"}]
    found = list(entities)
    for match in _FOUND.finditer(text):
        shown = match.group().rstrip(".,:;!?") if match.lastgroup == "url" else match.group()
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(shown)
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return found
