"""What time does to a case: its public notice ends by itself, and an overdue step is reminded of and raised."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import String, cast, literal
from sqlalchemy import select as select_columns
from sqlalchemy.orm import defer
from sqlmodel import col, select

from domain.platform.messages import Message, key
from domain.platform.text import N_, Arg, Sayable, say
from domain.procedure import procedure
from domain.procedure.asked import asked_for
from domain.procedure.buttons import ShowPrompt
from domain.procedure.refusals import (
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoticeNotOver,
    NoticeNotPosted,
    NotThisStep,
    ObjectionOpen,
)
from domain.procedure.state import Status
from domain.procedure.steps import kind_of, named, posted
from domain.units.steps import Level
from models.platform.outbox import Outbox
from models.procedure import AidCase, Prompt
from services.platform import audit, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.procedure import course, news, prompts, visits
from services.procedure import notice as notices
from services.procedure.late.reminding import Reminder, remind
from services.procedure.record import due_at, lock, record_decision, state_of, step_of, subject
from services.procedure.standing import is_undecided
from services.units import candidates

HIGHEST = len(Level)  # by then every level above has been asked, wherever a step begins
WEEK = 5
MOST_A_RUN = 200


def end_notices(work: Work) -> None:
    """End the public notices whose days are over, and let their cases go on."""
    up = select(AidCase).where(AidCase.status == Status.OPEN.value, col(AidCase.step).in_(posted()))
    for case in work.session.exec(up.order_by(col(AidCase.id))).all():
        end_notice_if_over(work, case)


def end_notice_if_over(work: Work, case: AidCase) -> bool:
    """End the notice of a case if its days are over; tell whether the case has moved. Again, it changes nothing."""
    case = lock(work.session, case.id)
    notices.settle(work, case)
    try:
        after = procedure.end_notice(state_of(work, case), now=work.now)
    except ObjectionOpen:
        notices.take_down(work, case)  # its days are over, though the case waits for the answer
        return False
    except (CaseAlreadyClosed, CaseIsWithWorker, NotThisStep, NoticeNotOver, NoticeNotPosted):
        return False
    record_decision(work, case, "notice_over", person_id=None, role="")
    audit.note(work, None, N_("notice ended"), subject(case))
    course.move(work, case, after, say(N_("The public notice ended.")))
    news.tell_moved_on(work, case)
    return True


def follow_calendar(work: Work) -> None:
    """Count by the newest calendar until when public notices stand and steps have time; again, it changes nothing."""
    end_notices(work)
    timed = select(AidCase).where(AidCase.status == Status.OPEN.value, col(AidCase.due_at).is_not(None))
    steps = timed.where(col(AidCase.step).not_in(posted()))
    moved = [case.id for case in work.session.exec(steps.order_by(col(AidCase.id))).all() if _due(work, case)]
    for case_id in moved:
        case = lock(work.session, case_id)
        if case.status == Status.OPEN and (due := _due(work, case)):
            case.due_at = due
            work.session.flush()
            prompts.redraw_prompts(work, case)


def _due(work: Work, case: AidCase) -> datetime | None:
    """Return when the step is overdue by the newest calendar, if that is another moment than was counted before."""
    due = due_at(work.house, step_of(work, case), case.step_since)
    return due if due != case.due_at else None


@dataclass(frozen=True, slots=True)
class Late:
    """A step that is overdue: of which case, and for how many working days."""

    case_id: int
    number: str
    version: int
    step: str
    raised: int
    days: int

    @property
    def weeks(self) -> int:
        """Whole weeks of working days, so that who was reminded and did nothing is reminded again."""
        return (self.days - 1) // WEEK


def remind_overdue_steps(work: Work) -> None:
    """Remind of overdue steps, each week anew; from the second working day on, one level up a day.

    However many are late, it takes a few statements; only those that go up cost more.
    """
    late = {one.case_id: one for one in _late(work) if one.days}
    told: list[Reminder] = []
    for one in late.values():
        if min(one.days - 1, HIGHEST) > one.raised:
            told.extend(_raise(work, one))
    told.extend(_overdue(late[case_id], officer_id) for case_id, officer_id in _asked_before(work, late))
    for one in late.values():
        told.extend(_unheeded(one, admin) for admin in work.admin_ids if one.raised >= HIGHEST)
    remind(work, told)


def _late(work: Work) -> Iterator[Late]:
    kinds = named(lambda kind: kind.by_officer)
    columns = select_columns(
        *(getattr(AidCase, name) for name in ("id", "number", "version", "step", "raised", "due_at"))
    )
    late = columns.where(col(AidCase.status) == Status.OPEN.value, col(AidCase.step).in_(kinds), is_undecided())
    since: dict[datetime, int] = {}
    for case_id, number, version, step, raised, due in work.session.execute(
        late.where(col(AidCase.due_at) <= work.now).order_by(col(AidCase.id))
    ):
        if due not in since:
            since[due] = _working_days_late(work, due)
        yield Late(case_id, number, version, step, raised, since[due])


def _raise(work: Work, late: Late) -> list[Reminder]:
    """Put a step before one level more; when there is none, the administrators are to hear of it."""
    case = lock(work.session, late.case_id)
    if case.version != late.version or case.status != Status.OPEN:
        return []
    case.raised = min(late.days - 1, HIGHEST)
    work.session.flush()
    prompts.refresh_prompts(work, case)
    state = state_of(work, case)
    below = candidates(work.session, case, state, raised=case.raised - 1)
    is_highest = candidates(work.session, case, state) == below
    return [_unheeded(late, admin) for admin in work.admin_ids if is_highest]


def _asked_before(work: Work, late: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield who has had the present step of these cases before them since an earlier day, as (case, officer)."""
    asked = select(Prompt.case_id, Prompt.officer_id, Prompt.issued_at).join(
        AidCase,
        (col(AidCase.id) == Prompt.case_id) & (Prompt.about == literal("step:") + cast(AidCase.version, String)),
    )
    asked = asked.where(col(Prompt.quiet).is_(False))  # a list reminds by itself
    there = asked.where(col(Prompt.closed_at).is_(None), AidCase.status == Status.OPEN.value).order_by(col(Prompt.id))
    for case_id, officer_id, issued_at in work.session.exec(there.where(col(AidCase.due_at) <= work.now)):
        if case_id in late and issued_at.astimezone(work.house.zone).date() < work.today:
            yield case_id, officer_id


