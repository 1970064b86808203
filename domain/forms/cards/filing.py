"""Reading photos and PDFs of a paper: one by one or as parts of an album, then Done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import refusals
from domain.forms.kinds import IMAGE, MAX_FILE_BYTES, PDF, POLICY_FILE, TABLE, PaperAnswer
from domain.forms.replies import Attached, Control, FileRef, Numbered
from domain.forms.results import Asking, Drafted, Given, Read, Taken
from domain.platform.text import Refusal

PICTURES = {"jpg", "jpeg", "jpe", "jfif", "png", "webp", "heic", "heif", "hif", "avif", "bmp", "gif", "tif", "tiff"}
SAYS_NOTHING = {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/unknown"}
TABLES = {"csv", "tsv", "txt", "xlsx"}
POLICIES = {"toml", "txt"}
WANTED: Mapping[tuple[str, ...], type[Refusal]] = {
    (TABLE,): refusals.TableWanted, (POLICY_FILE,): refusals.PolicyFileWanted,
}  # fmt: skip
OTHERS = {
    "doc", "docx", "wps", "xls", "xlsx", "xlsb", "et", "ods", "ppt", "pptx", "dps", "txt", "rtf", "ofd", "html", "htm",
    "xml", "zip", "rar", "7z", "gz", "exe", "apk", "bat", "js", "mp3", "m4a", "amr", "wav", "mp4", "mov", "avi",
}  # fmt: skip


def read_paper(kind: PaperAnswer, asking: Asking, reply: Given) -> Read:
    """Add a file, remove one, or finish; a single file that is enough finishes by itself."""
    files = files_so_far(asking)
    match reply:
        case Attached(file):
            return _with_file(kind, files, file)
        case Numbered("r", number) if number < len(files):
            return Drafted([one for place, one in enumerate(files) if place != number])
        case Control("done") if files:
            return Taken(files)
        case Control("done"):
            raise refusals.NoFileYet
    if isinstance(reply, Control | Numbered):
        raise refusals.ButtonNotHere
    raise WANTED.get(kind.kinds, refusals.FileWanted)


def files_so_far(asking: Asking) -> list[dict[str, Any]]:
    """Return the files received for this paper, beginning with those of the answer that is kept."""
    return list(asking.draft if isinstance(asking.draft, list) else asking.value or [])


def _with_file(kind: PaperAnswer, files: list[dict[str, Any]], file: FileRef) -> Read:
    if any(one["unique_id"] == file.unique_id for one in files):
        return Drafted(files)
    check_file(kind, file)
    if kind.at_most == 1:
        return Taken([file.to_json()])
    if len(files) >= kind.at_most:
        raise refusals.TooManyFiles(most=kind.at_most)
    return Drafted([*files, file.to_json()])


def check_file(kind: PaperAnswer, file: FileRef) -> None:
    """Refuse a file of another kind or above the size the chat platform hands over."""
    if kind_of(file, kind.kinds) not in kind.kinds:
        raise WANTED.get(kind.kinds, refusals.FileKindWrong)
    if file.size > MAX_FILE_BYTES:
        raise refusals.FileTooLarge


def kind_of(file: FileRef, kinds: tuple[str, ...] = (IMAGE,)) -> str:
    """Tell photos, PDFs, tables and policies from the rest as far as type and name go, which phones often get wrong.

    What says nothing of itself may be any of `kinds`; it is judged by its content once it is fetched.
    """
    mime, (_, _, ending) = file.mime.lower(), file.name.lower().rpartition(".")
    if ending == "csv" or (kinds == (TABLE,) and ending in TABLES):
        return TABLE
    if kinds == (POLICY_FILE,) and ending in POLICIES:
        return POLICY_FILE
    if mime.startswith("image/") or ending in PICTURES:
        return IMAGE
    if mime == "application/pdf" or ending == "pdf":
        return PDF
    return kinds[0] if mime in SAYS_NOTHING and ending not in OTHERS else "other"
