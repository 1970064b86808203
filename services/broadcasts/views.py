"""A notice as officers see it, and which deeds they may begin as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from domain.broadcasts.audience import Audience
from domain.broadcasts.buttons import Deed
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.messages import Message, unpack_message
from domain.platform.text import Arg, Text, say
from models.broadcasts import Broadcast
from models.procedure import Paper
from services.broadcasts.carried.papers import adopt, file_behind, is_refused, waits
from services.broadcasts.record import (
    CANCELLED,
    COUNTING,
    OPEN,
    READY,
    TO_CONFIRM,
    NoticeMovedOn,
    get,
    latest,
)
from services.broadcasts.sending import OwnNotice
from services.broadcasts.words import STATES
from services.platform.work import Work

__all__ = ["NoticeLine", "NoticeView", "listed", "require_writer", "view", "view_of"]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list, and where it stands."""

    id: int
    title: Arg
    stands: Text


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as it stood when an officer opened it; `is_own` when they wrote it, `has_begun` once it goes out.

    `file` is what was sent to go with it, None if it cannot be used; `awaits_file`: it is still to be looked at.
    """

    id: int
    topic: str
    title: Arg
    message: Message
    audience: Audience
    state: str
    is_own: bool
    has_begun: bool
    file: FileRef | None
    awaits_file: bool

    def check(self, deed: Deed) -> None:
        """Raise NotForYou, OwnNotice or NoticeMovedOn if the officer may not begin a deed that asks for more first."""
        if deed in (Deed.SEND_AT, Deed.CHANGE) or (deed is Deed.CANCEL and self.state in (COUNTING, READY)):
            require_writer(is_own=self.is_own)
        if self.state not in ASKED[deed]:
            raise NoticeMovedOn
        if deed is Deed.REFUSE and self.is_own:
            raise OwnNotice


# In which states a deed that asks for more first may be begun.
ASKED = {Deed.SEND_AT: (READY,), Deed.CHANGE: (READY, CANCELLED), Deed.REFUSE: (TO_CONFIRM,), Deed.CANCEL: OPEN}


def require_writer(*, is_own: bool) -> None:
    """Whoever wrote a notice sends it or changes it; colleagues may confirm and halt it. Raises NotForYou."""
    if not is_own:
        raise NotForYou


def view(work: Work, broadcast_id: int) -> NoticeView:
    """Return a notice as it stands now, to an officer over its unit; raises UnknownNotice, NotForYou."""
    row = get(work, broadcast_id)
    adopt(work, row)
    return view_of(work, row)


def view_of(work: Work, row: Broadcast) -> NoticeView:
    """Return a notice as it stands now to who works on it."""
    return NoticeView(
        row.id,
        row.topic,
        row.called,
        message_in(row),
        Audience.from_json(row.audience),
        row.state,
        is_own=row.made_by == work.person_id,
        has_begun=row.started_at is not None,
        file=_file_of(file_behind(work.session, row)),
        awaits_file=waits(work.session, row),
    )


def message_in(row: Broadcast) -> Message:
    """Return what its readers get."""
    return unpack_message(row.body["message"])


def _file_of(paper: Paper | None) -> FileRef | None:
    if paper is None or is_refused(paper):
        return None
    return FileRef(paper.file_id, paper.unique_id, name=paper.name, mime=paper.mime, size=paper.size)


def listed(work: Work) -> list[NoticeLine]:
    """Return the latest notices of the units this officer covers, without those that were thrown away."""
    kept = (one for one in latest(work) if one.state != CANCELLED or one.started_at is not None)
    return [NoticeLine(one.id, one.called, say(STATES[one.state])) for one in kept]
