"""The second officer of money that came back: it is put before those who may look, who let it be paid again or not."""

from sqlmodel import col, select

from domain.payments.buttons import Again
from domain.payments.money import MoneyState
from domain.platform.access import Action, NotForYou, Role, roles_for
from domain.platform.identifiers import mask_card
from domain.platform.messages import Message
from domain.platform.text import N_, Money, Refusal, Text, paragraphs, say
from domain.procedure import returns
from domain.procedure.refusals import NotThisStep, ReasonNeeded
from domain.procedure.state import CaseState, Payment
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.procedure import AidCase
from models.units import Unit
from services.payments.asked_cards import ask_card, begin_waiting
from services.payments.cards import keep_card
from services.payments.payments import receipt_keys
from services.payments.rows import add_row, book_paid, live_row, returned_row
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import (
    close_prompts,
    lock,
    move,
    office_for,
    put_prompt,
    record_decision,
    state_of,
    subject,
    tell,
)
from services.units import covering

# The nearest to the money first: the first of them in which there is a second person.
ROLES = tuple(role.value for role in reversed(Role) if role in roles_for(Action.LET_PAY_AGAIN))


def propose(work: Work, case: AidCase, card: tuple[str, str] | None) -> MoneyRow:
    """Write down that the money is to go to this card (number, holder) next, and put it before a second officer."""
    row = add_row(work, case, MoneyState.PROPOSED, card, by=work.person_id)
    ask_second(work, case, row)
    return row


def ask_second(work: Work, case: AidCase, row: MoneyRow) -> None:
    """Put a proposed row before the second officers there are; without any the administrators hear of it."""
    unit, state = work.session.get_one(Unit, case.unit_id), state_of(work, case)
    holders = covering(work.session, unit, ROLES)
    for role in ROLES:
        able = [holder for holder in holders if holder.role == role and _may(state, holder.person_id)]
        for officer in sorted({holder.person_id for holder in able}):
            put_prompt(work, case, f"again:{row.id}", officer)
        if any(holder.is_reachable for holder in able):
            return
    source = N_(
        "The money of case {number} came back, and nobody may look at it as the second officer. Please appoint another "
        "cashier or recorder: /officers"
    )
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(say(source, number=case.number)), key=f"nobody-again:{row.id}:{admin}")


def _may(state: CaseState, officer: int) -> bool:
    try:
        returns.pay_again(state, by=officer)
    except Refusal:
        return False
    return True


def check_second(work: Work, row_id: int) -> str:
    """Return the number of the case if this officer may look at what came back now.

    Raises NotForYou, OwnHousehold, SecondPairOfEyesNeeded, NotThisStep and what is told of a case that has closed.
    """
    case, _, state = _proposed(work, row_id)
    returns.pay_again(state, by=work.person_id)
    return case.number


def _proposed(work: Work, row_id: int) -> tuple[AidCase, MoneyRow, CaseState]:
    row = work.session.get(MoneyRow, row_id)
    if row is None:
        raise NotForYou
    case = lock(work.session, row.case_id)
    office_for(work, Action.LET_PAY_AGAIN, case)
    live_row(work.session, case)  # read anew now that the case is locked, and the row with it
    if row.state != MoneyState.PROPOSED:
        raise NotThisStep(number=case.number)
    return case, row, state_of(work, case)


def _hold(work: Work, row_id: int) -> None:
    """Lock the household's file before the case: another card is that of all that rests on it."""
    its = select(AidCase.household_id).join(MoneyRow, col(MoneyRow.case_id) == col(AidCase.id))
    file = select(HouseholdFile.id).where(col(HouseholdFile.id).in_(its.where(MoneyRow.id == row_id)))
    work.session.exec(file.with_for_update()).all()


def let_pay_again(work: Work, row_id: int) -> int:
    """The money came back and goes out again, to the card that is proposed; return the id of its case.

    Raises as `check_second` does.
    """
    _hold(work, row_id)
    case, row, state = _proposed(work, row_id)
    after = returns.pay_again(state, by=work.person_id)
    keep_card(work, case, returned_row(work.session, case), row)
    row.state, row.released_by, row.released_at = MoneyState.DUE.value, work.person_id, work.now
    audit.note(work, work.person_id, N_("let the money be paid again"), subject(case))
    done = say(N_("A second officer looked at it. It is paid again."))
    _closed(work, case, row, done)
    move(work, case, after, done)
    source = N_("The money of case {number}, {amount}, is on its way again: the cashier now pays it to {card}.")
    card = mask_card(row.card) if row.card else say(N_("your bank card"))
    tell(work, case, say(source, number=case.number, amount=Money(row.fen), card=card))
    return case.id


def refuse_again(work: Work, row_id: int, found: Again, *, reason: str) -> None:
    """It is not paid again as proposed: the card is not right, or the money had not come back at all.

    Raises as `check_second` does, ReasonNeeded, CardAsBefore.
    """
    case, row, state = _proposed(work, row_id)
    returns.pay_again(state, by=work.person_id)
    if not reason.strip():
        raise ReasonNeeded(number=case.number)
    {Again.CARD: _another_card, Again.PAID: _was_paid}[found](work, case, row, state, reason.strip())


class CardAsBefore(Refusal):
    """There is no other card to be refused."""

    text = N_("In case {number} the money goes to the card as before. If it should not, say that it had not come back.")


def _another_card(work: Work, case: AidCase, row: MoneyRow, _state: CaseState, reason: str) -> None:
    back = returned_row(work.session, case)
    if row.card == back.card:
        raise CardAsBefore(number=case.number)
    row.state = MoneyState.CANCELLED.value
    begin_waiting(work, case, back)
    record_decision(work, case, "card_refused", person_id=work.person_id, role="", reason=reason)
    audit.note(work, work.person_id, N_("refused a card"), subject(case))
    _closed(work, case, row, say(N_("The card was not right. The worker is asked for another one.")))
    head = say(N_("The card that you gave for case {number} cannot be used."), number=case.number)
    ask_card(work, case, paragraphs(head, say(N_("Reason: {reason}"), reason=reason)))


def _was_paid(work: Work, case: AidCase, row: MoneyRow, state: CaseState, reason: str) -> None:
    """The first transfer stands as it was; a worker who missed it is still looked after by the cashier."""
    paid = returned_row(work.session, case)
    paid_on, at = paid.paid_on or work.today, paid.recorded_at or work.now
    payment = Payment(paid.cashier_id or 0, case.version, at, paid_on, paid.bank_reference)
    after = returns.not_back(state, payment, by=work.person_id, disputed=paid.missing_since is not None)
    row.state = MoneyState.CANCELLED.value
    work.session.flush()  # the table lets one row of a case be alive, so one after the other
    paid.state = MoneyState.PAID.value
    book_paid(work, case, paid)
    record_decision(work, case, "not_back", person_id=work.person_id, role="", reason=reason)
    audit.note(work, work.person_id, N_("found that the money had not come back"), subject(case))
    said = say(N_("The money had not come back. The worker is asked whether it came."))
    _closed(work, case, row, said)
    move(work, case, after, said)
    if paid.missing_since is not None and paid.cashier_id is not None:
        put_prompt(work, case, f"dispute:{paid.id}", paid.cashier_id)
    source = N_(
        "We were wrong about case {number}: the money did not come back. It was paid on {day}. Please tell us whether "
        "you have it."
    )
    tell(work, case, say(source, number=case.number, day=paid_on), keys=receipt_keys(case))


def _closed(work: Work, case: AidCase, row: MoneyRow, said: Text) -> None:
    work.session.flush()
    close_prompts(work, case, f"again:{row.id}", said)
