"""Public notices: masked, up for working days from when they really stand, listed for all, taken down at the end."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from domain.households.classes import NO_CLASS
from domain.platform.calendar import TURN, Window
from domain.platform.channel import TELEGRAM
from domain.platform.messages import Keys, Message, link_key, pack_message
from domain.platform.names import mask_name
from domain.platform.text import N_, Joined, Refusal, Text, lines, say
from domain.procedure.procedure import post_notice
from domain.procedure.refusals import CaseWaitsForIt, NoticeNotNeeded
from domain.procedure.state import Status
from domain.procedure.steps import posted
from models.notices import Notice
from models.people import Person
from models.platform.outbox import PARKED, SENT, Outbox
from models.procedure import AidCase
from models.units import Unit
from services.kinds import title_of
from services.platform import audit, outbox, parked, undelivered
from services.platform.house import House
from services.platform.undelivered import REFUSED, Undelivered
from services.platform.work import Work
from services.procedure import news, prompts
from services.procedure.record import due_at, end_of_day, latest_notice, lock, policy_of, state_of, step_of, subject
from services.procedure.standing import parts_of

ROOM = "notice"  # how the keys of posts in the notice room begin
DELETED = "deleted in the room"
OVER = N_("This public notice has ended and was taken down.")


def post(work: Work, case: AidCase) -> None:
    """Post the notice of a case that has come to this step; posting it again changes nothing."""
    if latest_notice(work.session, case) is not None:
        return
    state = state_of(work, case)
    window = _window(work, case, work.now)
    post_notice(state, window)
    applicant = work.session.get_one(Person, case.applicant_id)
    notice = Notice(
        case_id=case.id,
        unit_id=case.unit_id,
        masked_name=case.answers.get("posted_as") or mask_name(applicant.name or ""),
        household_class=case.household_class,
        programme=case.programme,
        posted_at=work.now,
        first_day=window.first,
        last_day=window.last,
        days_uncertain=not window.is_certain,
        stands_since=work.now if work.house.notice_chat_id is None else None,
    )
    work.session.add(notice)
    work.holds(notice)
    work.session.flush()
    if work.house.notice_chat_id is not None:
        unit = work.session.get_one(Unit, case.unit_id)
        message = _in_room(work, notice, case, unit)
        outbox.put(work, work.house.notice_chat_id, message, key=room_key(notice), about=about(case, unit))


def _window(work: Work, case: AidCase, since: datetime) -> Window:
    """Return the days of a notice that stands since then: as many as its own policy says, by the newest calendar."""
    days = step_of(work, case).working_days
    return work.house.policies.current.calendar.notice_window(work.at(since).today, days, tz=work.house.zone)


def count_days(work: Work, case: AidCase, notice: Notice, since: datetime) -> bool:
    """Let the days of a notice run from this moment; tell whether that changed what it says."""
    said = (notice.first_day, notice.last_day, notice.days_uncertain)
    window = _window(work, case, since)
    notice.first_day, notice.last_day, notice.days_uncertain = window.first, window.last, not window.is_certain
    return said != (notice.first_day, notice.last_day, notice.days_uncertain)


def room_key(notice: Notice) -> str:
    """Return the outbox key of the message in the notice chat."""
    return f"{ROOM}:{notice.id}"


def is_refused(work: Work, notice: Notice) -> bool:
    """Say whether Telegram did not take the post, so that the days have not begun."""
    row = None if notice.stands_since is not None else outbox.with_key(work, room_key(notice))
    return row is not None and row.state in REFUSED


def about(case: AidCase, unit: Unit) -> Text:
    """Return what the post is, for the administrators: no personal data."""
    return say(N_("the public notice of case {number}, {unit}"), number=case.number, unit=unit.named)


def _in_room(work: Work, notice: Notice, case: AidCase, unit: Unit) -> Message:
    return Message(notice_text(work, notice, case, unit), _room_keys(work.house))


def body(work: Work, case: AidCase, notice: Notice) -> dict[str, Any]:
    """Return the post as the outbox keeps it, with the days as they are now."""
    unit = work.session.get_one(Unit, case.unit_id)
    return outbox.body_of(_in_room(work, notice, case, unit), about(case, unit))


def correct_in_room(work: Work, case: AidCase, notice: Notice, *, once: str | None = None) -> None:
    """Change what stands in the room to the days as they are now; if nothing does any more, `settle` hears of it."""
    if work.house.notice_chat_id is not None:
        unit = work.session.get_one(Unit, case.unit_id)
        message, about_it = _in_room(work, notice, case, unit), about(case, unit)
        outbox.edit(work, work.house.notice_chat_id, message, target_key=room_key(notice), about=about_it,
                    must_stand=True, key=once)  # fmt: skip


def _room_keys(house: House) -> Keys:
    return ((link_key(say(N_("I know something about this")), house.deep_link("notices")),),)


def notice_text(work: Work, notice: Notice, case: AidCase, unit: Unit) -> Joined:
    """Return the notice as everybody reads it: surname, unit, class, programme and days, nothing else."""
    found = policy_of(work, case).household_class(notice.household_class)
    return lines(
        say(N_("<b>Public notice</b> · {programme}"), programme=title_of(work, case)),
        say(N_("{name}, {unit}"), name=notice.masked_name, unit=unit.named),
        say(N_("Class: {household_class}"), household_class=found.label) if _has_class(notice) else None,
        say(N_("From {first} to {last}. Whoever knows that something is not right may say so in confidence."),
            first=notice.first_day, last=notice.last_day),
        _uncertain(notice),
    )  # fmt: skip


def _has_class(notice: Notice) -> bool:
    """Say whether anybody has looked at what class they are of; of somebody without a file nobody has."""
    return notice.household_class != NO_CLASS


def _uncertain(notice: Notice) -> Text | None:
    """Say so when the holidays of the window were not announced yet (DOMAIN 2, notice days)."""
    if not notice.days_uncertain:
        return None
    return say(N_("The holidays of {year} are not announced yet, so only weekends are left out of the count."),
               year=str((notice.last_day + TURN).year))  # fmt: skip


def take_down(work: Work, case: AidCase) -> None:
    """Take down what is still posted about a case; doing it again changes nothing."""
    posted = [one.id for one in parts_of(work.session, case, "notice") if one.over is None]
    for notice in [work.session.get_one(Notice, number) for number in posted]:
        notice.taken_down_at = work.now
        if work.house.notice_chat_id is not None and not outbox.called_off(work, room_key(notice)):
            about_it, over = about(case, work.session.get_one(Unit, notice.unit_id)), Message(Text(OVER))
            outbox.edit(work, work.house.notice_chat_id, over, target_key=room_key(notice), about=about_it)


# Whether it stands --------------------------------------------------------------------------------------------------


def deleted_by_hand(work: Work, notice: Notice) -> bool:
    """Say whether somebody has deleted the post in the room; it counts as refused then, until it is posted again."""
    gone = select(Outbox).where(Outbox.target_key == room_key(notice), Outbox.kind == "edit", Outbox.state == PARKED)
    lost = [row for row in work.session.exec(gone) if TELEGRAM.gone in (row.error or "").lower() and row.body]
    post = outbox.with_key(work, room_key(notice)) if lost else None
    if post is None:
        return False
    for row in lost:
        row.body = {}
    post.state, post.error = PARKED, DELETED
    post.attempts += 1
    notice.stands_since = None
    work.session.flush()
    return True


def settle(work: Work, case: AidCase) -> None:
    """Let the notice of a case count as soon as it is posted; tell of one that was refused. Again, it does no harm.

    The days of one that stands are counted anew, since a holiday may have been announced meanwhile.
    """
    notice = latest_notice(work.session, case)
    if notice is None or notice.taken_down_at is not None:
        return
    if notice.stands_since is not None and not deleted_by_hand(work, notice):
        _count_anew(work, case, notice, notice.stands_since)
        return
    row = outbox.with_key(work, room_key(notice))
    if row is not None and row.state == SENT:
        _stands(work, case, notice, row.sent_at or work.now)
    elif row is None or work.house.notice_chat_id is None:  # there is no room any more: it stands under /notices
        _stands(work, case, notice, work.now)
    elif row.state in undelivered.REFUSED:
        undelivered.tell(work, _refused(work, case, row))
        news.tell_delayed(work, case, notice)


def _stands(work: Work, case: AidCase, notice: Notice, since: datetime) -> None:
    """Write down since when; if that is another day than it was written for, its days run from there."""
    if count_days(work, case, notice, since):
        correct_in_room(work, case, notice)
    is_late = work.at(since).today != work.at(notice.posted_at).today
    if is_late or outbox.with_key(work, news.delayed_key(notice)) is not None:
        news.tell_posted(work, case, notice)
    notice.stands_since = since
    case.due_at = due_at(work.house, step_of(work, case), since)


def _count_anew(work: Work, case: AidCase, notice: Notice, since: datetime) -> None:
    """Follow the newest calendar; the worker, who read the end under /cases, hears of another one."""
    last = notice.last_day
    if not count_days(work, case, notice, since):
        return
    correct_in_room(work, case, notice)
    audit.note(work, None, N_("counted the notice by the newest calendar"), subject(case), detail=str(notice.last_day))
    case.due_at = due_at(work.house, step_of(work, case), since)
    if notice.last_day != last and end_of_day(notice.last_day, work.house) > work.now:
        news.tell_moved(work, case, notice, before=last)


def _refused(work: Work, case: AidCase, row: Outbox) -> Undelivered:
    what = about(case, work.session.get_one(Unit, case.unit_id))
    return Undelivered(row.id, row.attempts, row.error or "", row.chat_id, what)


def remind_of_refused(work: Work) -> None:
    """Once a day, tell the administrators again of every notice whose post the room does not take, and see whether
    those that stand are still there: a change of nothing tells when somebody has deleted one."""
    waiting = select(AidCase).where(AidCase.status == Status.OPEN.value, col(AidCase.step).in_(posted()))
    for case in work.session.exec(waiting.order_by(col(AidCase.id))).all():
        notice = latest_notice(work.session, case)
        if notice is not None and notice.stands_since is not None and notice.taken_down_at is None:
            correct_in_room(work, case, notice, once=f"there:{notice.id}:{work.today}")
        if notice is not None and is_refused(work, notice) and work.at(notice.posted_at).today < work.today:
            row = outbox.with_key(work, room_key(notice))
            assert row is not None
            undelivered.tell_daily(work, _refused(work, case, row), since=work.at(notice.posted_at).today)


# What was refused goes out once more --------------------------------------------------------------------------------


def refused_now(work: Work) -> list[int]:
    """Return the ids of the messages that Telegram refused and that are still of use, the oldest first."""
    return [row.id for row in parked.refused_rows(work) if _is_needed(work, row)]


def try_again(work: Work, row_id: int) -> None:
    """Queue a refused message once more, a notice or a prompt as it is now.

    Raises NoLongerKept, OneOfMany, SentMeanwhile, OnItsWay, NoticeNotNeeded or AskedNoLonger.
    """
    row = undelivered.refused(work, row_id)
    undelivered.queue_again(work, row, **_as_it_is_now(work, row))


def take_off(work: Work, row_id: int) -> None:
    """Take a refused message off the list for good; raises CaseWaitsForIt, and what `try_again` does of its state."""
    row = undelivered.refused(work, row_id)
    if row.kind == "send" and _notice_of(work, row) is not None and _is_needed(work, row):
        raise CaseWaitsForIt
    undelivered.let_go(work, row)


def try_all_again(work: Work) -> int:
    """Queue all of it once more; return how many messages that were."""
    again = 0
    for row_id in refused_now(work):
        with suppress(Refusal):  # somebody else was faster, or it is needed no more
            try_again(work, row_id)
            again += 1
    return again


def _is_needed(work: Work, row: Outbox) -> bool:
    notice = _notice_of(work, row)
    if notice is not None and row.kind == "send":
        case = work.session.get_one(AidCase, notice.case_id)
        return notice.taken_down_at is None and notice is latest_notice(work.session, case)
    return prompts.is_open(work, row)


def _as_it_is_now(work: Work, row: Outbox) -> dict[str, Any]:
    notice = _notice_of(work, row)
    if notice is None:
        return prompts.as_it_is_now(work, row)
    case = lock(work.session, notice.case_id)
    if row.kind != "send":
        over, unit = notice.taken_down_at is not None, work.session.get_one(Unit, case.unit_id)
        now = Message(Text(OVER)) if over else _in_room(work, notice, case, unit)
        return {"body": (row.body or {}) | {"message": pack_message(now)}}
    if not _is_needed(work, row):
        raise NoticeNotNeeded
    count_days(work, case, notice, work.now)
    return {"body": body(work, case, notice), "chat_id": work.house.notice_chat_id or row.chat_id}


def _notice_of(work: Work, row: Outbox) -> Notice | None:
    """Return the notice whose post this is or changes, None for any other message."""
    name, _, number = (row.key or row.target_key or "").partition(":")
    return work.session.get(Notice, int(number)) if name == ROOM and number.isdecimal() else None
