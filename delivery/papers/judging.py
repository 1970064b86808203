"""What a file really is, by its first bytes: whatever it calls itself, a paper is a picture or a PDF."""

from __future__ import annotations

from io import BytesIO

from domain.platform.text import N_

EMPTY, UNKNOWN, TOO_LARGE = "empty", "neither picture nor PDF", "too many pixels"
FAULTS = {
    EMPTY: N_("it is empty"),
    UNKNOWN: N_("it is neither a picture nor a PDF, whatever its name says"),
    TOO_LARGE: N_("it claims to be a picture of a size that nobody can open"),
}
MOST_PIXELS = 100_000_000  # a phone's largest photo has some 200 million bytes in memory less than this
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PDF_WITHIN = 1024  # some programs write a line of their own before the header
_BOXES = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")


def fault_of(content: bytes) -> str | None:
    """Return why a file cannot be a paper, one of FAULTS; None if it can."""
    if not content:
        return EMPTY
    if b"%PDF" in content[:_PDF_WITHIN] or _is_heic(content):
        return None
    if not content.startswith(_BEGINNINGS) and not (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return UNKNOWN
    return TOO_LARGE if _pixels(content) > MOST_PIXELS else None


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _BOXES


def _pixels(content: bytes) -> int:
    """Return how many pixels a picture says it has; only its head is read. 0 where it does not say."""
    from PIL import Image, UnidentifiedImageError  # takes a tenth of a second, and only who leads fetches papers

    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.width * picture.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
