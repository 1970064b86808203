"""The bank sent the money back: recorded with its reference and cause; the next attempt is a row of its own."""

from datetime import date

from sqlmodel import Session

from domain.payments.money import Cause, MoneyState
from domain.platform.access import Action
from domain.platform.text import N_, Money, Refusal, Sayable, say
from domain.procedure import returns
from domain.procedure.refusals import ReferenceNeeded
from domain.procedure.state import CaseState
from domain.procedure.steps import kind_of
from models.payments import MoneyRow
from models.procedure import AidCase
from services import books
from services.payments.asked_cards import ask_card, begin_waiting
from services.payments.cards import card_on_file
from services.payments.rows import is_loan, live_row, months_of, paid_row
from services.payments.second import propose
from services.platform import audit
from services.platform.work import Work
from services.procedure import close_prompts, lock, move, office_for, state_of, subject, tell


class ReturnedOnAnotherDay(Refusal):
    """Money comes back between the day it was paid and today."""

    text = N_("The bank sends money back between the day it was paid, {paid}, and today. Please check the day.")


def check_may_return(work: Work, case_id: int) -> tuple[str, ...]:
    """Raise unless this cashier may record now that the money came back; of what is paid month by month return the
    months that may have, the latest first, like "2027-05".

    A case that was closed as paid, without its worker's word, comes back to its payment. Raises NotForYou,
    OwnHousehold, NotThisStep and what is told of a case that has closed.
    """
    case, _ = _paid(work, case_id)
    return months_paid(work.session, case)


def _paid(work: Work, case_id: int) -> tuple[AidCase, CaseState]:
    case = lock(work.session, case_id)
    office_for(work, Action.PAY, case)
    before = state_of(work, case)
    live = live_row(work.session, case)
    confirmed = live is not None and live.confirmed_at is not None
    return case, returns.money_back(before, by=work.person_id, confirmed=confirmed)


def months_paid(session: Session, case: AidCase) -> tuple[str, ...]:
    """Return the months of a case that are paid, the latest first; none where it is not paid month by month."""
    found = months_of(session, case) if kind_of(case.step).runs else []
    return tuple(sorted((row.period for row in found if row.state == MoneyState.PAID), reverse=True))


def _that_came_back(session: Session, case: AidCase, month: str) -> MoneyRow:
    paid = months_paid(session, case)
    if not paid:
        return paid_row(session, case)
    wanted = month if month in paid else paid[0]
    return next(row for row in months_of(session, case) if (row.period, row.state) == (wanted, MoneyState.PAID))


def record_return(
    work: Work, case_id: int, *, returned_on: date, reference: str, cause: Cause, month: str = ""
) -> None:
    """Write down that the bank sent the money back, or that of a `month` ("": the latest that was paid); a card that is
    no good is asked of the worker anew.

    Raises what `check_may_return` does, ReturnedOnAnotherDay, ReferenceNeeded.
    """
    case, after = _paid(work, case_id)
    row = _that_came_back(work.session, case, month)
    _check(work, case, row, returned_on, reference)
    _keep(work, case, row, returned_on, reference.strip(), cause)
    audit.note(work, work.person_id, N_("recorded that the money came back"), subject(case), detail=cause)
    said = say(N_("The money came back from the bank."))
    close_prompts(work, case, f"dispute:{row.id}", said)
    move(work, case, after, said)
    newer = _newer_card(work, case, row) if cause.needs_card else None
    if cause.needs_card and newer is None:
        begin_waiting(work, case, row)
        ask_card(work, case, _told(case, row))
        return
    propose(work, case, newer or ((row.card, row.payee or "-") if row.card else None))
    source = N_(
        "The money of case {number}, {amount}, came back from the bank. It is not lost: a second colleague looks at "
        "it, then it is paid again. You need not do anything."
    )
    tell(work, case, say(source, number=case.number, amount=Money(row.fen)))


def _newer_card(work: Work, case: AidCase, row: MoneyRow) -> tuple[str, str] | None:
    """Return the card that was put on file since the money went out: nobody is asked for what they have given."""
    found = card_on_file(work.session, case)
    return found if found is not None and found[0] != row.card else None


def _check(work: Work, case: AidCase, row: MoneyRow, returned_on: date, reference: str) -> None:
    paid = row.paid_on or returned_on
    if not paid <= returned_on <= work.today:
        raise ReturnedOnAnotherDay(paid=paid)
    if not reference.strip():
        raise ReferenceNeeded(number=case.number)


def _keep(work: Work, case: AidCase, row: MoneyRow, returned_on: date, reference: str, cause: Cause) -> None:
    if row.card is None:  # paid before rows kept it: the trail is to show where it went
        row.card, row.payee = card_on_file(work.session, case) or (None, None)
    row.state, row.cause, row.return_reference = MoneyState.RETURNED.value, cause.value, reference
    row.returned_on, row.returned_by, row.returned_at = returned_on, work.person_id, work.now
    work.session.flush()
    books.row_came_back(work, case, row, is_loan=is_loan(work, case))


def _told(case: AidCase, row: MoneyRow) -> Sayable:
    return say(
        N_("The money of case {number}, {amount}, came back from the bank: {cause}. It is not lost."),
        number=case.number,
        amount=Money(row.fen),
        cause=Cause(row.cause).label,
    )
