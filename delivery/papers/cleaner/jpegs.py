"""A JPEG without what a camera wrote beside its dots, which themselves stay bit for bit."""

import re
from collections.abc import Iterator

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APPLICATIONS = range(0xE0, 0xF0)
NEEDED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # what the colours are made of
NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)  # within a scan


def plain_jpeg(content: bytes) -> bytes:
    """Return a JPEG without place, device, time, comments, thumbnails and whatever follows its end.

    Raises ValueError for what is not put together like one.
    """
    if content[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    return content[:2] + b"".join(_kept(content))


def _kept(content: bytes) -> Iterator[bytes]:
    place = 2
    while place < len(content):
        found = NEXT_MARKER.match(content, place)
        if found is None:
            raise ValueError("no marker where one should be")
        marker, start = found[1][0], found.end()
        if marker == END:
            yield content[place:start]
            return
        end = start + int.from_bytes(content[start : start + 2])
        if end < start + 2 or end > len(content):
            raise ValueError("a part that ends outside")
        if marker == SCAN:
            dots = NEXT_MARKER.search(content, end)
            end = dots.start() if dots else len(content)
        if _is_needed(marker, content[start + 2 : end]):
            yield content[place:end]
        place = end


def _is_needed(marker: int, said: bytes) -> bool:
    if marker in APPLICATIONS:
        return marker in NEEDED and said.startswith(NEEDED[marker])
    return marker != COMMENT
