"""A notice counts from the day its post really stands in the notice room; one that was refused is told and mended."""

from datetime import datetime

from domain.platform.text import N_, Refusal
from models.notices import Notice
from models.platform.outbox import SENT, Outbox
from models.procedure import AidCase
from models.units import Unit
from services.platform import outbox, undelivered
from services.platform.undelivered import Undelivered
from services.platform.work import Work
from services.procedure import notice as notices
from services.procedure.record import due_at, latest_notice, lock, policy_of, state_of


class NoticeNotNeeded(Refusal):
    """The case went another way meanwhile."""

    text = N_("This public notice is no longer needed: its case has moved on or was taken back.")


def settle(work: Work, case: AidCase) -> None:
    """Let the notice of a case count as soon as it is posted; tell of one that was refused. Again, it does no harm."""
    notice = latest_notice(work.session, case)
    if notice is None or notice.stands_since is not None or notice.taken_down_at is not None:
        return
    row = outbox.with_key(work, notices.room_key(notice))
    if row is not None and row.state == SENT:
        _stands(work, case, notice, row.sent_at or work.now)
    elif row is None or work.house.notice_chat_id is None:  # there is no room any more: it stands under /notices
        _stands(work, case, notice, work.now)
    elif row.state in undelivered.REFUSED:
        about = notices.about(case, work.session.get_one(Unit, case.unit_id))
        undelivered.tell(work, Undelivered(row.id, row.attempts, row.error or "", row.chat_id, about))


def _stands(work: Work, case: AidCase, notice: Notice, since: datetime) -> None:
    """Write down since when; if that is another day than it was written for, its days run from there."""
    written = (notice.first_day, notice.last_day)
    notices.count_days(work.at(since), case, notice)
    if (notice.first_day, notice.last_day) != written:
        notices.correct_in_room(work, case, notice)
    notice.stands_since = since
    case.due_at = due_at(work.house, state_of(work, case), policy_of(work, case), since)


def try_again(work: Work, row_id: int) -> None:
    """Queue a refused message once more, a public notice with the days as they are now.

    Raises NoLongerKept, OneOfMany, SentMeanwhile, OnItsWay, or NoticeNotNeeded.
    """
    row = undelivered.refused(work, row_id)
    notice = _notice_of(work, row)
    if notice is None:
        undelivered.queue_again(work, row)
        return
    case = lock(work.session, notice.case_id)
    if notice.taken_down_at is not None or notice is not latest_notice(work.session, case):
        raise NoticeNotNeeded
    notices.count_days(work, case, notice)
    body = notices.body(work, case, notice)
    undelivered.queue_again(work, row, body=body, chat_id=work.house.notice_chat_id or row.chat_id)


def _notice_of(work: Work, row: Outbox) -> Notice | None:
    """Return the notice whose post this is, None for any other message."""
    name, _, number = (row.key or "").partition(":")
    return work.session.get(Notice, int(number)) if name == notices.ROOM and number.isdecimal() else None
