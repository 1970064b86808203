"""Reminders of repayments: before, on and after their day; what stays away is their officers' to ask about."""

from datetime import date, timedelta

from sqlmodel import col, select

from domain.cases.buttons import Act, CasePress, OpenCase
from domain.menu.buttons import Go
from domain.payments.buttons import AskToWait, ProposeWait
from domain.payments.loans import Instalment, Loan
from domain.platform.access import LEADERS
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Nn_, lines, say, say_many
from domain.procedure.events import InArrears
from domain.procedure.state import Status
from domain.procedure.steps import named
from models.procedure import AidCase
from services.payments.loans.deferring import open_wait
from services.payments.loans.standing import loans_of
from services.payments.loans.vouching import tell_group, tell_vouchers
from services.platform import outbox
from services.platform.work import Work
from services.procedure import Dossier, case_officers, household_ids
from services.units import nearest

FRESH = timedelta(days=20)  # what was to be said longer ago has been said, though its message may be forgotten by now


def remind_of_repayments(work: Work) -> None:
    """Remind workers of what is due by the days of the policy; of what is late their case officer hears, in the end a
    leader."""
    steps = named(lambda kind: kind.repays)
    lent = select(AidCase).where(col(AidCase.step).in_(steps), AidCase.status == Status.OPEN.value)
    cases = {case.id: case for case in work.session.exec(lent.order_by(col(AidCase.id))).all()}
    for case_id, loan in loans_of(work, list(cases.values())).items():
        for one in loan.open:
            _remind(work, cases[case_id], one)
        _tell_leaders(work, cases[case_id], loan)


def _remind(work: Work, case: AidCase, one: Instalment) -> None:
    days = Dossier(work, case).policy.waits.repayment
    passed = [number for number in days.remind_days if _is_on(work.today, one.due_on, number)]
    if passed:
        once = f"repay:{case.id}:{one.number}:{one.due_on}:{passed[-1]}"
        outbox.put(work, case.applicant_id, _reminder(work, case, one), key=once, priority=outbox.REMINDER)
    if _is_on(work.today, one.due_on, days.late_after_days):
        _raise(work, case, one)
        tell_group(work, case, one)
    if _is_on(work.today, one.due_on, days.voucher_after_days):
        tell_vouchers(work, case, one)


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
    see = (key(say(N_("See the case")), CasePress(case.id, Act.OPEN)),)
    if open_wait(work.session, case) is not None:
        return Message(lines(said, say(N_("You asked that it waits; I tell you here what is decided."))), (see,))
    help_ = say(N_("If you cannot pay it this month, tell us: we look for a way together. Nobody asks you for a fee."))
    return Message(lines(said, help_), ((key(say(N_("I cannot pay this month")), AskToWait(case.id)),), see))


def _raise(work: Work, case: AidCase, one: Instalment) -> None:
    source = N_(
        "Repayment {number} of case {case}, {amount}, was due on {day} and has not come, though the worker was "
        "reminded. Please ask them what is the matter."
    )
    said = say(source, number=one.number, case=case.number, amount=Money(one.left), day=one.due_on)
    for officer in case_officers(work, case) or _leaders(work, case):
        once = f"repay-late:{case.id}:{one.number}:{one.due_on}:{officer}"
        outbox.put(work, officer, Message(said, _officer_keys(case)), key=once, priority=outbox.REMINDER)


def _tell_leaders(work: Work, case: AidCase, loan: Loan) -> None:
    """With so many arrears as the policy says, and with each one more, the leaders hear of it, too."""
    late = loan.late_on(work.today)
    if len(late) < Dossier(work, case).policy.waits.repayment.arrears_to_leader:
        return
    work.happened(InArrears(case.id, late[-1].number))
    source = Nn_(
        "Case {number}: {count} repayment of the loan has not come, {amount} in all, the first since {day}. Please see "
        "with the case officer and the worker what can be done.",
        "Case {number}: {count} repayments of the loan have not come, {amount} in all, the first since {day}. Please "
        "see with the case officer and the worker what can be done.",
    )
    owed = Money(sum(one.left for one in late))
    said = say_many(*source, len(late), number=case.number, amount=owed, day=late[0].due_on)
    for leader in _leaders(work, case):
        once = f"repay-arrears:{case.id}:{late[-1].number}:{late[-1].due_on}:{leader}"
        keys = (*_officer_keys(case), (key(say(N_("All that is lent")), Go("loans")),))
        outbox.put(work, leader, Message(said, keys), key=once, priority=outbox.REMINDER)


def _leaders(work: Work, case: AidCase) -> list[int]:
    household = household_ids(work.session, case)
    return sorted({holder.person_id for holder in nearest(work.session, case, LEADERS, without=household)})


def _officer_keys(case: AidCase) -> Keys:
    wait = (key(say(N_("Let it wait")), ProposeWait(case.id)),)
    return (wait, (key(say(N_("See the case")), OpenCase(case.id)),))
