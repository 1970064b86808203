"""Months are paid: each is recorded by itself, also when a cashier paid many in one transfer."""

from datetime import date

from domain.menu.buttons import Go
from domain.payments.money import MoneyState, folded
from domain.platform.access import Action
from domain.platform.identifiers import mask_card
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Money, lines, say
from domain.procedure import returns
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import Payment
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.due import check_card, follow_card
from services.payments.months.beginning import run_of
from services.payments.months.ending import Rests
from services.payments.payments import ReferenceOnRecord, check_day
from services.payments.rows import book_paid, is_on_record, months_of, standing_at
from services.platform import audit
from services.platform.work import Work
from services.procedure import StepInHand, refresh_prompts, step_in_hand, subject, tell


def due_months(work: Work, case: AidCase) -> list[MoneyRow]:
    """Return the months of a case that are due, the oldest first."""
    due = (row for row in months_of(work.session, case) if row.state == MoneyState.DUE)
    return sorted(due, key=lambda row: row.period)


def check_may_pay(work: Work, case_id: int, version: int) -> str:
    """Return the number of a case of which months are due, if this cashier may pay them now.

    Raises as `pay_months` does, but for what is given with it.
    """
    return _in_hand(work, case_id, version, work.today, "-").case.number


def _in_hand(work: Work, case_id: int, version: int, paid_on: date, reference: str) -> StepInHand:
    step = step_in_hand(work, case_id, version, Action.PAY)
    case = step.case
    returns.pay_months(step.state, Payment(work.person_id, version, work.now, paid_on, reference))
    run = run_of(work.session, case)
    if run is not None and run.held_since is not None:
        raise Rests(number=case.number, since=run.held_since)
    follow_card(work, case)
    check_card(work, case)
    if not due_months(work, case):
        raise NotThisStep(number=case.number)
    return step


def pay_months(
    work: Work, case_id: int, version: int, *, paid_on: date, reference: str, same_reference: bool = False
) -> int:
    """Record that every month of a case that is due was paid, and return what that is (fen).

    `same_reference` says that a number on record already is right for this one, too. Raises NotForYou, NotThisStep,
    Rests, MoneyHeld, SecondPairOfEyesNeeded, CardIsNew, PaidOnAnotherDay, ReferenceNeeded, ReferenceOnRecord.
    """
    reference = reference.strip()
    case = _in_hand(work, case_id, version, paid_on, reference).case
    check_day(work, case, paid_on)
    if not same_reference:
        check_reference(work, reference)
    is_first = all(row.state != MoneyState.PAID for row in months_of(work.session, case))
    paid = due_months(work, case)
    for row in paid:
        _keep(work, row, paid_on, reference)
    work.session.flush()
    for row in paid:
        book_paid(work, case, row)
    audit.note(work, work.person_id, N_("paid"), subject(case), detail=", ".join(row.period for row in paid))
    refresh_prompts(work, case)
    if is_first or any(row.attempt > 1 for row in paid):
        _tell(work, case, paid, is_first=is_first)
    return sum(row.fen for row in paid)


def check_reference(work: Work, reference: str) -> None:
    """Raise ReferenceOnRecord for a number of the bank that stands at another payment."""
    if is_on_record(work, reference.strip()):
        raise ReferenceOnRecord(reference=reference.strip(), cases=standing_at(work, reference.strip()))


def _keep(work: Work, row: MoneyRow, paid_on: date, reference: str) -> None:
    row.state, row.paid_on, row.cashier_id, row.recorded_at = MoneyState.PAID.value, paid_on, work.person_id, work.now
    row.bank_reference, row.reference_key = reference, folded(reference)


def _tell(work: Work, case: AidCase, paid: list[MoneyRow], *, is_first: bool) -> None:
    """The worker hears of the first month, and of one that had come back; the others come without a word."""
    source = N_("Good news: {amount} of case {number} was paid to {card} on {day}. It can take a day until you see it.")
    last, card = paid[-1], paid[-1].card
    said = say(
        source, amount=Money(sum(row.fen for row in paid)), number=case.number, day=last.paid_on or work.today,
        card=mask_card(card) if card else say(N_("your bank card")),
    )  # fmt: skip
    from_now = say(N_("From now on it comes each month; I write only when something changes. /cases shows each month."))
    tell(work, case, lines(said, from_now if is_first else None), keys=_MISSING)


_MISSING: Keys = ((key(say(N_("It did not come")), Go("ask")),),)
