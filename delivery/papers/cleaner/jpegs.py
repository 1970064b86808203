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
    return cut_jpeg(content, to_its_end=False)[0]


def cut_jpeg(content: bytes, *, to_its_end: bool = True) -> tuple[bytes, int]:
    """Return the JPEG that content begins with likewise, and where it ends; raises ValueError, also for one without."""
    if content[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    parts = list(_kept(content))
    _, end, is_over = parts[-1] if parts else (b"", 2, False)
    if to_its_end and not is_over:
        raise ValueError("no end")
    return content[:2] + b"".join(kept for kept, _, _ in parts), end


def _kept(content: bytes) -> Iterator[tuple[bytes, int, bool]]:
    """Yield what is kept of each part, where the part ends, and whether it is the last."""
    place = 2
    while place < len(content):
        found = NEXT_MARKER.match(content, place)
        if found is None:
            raise ValueError("no marker where one should be")
        marker, start = found[1][0], found.end()
        if marker == END:
            yield content[place:start], start, True
            return
        end = start + int.from_bytes(content[start : start + 2])
        if end < start + 2 or end > len(content):
            raise ValueError("a part that ends outside")
        if marker == SCAN:
            dots = NEXT_MARKER.search(content, end)
            end = dots.start() if dots else len(content)
        yield (content[place:end] if _is_needed(marker, content[start + 2 : end]) else b""), end, False
        place = end


def _is_needed(marker: int, said: bytes) -> bool:
    if marker in APPLICATIONS:
        return marker in NEEDED and said.startswith(NEEDED[marker])
    return marker != COMMENT
