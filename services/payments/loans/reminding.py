"""Reminders of repayments: before, on and after their day; what stays away is their officers' to ask about."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import col, select

from domain.cases.buttons import Act, CasePress
from domain.menu.buttons import Go
from domain.payments.loans import Instalment
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, lines, say
from domain.procedure.state import Status
from domain.procedure.steps import named
from models.procedure import AidCase
from services.payments.loans.standing import loan_of
from services.platform import outbox
from services.platform.work import Work
from services.procedure import Dossier, case_officers
from services.units import nearest

FRESH = timedelta(days=20)  # what was to be said longer ago has been said, though its message may be forgotten by now
LEADERS = ("approver", "reviewer")


def remind_of_repayments(work: Work) -> None:
    """Remind workers of what is due by the days of the policy; of what is late, the case officer and a leader hear."""
    steps = named(lambda kind: kind.repays)
    lent = select(AidCase).where(col(AidCase.step).in_(steps), AidCase.status == Status.OPEN.value)
    for case in work.session.exec(lent.order_by(col(AidCase.id))).all():
        loan = loan_of(work, case)
        for one in loan.open if loan is not None else ():
            _remind(work, case, one)


def _remind(work: Work, case: AidCase, one: Instalment) -> None:
    days = Dossier(work, case).policy.waits.repayment
    passed = [number for number in days.remind_days if _is_on(work.today, one.due_on, number)]
    if passed:
        once = f"repay:{case.id}:{one.number}:{one.due_on}:{passed[-1]}"
        outbox.put(work, case.applicant_id, _reminder(work, case, one), key=once, priority=outbox.REMINDER)
    if _is_on(work.today, one.due_on, days.late_after_days):
        _raise(work, case, one)


def _is_on(today: date, due: date, days: int) -> bool:
    day = due + timedelta(days=days)
    return day <= today <= day + FRESH


def _reminder(work: Work, case: AidCase, one: Instalment) -> Message:
    source = N_("Repayment {number} of case {case}: {amount} is due on {day}.")
    if one.due_on < work.today:
        source = N_("Repayment {number} of case {case}: {amount} was due on {day} and has not come yet.")
    elif one.due_on == work.today:
        source = N_("Repayment {number} of case {case}: {amount} is due today, {day}.")
    said = say(source, number=one.number, case=case.number, amount=Money(one.left), day=one.due_on)
    help_ = say(N_("If you cannot pay it this month, tell us: we look for a way together. Nobody asks you for a fee."))
    return Message(lines(said, help_), _keys(case))


def _keys(case: AidCase) -> Keys:
    return (
        (key(say(N_("I cannot pay this month")), Go("ask")),),
        (key(say(N_("See the case")), CasePress(case.id, Act.OPEN)),),
    )


def _raise(work: Work, case: AidCase, one: Instalment) -> None:
    source = N_(
        "Repayment {number} of case {case}, {amount}, was due on {day} and has not come, though the worker was "
        "reminded. Please ask them what is the matter."
    )
    said = say(source, number=one.number, case=case.number, amount=Money(one.left), day=one.due_on)
    for officer in _asked(work, case):
        once = f"repay-late:{case.id}:{one.number}:{one.due_on}:{officer}"
        outbox.put(work, officer, Message(said), key=once, priority=outbox.REMINDER)


def _asked(work: Work, case: AidCase) -> Iterable[int]:
    leaders = (holder.person_id for holder in nearest(work.session, case, LEADERS, without={case.applicant_id}))
    return sorted({*case_officers(work, case), *leaders})
