"""The file that goes with a notice: a paper of ours like any other, so that nobody gets it before it is made clean."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from domain.forms import FileRef
from domain.platform.messages import Attachment, Message, pack_message, unpack_message
from domain.platform.text import N_, Refusal, say
from models.broadcasts import Broadcast
from models.procedure import Paper
from services.broadcasts.record import PAUSED, READY, UNDER_WAY, move
from services.broadcasts.rows import NoticeRows
from services.platform.work import Work

__all__ = ["FileNotUsable", "adopt", "attach", "came", "check_file", "file_behind", "halt", "is_refused", "waits"]

KIND = "notice"


class FileNotUsable(Refusal):
    """Nobody is sent a file that nobody can open, or that tells more than it shows."""

    text = N_("The file of this notice cannot be used. Please press “Change” and send another one, or leave it out.")


def attach(work: Work, row: Broadcast, file: FileRef, old: Broadcast | None) -> None:
    """Let a file go with a notice; that of the one before goes on with it if it is the same."""
    known = file_behind(work.session, old) if old is not None else None
    is_same = known is not None and known.unique_id == file.unique_id and not is_refused(known)
    paper = known if known is not None and is_same else _kept(work, row, file)
    _refer_to(work, row, paper)


def _kept(work: Work, row: Broadcast, file: FileRef) -> Paper:
    paper = Paper(
        about=f"broadcast:{row.id}", kind=KIND, file_id=file.file_id, unique_id=file.unique_id, is_photo=file.is_photo,
        name=file.name, mime=file.mime, size=file.size, added_by=row.made_by or min(work.admin_ids, default=0),
        added_at=work.now,
    )  # fmt: skip
    work.session.add(paper)
    work.session.flush()
    return paper


def _refer_to(work: Work, row: Broadcast, paper: Paper) -> None:
    """Let a notice carry a paper; once that is kept, as what it turned out to be and under a name of ours."""
    called = say(N_("Notice of {day}"), day=work.today) if paper.stored_as is not None else None
    file = Attachment(is_photo=paper.is_picture, paper=paper.id, called=called)
    row.body = {"message": pack_message(replace(_message(row), attachment=file))}
    work.session.flush()


def _message(row: Broadcast) -> Message:
    return unpack_message(row.body["message"])


def file_behind(session: Session, row: Broadcast) -> Paper | None:
    """Return the paper that goes with a notice."""
    file = _message(row).attachment
    return session.get(Paper, file.paper, populate_existing=True) if file is not None and file.paper else None


def is_refused(paper: Paper | None) -> bool:
    """Say whether a file cannot be used, or not be had."""
    return paper is not None and paper.fetch_error is not None


def waits(session: Session, row: Broadcast) -> bool:
    """Say whether the file of a notice is still to be looked at."""
    paper = file_behind(session, row)
    return is_old(row) or (paper is not None and paper.stored_as is None and not is_refused(paper))


def is_old(row: Broadcast) -> bool:
    """Say whether a notice still names a file of Telegram's, as those of the version before do."""
    file = _message(row).attachment
    return file is not None and bool(file.file_id) and not file.paper


def check_file(session: Session, row: Broadcast) -> None:
    """Raise FileNotUsable if the file of a notice cannot be used."""
    if is_refused(file_behind(session, row)):
        raise FileNotUsable


def adopt(work: Work, row: Broadcast) -> None:
    """Let a notice of the version before, which names a file of Telegram's, carry a paper of ours in its place."""
    file = _message(row).attachment
    if file is None or not is_old(row):
        return
    name, mime = ("", "image/jpeg") if file.is_photo else ("file", "")
    _refer_to(work, row, _kept(work, row, FileRef(file.file_id, "", name=name, mime=mime)))
    if row.state in UNDER_WAY:
        NoticeRows(work.session, row.id).withdraw()


def came(work: Work, row: Broadcast) -> bool:
    """Name the file of a notice as what it turned out to be; say whether it was not so named yet."""
    paper, file = file_behind(work.session, row), _message(row).attachment
    if paper is None or paper.stored_as is None or (file is not None and file.called is not None):
        return False
    _refer_to(work, row, paper)
    return True


def halt(work: Work, row: Broadcast) -> None:
    """Let a notice not go out with a file that cannot be used; whoever wrote it was told."""
    move(work.session, row, (row.state,), READY if row.started_at is None else PAUSED)
    NoticeRows(work.session, row.id).withdraw()
