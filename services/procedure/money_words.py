"""How prompts about money read: money that did not come, and money that came back."""

from sqlmodel import Session, col, select

from domain.payments.buttons import Again, AnswerWorker, DecideAgain, MoneyBack
from domain.payments.money import Cause, MoneyState
from domain.platform.identifiers import luhn_ok, mask_card
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Joined, Money, Sayable, lines, paragraphs, say
from models.payments import MoneyRow
from models.procedure import AidCase


def missing(case: AidCase) -> tuple[Sayable, Keys]:
    """Return what a cashier is asked when the worker says that the money did not come."""
    asked = say(N_("The worker says that the money did not come. Please ask the bank; the worker is waiting."))
    back, answer = say(N_("The money came back")), say(N_("Answer the worker"))
    return asked, ((key(back, MoneyBack(case.id)), key(answer, AnswerWorker(case.id))),)


def came_back(session: Session, row_id: int) -> tuple[Joined, Keys]:
    """Return what a second officer is asked about a row that is proposed: what came back, why, and where it goes."""
    row = session.get_one(MoneyRow, row_id)
    before = select(MoneyRow).where(MoneyRow.case_id == row.case_id, MoneyRow.state == MoneyState.RETURNED.value)
    back = session.exec(before.order_by(col(MoneyRow.id).desc())).first()
    other = back is not None and row.card != back.card
    told = paragraphs(_what(back, row) if back is not None else None, _where(row, other=other), _asked(other=other))
    return told, _keys(row, other=other)


def _what(back: MoneyRow, row: MoneyRow) -> Joined:
    source = N_("{amount}, paid on {paid} to {card}, came back on {day}: {cause}.")
    return lines(
        say(
            source,
            amount=Money(row.fen),
            paid=back.paid_on or "-",
            card=_masked(back),
            day=back.returned_on or "-",
            cause=Cause(back.cause).label,
        ),
        say(N_("Number of the transfer: {reference}"), reference=back.bank_reference),
        say(N_("Number of the return: {reference}"), reference=back.return_reference),
    )


def _where(row: MoneyRow, *, other: bool) -> Joined:
    to = N_("It would go to the same card, {card}.")
    if other:
        to = N_("The worker gave another card: {card}.")
    doubt = say(N_("The check digit of this number does not fit; please compare it with the worker once more."))
    return lines(say(to, card=_masked(row)), doubt if row.card and not luhn_ok(row.card) else None)


def _asked(*, other: bool) -> Sayable:
    if other:
        return say(N_("Please check the return with the bank and the card with the worker. Shall it be paid again?"))
    return say(N_("Please check the return with the bank. Shall it be paid again?"))


def _masked(row: MoneyRow) -> str:
    return mask_card(row.card) if row.card else "-"


def _keys(row: MoneyRow, *, other: bool) -> Keys:
    def choice(label: str, found: Again) -> Key:
        return key(say(label), DecideAgain(row.id, found))

    card = ((choice(N_("The card is not right"), Again.CARD),),) if other else ()
    yes, no = choice(N_("Yes, pay it again"), Again.PAY), choice(N_("It had not come back"), Again.PAID)
    return ((yes,), *card, (no,))
