"""Makes of a text, which is data, the words a person reads: in their language, as Telegram's HTML or as plain text.

Sources and translations may hold Telegram's tags; every argument of type str and every text of a policy file is
escaped. Nothing here raises for a text that was written badly: people get the rest of the sentence, the log a line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from functools import lru_cache
from string import Formatter

import structlog

from delivery.catalogues import translate
from domain.platform.channel import TELEGRAM
from domain.platform.text import Arg, Joined, Local, Money, Named, Spoken, Text

ELLIPSIS = "…"
CHINESE_BETWEEN = {", ": "、", "; ": "；", ": ": "："}  # what stands between things, or after a name
CHINESE_ENDS = ("。", "！", "？")  # what ends a sentence with room of its own, so that no space follows

MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]
FIRST_GROUPED = 10_000  # smaller numbers (years, counts) read better without a comma

TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z-]*)[^<>]*>|&#?\w+;|\n|[^<&\n]+|.")

log = structlog.get_logger(__name__)

unfilled: set[tuple[str, str]] = set()
"""The (source, place) pairs that had nothing to fill them, each logged once; a fixture keeps this empty in tests."""


def render(value: Arg, locale: str, *, timezone: tzinfo) -> str:
    """Return `value` as Telegram HTML for a reader of `locale`; moments are shown in `timezone`."""
    return _rendered(value, _Reader(locale, timezone, markup=True))


def render_plain(value: Arg, locale: str, *, timezone: tzinfo, limit: int = 0) -> str:
    """Return `value` without any markup, for buttons and toasts; `limit` (UTF-16 units, 0 for none) cuts at a word."""
    plain = _rendered(value, _Reader(locale, timezone, markup=False))
    return cut(plain, limit) if limit else plain


def length(text: str) -> int:
    """Return the length of `text` as Telegram counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Shorten plain `text` to `limit` UTF-16 units, at a word where one ends in the last third, with a closing "…"."""
    if length(text) <= limit:
        return text
    kept = _first_units(text, limit - 1)
    at_word = max(kept.rfind(" "), kept.rfind("\n"))
    if at_word > len(kept) * 2 // 3 and not text[len(kept)].isspace():
        kept = kept[:at_word]
    return kept.rstrip() + ELLIPSIS


def fit(text: str, limit: int = TELEGRAM.message) -> str:
    """Shorten Telegram HTML to `limit` UTF-16 units of visible text, between lines if that keeps half of it.

    Tags that are open where it is cut are closed; the last line is then "…".
    """
    if length(text) <= limit:  # markup only adds to what is counted
        return text
    kept: list[str] = []
    open_tags: list[str] = []
    line_end: tuple[int, list[str]] | None = None
    visible = 0
    for token in TOKEN.finditer(text):
        piece, tag = token.group(), token["tag"]
        if tag:
            _note_tag(open_tags, tag, is_end=bool(token["end"]))
            kept.append(piece)
            continue
        if piece == "\n" and limit // 2 <= visible <= limit - 2:
            line_end = len(kept), list(open_tags)
        size = length(html.unescape(piece)) if piece.startswith("&") else length(piece)
        if visible + size > limit:
            return _cut_html(kept, open_tags, line_end, piece, limit - visible)
        visible += size
        kept.append(piece)
    return text


def _cut_html(
    kept: list[str], open_tags: list[str], line_end: tuple[int, list[str]] | None, piece: str, room: int
) -> str:
    """Close what `fit` has `kept`: at the last `line_end`, else inside `piece`, of which `room` units still fit."""
    if line_end:
        at, tags = line_end
        return "".join(kept[:at]) + _closing(tags) + "\n" + ELLIPSIS
    if room >= 1 and not piece.startswith(("&", "<")):
        return "".join(kept) + cut(piece, room) + _closing(open_tags)
    while room < 1 and kept:  # nothing fits any more: the mark takes the place of the last thing that did
        room += _give_back(kept, open_tags)
    return "".join(kept) + ELLIPSIS + _closing(open_tags)


def _give_back(kept: list[str], open_tags: list[str]) -> int:
    """Take the last visible character, or a tag, off `kept`; return the units that became free."""
    last = kept.pop()
    token = TOKEN.fullmatch(last)
    if token and token["tag"]:
        if token["end"]:
            open_tags.append(token["tag"].lower())
        else:
            open_tags.pop()
        return 0
    if last.startswith("&"):
        return length(html.unescape(last))
    if len(last) > 1:
        kept.append(last[:-1])
    return length(last[-1])


def _note_tag(open_tags: list[str], tag: str, *, is_end: bool) -> None:
    if not is_end:
        open_tags.append(tag.lower())
    elif open_tags:
        open_tags.pop()


def _closing(open_tags: list[str]) -> str:
    return "".join(f"</{tag}>" for tag in reversed(open_tags))


def _first_units(text: str, limit: int) -> str:
    """Return as many whole characters of `text` as fit into `limit` UTF-16 units."""
    kept = text[:limit]
    while length(kept) > limit:
        kept = kept[: -max(1, (length(kept) - limit) // 2)]
    return kept


class _Reader:
    """Who reads: the language, where their clock is, and whether they see markup."""

    __slots__ = ("is_chinese", "locale", "markup", "timezone")

    def __init__(self, locale: str, timezone: tzinfo, *, markup: bool) -> None:
        self.locale = locale
        self.timezone = timezone
        self.markup = markup
        self.is_chinese = locale.startswith("zh")


def _rendered(value: Arg, reader: _Reader) -> str:
    write = WRITERS.get(type(value))
    return write(value, reader) if write else _escaped(str(value), reader)


def _escaped(value: str, reader: _Reader) -> str:
    if not reader.markup:
        return value
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _text(text: Text, reader: _Reader) -> str:
    template = translate(reader.locale, text.source, text.plural, text.count)
    written: list[str] = []
    for literal, place in _pieces(template, reader.markup):
        written.append(literal)
        if place:
            written.append(_rendered(text.args[place], reader) if place in text.args else _gap(text, place))
    return "".join(written)


@lru_cache(maxsize=8192)
def _pieces(template: str, markup: bool) -> tuple[tuple[str, str], ...]:
    """Split a template into literals, each with the name of the place that follows it (empty at the end)."""
    shown = template if markup else html.unescape(TAG.sub("", template))
    try:
        return tuple((literal, place or "") for literal, place, _spec, _conversion in Formatter().parse(shown))
    except ValueError:
        log.error("template_unreadable", template=template)
        return ((shown, ""),)


def _gap(text: Text, place: str) -> str:
    if (text.source, place) not in unfilled:
        unfilled.add((text.source, place))
        log.error("placeholder_unfilled", source=text.source, place=place)
    return ELLIPSIS


def _joined(value: Joined, reader: _Reader) -> str:
    between = CHINESE_BETWEEN.get(value.between, value.between) if reader.is_chinese else value.between
    parts = [_rendered(part, reader) for part in value.parts]
    if reader.is_chinese and between == " ":
        return "".join(part if part.endswith(CHINESE_ENDS) else part + " " for part in parts[:-1]) + "".join(parts[-1:])
    return _escaped(between, reader).join(parts)


def _spoken(value: Spoken, reader: _Reader) -> str:
    return _rendered(value.words, _Reader(value.locale, reader.timezone, markup=reader.markup))


def _local(value: Local, reader: _Reader) -> str:
    return _escaped(value.best_for(reader.locale), reader)


def _named(value: Named, reader: _Reader) -> str:
    return _local(value.local, reader)


def _money(value: Money, reader: _Reader) -> str:
    yuan, fen = divmod(abs(value.fen), 100)
    amount = f"{yuan:,}.{fen:02}" if fen else f"{yuan:,}"
    sign = "-" if value.fen < 0 else ""
    return f"{sign}{amount}元" if reader.is_chinese else f"{sign}¥{amount}"


def _number(value: int, _reader: _Reader) -> str:
    return f"{value:,}" if abs(value) >= FIRST_GROUPED else str(value)


def _date(value: date, reader: _Reader) -> str:
    if reader.is_chinese:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _moment(value: datetime, reader: _Reader) -> str:
    """Write a moment in the reader's time; one without a zone is taken to be in it already."""
    there = value.astimezone(reader.timezone) if value.tzinfo else value
    return f"{_date(there, reader)}{' ' if reader.is_chinese else ', '}{there.hour:02}:{there.minute:02}"


WRITERS: Mapping[type, Callable[..., str]] = {
    str: _escaped,
    int: _number,
    Text: _text,
    Money: _money,
    date: _date,
    datetime: _moment,
    Local: _local,
    Named: _named,
    Joined: _joined,
    Spoken: _spoken,
}
