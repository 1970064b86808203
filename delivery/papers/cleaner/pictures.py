"""Pictures: turned the right way up, and written anew as a JPEG of their dots and nothing else.

So place, device, time, thumbnails, comments and whatever else was in the file stay behind.
"""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

from delivery.papers.cleaner.faults import BROKEN, TOO_LARGE, CannotBeUsed

MOST_PIXELS = 50_000_000  # a dot takes four bytes; the largest photo of an iPhone has 49 million
MOST_OF_JPEG = 200_000_000  # which is read in a smaller size at once, see `draft`
KEPT_PIXELS = 16_000_000  # an A4 page at 400 dots to the inch
KEPT_SIDES = 10_000  # width and height together, and
KEPT_RATIO = 20  # how much longer one side may be than the other, for Telegram to show it as a picture
KEPT_BYTES = 9_500_000  # of which Telegram takes a little more
QUALITIES = (88, 75, 60)
MOST_PAGES = 50  # of a TIFF from a scanner

Image.MAX_IMAGE_PIXELS = None  # told by `_check_size`
register_heif_opener(thumbnails=False)


def clean_picture(content: bytes) -> tuple[str, bytes]:
    """Return the type and the bytes of a picture without what it told beside itself; one of several pages is a PDF.

    Raises CannotBeUsed.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.format == "TIFF" and getattr(picture, "n_frames", 1) > 1:
                return "application/pdf", _pdf(picture)
            return "image/jpeg", _jpeg(_plain(picture))
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, KeyError, IndexError, MemoryError):
        raise CannotBeUsed(BROKEN) from None


def _plain(picture: Image.Image) -> Image.Image:
    """Return the dots of a picture on white, as it was held, and of a size that Telegram shows."""
    _check_size(picture)
    if picture.format == "JPEG":
        picture.draft("RGB", _fitting(picture.width, picture.height))
    picture.thumbnail(_fitting(picture.width, picture.height))
    ImageOps.exif_transpose(picture, in_place=True)
    plain = Image.new("RGB", _with_margins(picture.width, picture.height), "white")
    if picture.has_transparency_data:
        through = picture.convert("RGBA")
        plain.paste(through, (0, 0), through)
    else:
        plain.paste(picture if picture.mode == "RGB" else picture.convert("RGB"))
    return plain


def _check_size(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if not pixels:
        raise CannotBeUsed(BROKEN)
    if pixels > (MOST_OF_JPEG if picture.format == "JPEG" else MOST_PIXELS):
        raise CannotBeUsed(TOO_LARGE)


def _fitting(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, (KEPT_PIXELS / (width * height)) ** 0.5, KEPT_SIDES / (width + height))
    return max(1, int(width * share)), max(1, int(height * share))


def _with_margins(width: int, height: int) -> tuple[int, int]:
    """A long strip, such as a picture of a whole chat, gets a white margin."""
    return max(width, -(-height // KEPT_RATIO)), max(height, -(-width // KEPT_RATIO))


def _jpeg(plain: Image.Image) -> bytes:
    content = b""
    for quality in QUALITIES:
        file = io.BytesIO()
        plain.save(file, "JPEG", quality=quality)
        content = file.getvalue()
        if len(content) <= KEPT_BYTES:
            break
    return content


def _pdf(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    pages = _pages(picture)
    next(pages).save(file, "PDF", save_all=True, append_images=pages, resolution=200)
    return file.getvalue()


def _pages(picture: Image.Image) -> Iterator[Image.Image]:
    for number, page in enumerate(ImageSequence.Iterator(picture)):
        if number == MOST_PAGES:
            raise CannotBeUsed(TOO_LARGE)
        _check_size(page)
        plain = page.convert("RGB")
        plain.info.clear()
        yield plain
