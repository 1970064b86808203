"""What a file really is, by its first bytes: whatever it calls itself, a paper is a picture or a PDF."""

from delivery.papers.cleaner.faults import ACTIVE, BROKEN, LOCKED, TELLS, TOO_LARGE
from domain.platform.text import N_

EMPTY, UNKNOWN, NOT_HAD = "empty", "neither picture nor PDF", "not to be had"
FAULTS = {
    EMPTY: N_("it is empty"),
    UNKNOWN: N_("it is neither a picture nor a PDF, whatever its name says"),
    TOO_LARGE: N_("it claims to be a picture of a size that nobody can open"),
    BROKEN: N_("it is broken or came only in part, so that nobody can open it"),
    LOCKED: N_("it is locked by a password (take a photo or a screenshot of its pages instead)"),
    NOT_HAD: N_("Telegram does not hand it out: it is gone, or larger than 20 MB"),
}
# What may be kept for officers, who are warned, is sent to nobody else.
FAULTS_FOR_MANY = {
    ACTIVE: N_("there is more in this PDF than pages: a program or a further file (send pictures of its pages)"),
    TELLS: N_(
        "this PDF tells who made it, when and with what, and that cannot be taken out (send pictures of its pages)"
    ),
}
PICTURE, PDF = "picture", "pdf"
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PDF_WITHIN = 1024  # some programs write a line of their own before the header
_BOXES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"heif", b"mif1", b"msf1", b"avif", b"avis")


class NoPaper(Exception):
    """A file cannot be a paper; `fault` is one of FAULTS, of what is for many also one of FAULTS_FOR_MANY."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def kind_of(content: bytes) -> str:
    """Return what a file begins as: PICTURE or PDF; raises NoPaper for anything else."""
    if not content:
        raise NoPaper(EMPTY)
    if b"%PDF" in content[:_PDF_WITHIN]:
        return PDF
    if content.startswith(_BEGINNINGS) or _in_a_box(content):
        return PICTURE
    raise NoPaper(UNKNOWN)


def _in_a_box(content: bytes) -> bool:
    is_heic = content[4:8] == b"ftyp" and content[8:12] in _BOXES
    return is_heic or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
