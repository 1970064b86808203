"""How wide words are in the font of the requirements, and where a line of them may end."""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import east_asian_width

from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from delivery.drawings.fonts import font_path

LINE = 1.45  # of the size of letters, from one line to the next
MEASURED = 100  # points
NOT_FIRST = "，。、；：！？）》」』”’】…%,.;:!?)"  # no line begins so
NARROW, WIDE = 0.62, 1.0  # of signs that another font draws
TOKENS = re.compile(r"[!-~\u00a0-\u024f]+|\s|.", re.S)


@cache
def _font() -> FT2Font:
    font = get_font(font_path())
    font.set_size(MEASURED, 72)
    return font


@cache
def _width(sign: str) -> float:
    """Return the width of a sign in parts of the size of letters."""
    if not _font().get_char_index(ord(sign)):
        return WIDE if east_asian_width(sign) in "WF" else NARROW
    return _font().load_char(ord(sign), LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / MEASURED


def width_of(words: str, size: float) -> float:
    """Return the width of words in points."""
    return sum(map(_width, words)) * size


def in_lines(words: str, size: float, room: float) -> list[str]:
    """Return words in lines of at most `room` points; what cannot be parted otherwise is parted anywhere."""
    return [line for part in words.splitlines() for line in _broken(part, size, room)]


def _broken(words: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(words, size, room):
        if line and width_of(line + piece.rstrip(), size) > room and not _stays(piece):
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    yield line.rstrip()


def _stays(piece: str) -> bool:
    return len(piece) == 1 and piece in NOT_FIRST


def _pieces(words: str, size: float, room: float) -> Iterator[str]:
    for token in TOKENS.findall(words):
        if width_of(token, size) <= room:
            yield token
        else:
            yield from token
