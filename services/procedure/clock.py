"""What time does to a case: its public notice ends by itself, and an overdue step is reminded of and raised."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from domain.platform.messages import Message
from domain.platform.text import N_, say
from domain.procedure import procedure
from domain.procedure.refusals import (
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoticeNotOver,
    NoticeNotPosted,
    NotThisStep,
    ObjectionOpen,
)
from domain.procedure.state import Status
from domain.units.steps import StepKind
from models.procedure import AidCase
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import course, news, prompts
from services.procedure import notice as notices
from services.procedure.record import due_at, is_by_list, lock, record_decision, state_of, step_of, subject
from services.units import candidates


def end_notices(work: Work) -> None:
    """End the public notices whose days are over, and let their cases go on."""
    posted = select(AidCase).where(AidCase.step == StepKind.NOTICE.value, AidCase.status == Status.OPEN.value)
    for case in work.session.exec(posted.order_by(col(AidCase.id))).all():
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
    steps = timed.where(AidCase.step != StepKind.NOTICE.value)
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


def remind_overdue_steps(work: Work) -> None:
    """Remind of overdue steps; from the second working day on, one level up a day."""
    late = select(AidCase.id).where(AidCase.status == Status.OPEN.value, col(AidCase.due_at) <= work.now)
    for case_id in work.session.exec(late.order_by(col(AidCase.id))).all():
        case = lock(work.session, case_id)
        if case.status == Status.OPEN and case.due_at is not None and case.due_at <= work.now:
            _remind(work, case)


def _remind(work: Work, case: AidCase) -> None:
    days = _working_days_late(work, case)
    if days == 0 or not StepKind(case.step).needs_officer:
        return
    if days - 1 > case.raised:
        case.raised = days - 1
        work.session.flush()
        prompts.refresh_prompts(work, case)
    for officer_id in () if is_by_list(work, case) else prompts.asked_before(work, case):  # the list reminds by itself
        _remind_once(work, case, officer_id, "overdue")
    state = state_of(work, case)
    nobody_above = candidates(work.session, case, state) == candidates(
        work.session, case, state, raised=case.raised - 1
    )
    for admin in work.house.admin_ids if case.raised and nobody_above else ():
        _remind_once(work, case, admin, "overdue-admin")


def _working_days_late(work: Work, case: AidCase) -> int:
    assert case.due_at is not None
    calendar = work.house.policies.current.calendar
    first, today = case.due_at.astimezone(work.house.zone).date(), work.today
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range((today - first).days + 1))


def _remind_once(work: Work, case: AidCase, chat_id: int, name: str) -> None:
    source = N_("Case {number} has waited too long at this step: {step}. Please take it on: /pending")
    text = say(source, number=case.number, step=StepKind(case.step).label)
    key = f"{name}:{case.id}:{case.version}:{chat_id}"
    outbox.put(work, chat_id, Message(text), key=key, priority=outbox.REMINDER)
