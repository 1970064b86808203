"""Telegram's HTML dialect, refused in Telegram's words (after tdlib's parse_html)."""

import re
from dataclasses import dataclass, field

from simulator.errors import ApiError, bad_request
from simulator.world.cast import Json

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot))(;?)")
_NAME = re.compile(r"[^\s>/]*")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reading:
    source: str
    at: int = 0
    shown: list[str] = field(default_factory=list)
    length: int = 0  # UTF-16 units shown so far
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def show(self, text: str) -> None:
        self.shown.append(text)
        self.length += len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

    def refuse(self, words: str, at: int) -> ApiError:
        return bad_request(f"can't parse entities: {words.format(at=len(self.source[:at].encode()))}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities; raises 400 "can't parse entities: …" with the byte offset of the fault."""
    reading = _Reading(source)
    while reading.at < len(source):
        tag = source.find("<", reading.at)
        end = len(source) if tag < 0 else tag
        reading.show(_unescaped(source[reading.at : end]))
        reading.at = end
        if tag >= 0:
            _read_tag(reading)
    if reading.open:
        raise reading.refuse(f'Can\'t find end tag corresponding to start tag "{reading.open[-1].tag}"', 0)
    reading.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(reading.shown), reading.entities


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _read_tag(reading: _Reading) -> None:
    if reading.source.startswith("</", reading.at):
        _read_end(reading)
    else:
        _read_start(reading)


def _read_start(reading: _Reading) -> None:
    begin = reading.at
    name = _NAME.match(reading.source, begin + 1)
    tag = name[0].lower() if name else ""
    if tag not in _KINDS and tag != "tg-emoji":
        if ">" not in reading.source[begin:]:
            raise reading.refuse("Unclosed start tag at byte offset {at}", begin)
        raise reading.refuse(f'Unsupported start tag "{_braced(tag)}" at byte offset {{at}}', begin)
    attributes, after = _read_attributes(reading, begin, begin + 1 + len(tag))
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.refuse('Tag "span" must have class "tg-spoiler" at byte offset {at}', begin)
    reading.open.append(_Open(tag, reading.length, attributes))
    reading.at = after


def _read_attributes(reading: _Reading, begin: int, at: int) -> tuple[dict[str, str], int]:
    attributes: dict[str, str] = {}
    source = reading.source
    while True:
        while at < len(source) and source[at] in " \t\r\n":
            at += 1
        if at >= len(source):
            raise reading.refuse("Unclosed start tag at byte offset {at}", begin)
        if source[at] == ">":
            return attributes, at + 1
        match = _ATTRIBUTE.match(source, at)
        if not match:
            raise reading.refuse("Empty attribute name in the tag at byte offset {at}", begin)
        attributes[match[1].lower()] = _unescaped((match[2] or "").strip("\"'"))
        at = match.end()


def _read_end(reading: _Reading) -> None:
    begin = reading.at
    close = reading.source.find(">", begin)
    if close < 0:
        raise reading.refuse("Unclosed end tag at byte offset {at}", begin)
    if not reading.open:
        raise reading.refuse("Unexpected end tag at byte offset {at}", begin)
    found = reading.source[begin + 2 : close].strip().lower()
    opened = reading.open.pop()
    if found and found != opened.tag:
        words = f'Unmatched end tag at byte offset {{at}}, expected "</{opened.tag}>", found "</{_braced(found)}>"'
        raise reading.refuse(words, begin)
    reading.at = close + 1
    _close(reading, opened)


def _close(reading: _Reading, opened: _Open) -> None:
    length = reading.length - opened.start
    if not length or opened.tag == "tg-emoji":
        return
    entity: Json = {"type": _KINDS[opened.tag], "offset": opened.start, "length": length}
    if opened.tag == "a":
        url = opened.attributes.get("href", "")
        if not re.match(r"(https?|tg|mailto|tel):", url):
            return  # Telegram shows such a link as plain text.
        entity["url"] = url
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    if opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
        entity["language"] = opened.attributes["class"].removeprefix("language-")
    reading.entities.append(entity)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
