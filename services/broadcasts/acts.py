"""What is done with a notice, each time with the cards in everybody's chats brought up to date."""

from datetime import datetime

from domain.broadcasts.audience import Audience
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import N_, say
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from services.broadcasts import sending
from services.broadcasts.cards import (
    answered,
    ask_colleagues,
    message_of,
    redraw,
    show_card,
    show_preview,
    taken_back,
)
from services.broadcasts.carried.papers import adopt, attach, came, check_file, file_behind, halt, is_refused, waits
from services.broadcasts.record import CANCELLED, COUNTING, READY, TO_CONFIRM, NoticeMovedOn, UnknownNotice, get
from services.broadcasts.scope import sender_of
from services.broadcasts.sending import NobodyToTell, OwnNotice
from services.broadcasts.views import NoticeView, message_in, require_writer, view_of
from services.broadcasts.writing import compose
from services.platform.work import Work

__all__ = [
    "OVER", "cancel", "card_of", "confirm", "file_waits", "pause", "preview", "refuse", "resend_doubtful",
    "resend_failed", "resume", "send", "show", "write",
]  # fmt: skip

# When one of these comes, no other answer in a form would help: it is over.
OVER = (NotForYou, NoticeMovedOn, NobodyToTell, OwnNotice, UnknownNotice)

# Shown ---------------------------------------------------------------------------------------------------------------


def show(work: Work, one: NoticeView) -> None:
    """Show the card of a notice to who acts, at the end of their chat."""
    show_card(work, one.id, work.person_id)


def preview(work: Work, one: NoticeView) -> None:
    """Show a notice to who acts as readers get it, once in each language it is written in."""
    show_preview(work, one.message, work.person_id)


def card_of(work: Work, one: NoticeView) -> Message:
    """Return the card of a notice as who acts sees it now."""
    return message_of(work, work.session.get_one(Broadcast, one.id), work.person_id)


# Written and sent ----------------------------------------------------------------------------------------------------


def write(
    work: Work, *, topic: Topic | str, title: str, message: Message, audience: Audience, file: FileRef | None = None,
    instead_of: int | None = None,
) -> NoticeView:  # fmt: skip
    """Keep a notice of the officer's nearest office over the audience; the one that it takes the place of is over.

    A `file` goes with it once it is fetched and made clean. Raises what `compose` does, and NoticeMovedOn when the
    other one has gone its way meanwhile.
    """
    old = get(work, instead_of) if instead_of is not None else None
    if old is not None:
        _put_away(work, old)
    unit_id = sender_of(work, audience.unit_id or 0)
    row = compose(work, topic=topic, title=title, message=message, audience=audience, unit_id=unit_id)
    if file is not None:
        attach(work, row, file, old)
    return view_of(work, row)


def _put_away(work: Work, old: Broadcast) -> None:
    if old.state == CANCELLED:
        return
    if old.state not in (COUNTING, READY):
        raise NoticeMovedOn
    sending.cancel(work, old)
    redraw(work, old)


def send(work: Work, broadcast_id: int, *, at: datetime | None = None) -> None:
    """Let its writer send a notice at a moment (None: now); of one for many, colleagues are asked first.

    Raises UnknownNotice, NotForYou, NoticeMovedOn, NobodyToTell, EnoughThisWeek, FileNotUsable.
    """
    row = get(work, broadcast_id)
    require_writer(is_own=row.made_by == work.person_id)
    check_file(work.session, row)
    sending.send(work, row, at=at)
    if row.state == TO_CONFIRM:
        ask_colleagues(work, row)
    redraw(work, row)


def confirm(work: Work, broadcast_id: int) -> None:
    """Let a colleague confirm a notice to many; raises UnknownNotice, NotForYou, OwnNotice, NoticeMovedOn."""
    row = get(work, broadcast_id)
    sending.confirm(work, row)
    answered(work, row, work.person_id)


def refuse(work: Work, broadcast_id: int, *, reason: str) -> None:
    """Let a colleague say no to a notice to many, and why; raises as `confirm` does."""
    row = get(work, broadcast_id)
    sending.refuse(work, row)
    answered(work, row, work.person_id, reason=reason)


# On its way ----------------------------------------------------------------------------------------------------------


def pause(work: Work, broadcast_id: int) -> None:
    """Halt a notice until `resume`; raises UnknownNotice, NotForYou, NoticeMovedOn."""
    row = get(work, broadcast_id)
    sending.pause(work, row)
    redraw(work, row)


def resume(work: Work, broadcast_id: int) -> None:
    """Let a paused notice go on; raises UnknownNotice, NotForYou, NoticeMovedOn."""
    row = get(work, broadcast_id)
    sending.resume(work, row)
    redraw(work, row)


def cancel(work: Work, broadcast_id: int) -> None:
    """End a notice; before it is sent only its writer can. Raises UnknownNotice, NotForYou, NoticeMovedOn."""
    row = get(work, broadcast_id)
    before = row.state
    if before in (COUNTING, READY):
        require_writer(is_own=row.made_by == work.person_id)
    sending.cancel(work, row)
    if before == TO_CONFIRM:
        taken_back(work, row, say(N_("It was cancelled, so there is nothing to confirm any more.")))
    redraw(work, row)


def resend_failed(work: Work, broadcast_id: int) -> int:
    """Try those once more whom Telegram refused; return how many. Raises NothingToRepeat, NoticeMovedOn."""
    row = get(work, broadcast_id)
    count = sending.resend_failed(work, row)
    redraw(work, row)
    return count


def resend_doubtful(work: Work, broadcast_id: int) -> int:
    """Send again to those who may have it already; return how many. Raises as `resend_failed` does."""
    row = get(work, broadcast_id)
    count = sending.resend_doubtful(work, row)
    redraw(work, row)
    return count


# Its file ------------------------------------------------------------------------------------------------------------


def file_waits(work: Work, row: Broadcast) -> bool:
    """Bring the file of a notice along; say whether the notice has to wait for it.

    Once it is there, whoever wrote the notice sees it as its readers will; one that cannot be used halts the notice.
    """
    adopt(work, row)
    if waits(work.session, row):
        return True
    if is_refused(file_behind(work.session, row)):
        return row.state != COUNTING and _halted(work, row)
    if came(work, row) and row.state == COUNTING and row.made_by is not None:
        show_preview(work, message_in(row), row.made_by)
        show_card(work, row.id, row.made_by)
    return False


def _halted(work: Work, row: Broadcast) -> bool:
    halt(work, row)
    redraw(work, row)
    return True