def _working_days_late(work: Work, due: datetime) -> int:
    calendar = work.house.policies.current.calendar
    first, today = due.astimezone(work.house.zone).date(), work.today
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range((today - first).days + 1))


def _overdue(late: Late, officer_id: int) -> Reminder:
    source = N_("Case {number} has waited too long at this step: {step}. Please take it on: /pending")
    return Reminder(officer_id, _key_of("overdue", late, officer_id), say(source, **_named(late)), _line(late))


def _unheeded(late: Late, admin_id: int) -> Reminder:
    """Nobody above is left who could be asked: the administrators hear of it."""
    source = N_(
        "Case {number} has waited too long at this step: {step}. All officers who may take it were asked. Please speak "
        "with them, or appoint somebody: /officers"
    )
    key = _key_of("overdue-admin", late, admin_id)
    return Reminder(admin_id, key, say(source, **_named(late)), _line(late), way="officers")


def _named(late: Late) -> dict[str, Arg]:
    return {"number": late.number, "step": kind_of(late.step).label}


def _line(late: Late) -> Sayable:
    return say(N_("• {number}: {step}, overdue"), **_named(late))


def _key_of(name: str, late: Late, person_id: int) -> str:
    again = f":{late.weeks}" if late.weeks else ""
    return f"{name}:{late.case_id}:{late.version}:{person_id}{again}"


# What officers are asked beside the steps -----------------------------------------------------------------------------


def call_on_officers(work: Work) -> None:
    """Remind officers of what they were asked beside the steps; what nobody did in the end is taken from them, or told.

    Only some in one run.
    """
    query = (
        select(Prompt, AidCase)
        .join(AidCase, col(AidCase.id) == col(Prompt.case_id))
        .where(col(Prompt.closed_at).is_(None), col(Prompt.call_on) <= work.today)
        .order_by(col(Prompt.id))
        .limit(MOST_A_RUN)
        .options(defer(AidCase.answers))  # type: ignore[arg-type]
    )
    due = work.session.exec(query).all()
    reminders = waiting.reminders(work, [_key(prompt) for prompt, _ in due if prompt.reminded])
    told: list[Reminder] = []
    for prompt, case in due:
        if prompt.closed_at is None:  # by what was done about another one just now
            told.extend(_call_on(work, case, prompt, reminders.get(_key(prompt))))
    remind(work, told)


def _key(prompt: Prompt) -> str:
    return f"waits-for-officer:{prompt.id}:{prompt.waits_since}:{prompt.reminded}"


def _call_on(work: Work, case: AidCase, prompt: Prompt, reminder: Outbox | None) -> Iterator[Reminder]:
    since = prompt.issued_at.astimezone(work.house.zone).date()
    patience = work.house.policies.current.waits.officers
    match waiting.what_is_due(work, prompt, patience, since, reminder):
        case Due.REMIND | Due.LAST:
            yield _waits(case, prompt, prompt.waits_since or since)
        case Due.END if prompt.kind == "confirm":
            visits.give_up_unconfirmed(work, lock(work.session, case.id), int(prompt.about.partition(":")[2]))
        case Due.END:
            _tell_administrators(work, case, prompt)
            waiting.begin(work, prompt, patience, work.today)


def _waits(case: AidCase, prompt: Prompt, since: date) -> Reminder:
    told: dict[str, Arg] = {"number": case.number, "what": asked_for(prompt.kind), "day": since}
    alone = say(N_("Case {number} still waits for you: {what}, since {day}. Please take it on."), **told)
    line = say(N_("• {number}: {what}, since {day}"), **told)
    return Reminder(prompt.officer_id, _key(prompt), alone, line, ((key(say(N_("Show it")), ShowPrompt(prompt.id)),),))


def _tell_administrators(work: Work, case: AidCase, prompt: Prompt) -> None:
    """Nobody did it though they were reminded; it stays with them, and the days begin anew."""
    since = prompt.waits_since or work.today
    source = N_("Case {number} waits for an officer since {day}, who was reminded: {what}. Please see to it: /officers")
    text = say(source, number=case.number, what=asked_for(prompt.kind), day=since)
    for admin in work.admin_ids:
        once = f"waits-admin:{case.id}:{prompt.about}:{prompt.waits_since}:{admin}"
        outbox.put(work, admin, Message(text), key=once, priority=outbox.REMINDER)
