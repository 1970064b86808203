"""Reading photos and PDFs of a paper: one by one or as parts of an album, then Done."""

from __future__ import annotations

from typing import Any

from domain.forms import refusals
from domain.forms.kinds import CSV, IMAGE, MAX_FILE_BYTES, PDF, PaperAnswer
from domain.forms.replies import Attached, Control, FileRef, Numbered
from domain.forms.results import Asking, Drafted, Given, Read, Taken


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
    raise refusals.TableWanted if kind.kinds == (CSV,) else refusals.FileWanted


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
    if kind_of(file) not in kind.kinds:
        raise refusals.TableWanted if kind.kinds == (CSV,) else refusals.FileKindWrong
    if file.size > MAX_FILE_BYTES:
        raise refusals.FileTooLarge


def kind_of(file: FileRef) -> str:
    """Tell photos, PDFs and tables from the rest, by type and else by name (a table always by its name)."""
    mime, name = file.mime.lower(), file.name.lower()
    if mime.startswith("image/") or (not mime and name.endswith((".jpg", ".jpeg", ".png", ".webp", ".heic"))):
        return IMAGE
    if mime == "application/pdf" or (not mime and name.endswith(".pdf")):
        return PDF
    return CSV if name.endswith(".csv") else "other"
