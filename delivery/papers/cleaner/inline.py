"""JPEGs that stand between BI and EI in what draws a page (ISO 32000-2, 8.9.7), without what a camera wrote."""

import re
from collections.abc import Iterator
from typing import Any

from pypdf.filters import ASCII85Decode, ASCIIHexDecode

from delivery.papers.cleaner.jpegs import cut_jpeg, plain_jpeg

SPACE = rb"\0\t\n\f\r "
BEGINNING = re.compile(
    rb"(?<![^%b\]>)/Q])BI(?=[%b/])(?P<said>[^\x80-\xff]{0,4000}?)(?<=[%b\]>)\w])ID[%b]" % (SPACE, SPACE, SPACE, SPACE),
    re.DOTALL,
)
END = re.compile(rb"[%b]*EI(?=[%b]|$)" % (SPACE, SPACE))
HEX = re.compile(rb"#([0-9A-Fa-f]{2})")  # how a sign of a name may be written
NAMES = re.compile(
    rb"/(AHx|ASCIIHexDecode|A85|ASCII85Decode|LZW(?:Decode)?|Fl(?:ateDecode)?|RL|RunLengthDecode|DCT(?:Decode)?)\b"
)
FILTERS = re.compile(rb"/(?:F|Filter)[%b]*(?:\[[^\]]*\]|/\w+)" % SPACE)
PARAMETERS = re.compile(rb"/(?:DP|DecodeParms)[%b]*\[[^\]]*\]" % SPACE)
LENGTH = re.compile(rb"/L(?:ength)?[%b]+\d+" % SPACE)
OUTER: dict[bytes, tuple[bytes, Any]] = {b"A85": (b"~>", ASCII85Decode), b"AHx": (b">", ASCIIHexDecode)}


def without_cameras(drawn: bytes) -> bytes:
    """Return the words that draw something with the JPEGs among them made plain; the same if there are none.

    Raises ValueError for one that cannot be cut out.
    """
    return b"".join(_parts(drawn))


def _parts(drawn: bytes) -> Iterator[bytes]:
    place = 0
    while (found := BEGINNING.search(drawn, place)) is not None:
        said = HEX.sub(lambda sign: bytes([int(sign[1], 16)]), found["said"])
        names = NAMES.findall(said)
        yield drawn[place : found.start()]
        if not names or not names[-1].startswith(b"DCT"):
            yield found[0]
            place = found.end()
            continue
        picture, place = _cut(drawn, found.end(), names[:-1])
        plain = plain_jpeg(picture)
        yield drawn[found.start() : place] if plain == picture else b"BI%bID %b\n" % (_said_of_plain(said), plain)
    yield drawn[place:]


def _cut(drawn: bytes, start: int, outer: list[bytes]) -> tuple[bytes, int]:
    """Return the JPEG that begins there, and where its EI stands; raises ValueError."""
    if outer:
        return _unpacked(drawn, start, outer)
    start += drawn[start : start + 1] == b"\n"  # after a carriage return
    end = start + cut_jpeg(drawn[start:])[1]
    return drawn[start:end], _at_its_end(drawn, end)


def _unpacked(drawn: bytes, start: int, outer: list[bytes]) -> tuple[bytes, int]:
    short = {b"ASCII85Decode": b"A85", b"ASCIIHexDecode": b"AHx"}.get(outer[0], outer[0])
    if len(outer) > 1 or short not in OUTER:
        raise ValueError("a picture that is packed as none is")
    over, decoder = OUTER[short]
    end = drawn.index(over, start) + len(over)
    return bytes(decoder.decode(drawn[start:end])), _at_its_end(drawn, end)


def _at_its_end(drawn: bytes, end: int) -> int:
    if (found := END.match(drawn, end)) is None:
        raise ValueError("a picture with something behind it")
    return found.end() - len(b"EI")


def _said_of_plain(said: bytes) -> bytes:
    return FILTERS.sub(b"/F /DCT", LENGTH.sub(b"", PARAMETERS.sub(b"", said)))
