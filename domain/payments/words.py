"""How prompts about money read: money that did not come, and money that came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.payments.buttons import (
    Again,
    AnswerSettling,
    AnswerWorker,
    DecideAgain,
    EndRun,
    Heard,
    LetRunOn,
    MoneyBack,
    ReceiptHeard,
)
from domain.payments.money import Cause
from domain.platform.identifiers import luhn_ok, mask_card
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Joined, Money, Sayable, lines, paragraphs, say
from domain.procedure.buttons import Repaid


@dataclass(frozen=True, slots=True)
class CameBack:
    """Money that came back (`fen`), with both numbers of the bank, and the card (`new`) to which it would go next."""

    row_id: int
    fen: int
    paid_on: date
    transfer: str
    old: str
    returned_on: date
    reference: str
    cause: Cause
    new: str

    @property
    def is_to_another_card(self) -> bool:
        """Whether the worker gave another card."""
        return self.new != self.old


def missing(case_id: int) -> tuple[Sayable, Keys]:
    """Return what a cashier is asked when the worker says that the money did not come."""
    asked = say(N_("The worker says that the money did not come. Please ask the bank; the worker is waiting."))
    back, answer = say(N_("The money came back")), say(N_("Answer the worker"))
    return asked, ((key(back, MoneyBack(case_id)), key(answer, AnswerWorker(case_id))),)


def held(case_id: int, since: date, reason: str) -> tuple[Sayable, Keys]:
    """Return what is asked about something that is given each month and rests."""
    source = N_(
        "What is given each month rests since {since}: {reason}\nShall it go on, or end? Whoever let it rest does not "
        "end it."
    )
    keys = ((key(say(N_("It goes on")), LetRunOn(case_id)), key(say(N_("It ends")), EndRun(case_id))),)
    return say(source, since=since, reason=reason), keys


def unheard(case_id: int, version: int, until: date | None) -> tuple[Sayable, Keys]:
    """Return what a case officer is asked when the worker has not said whether the money came."""
    asked = say(
        N_(
            "The worker has not said whether the money came, though they were reminded. Please call or visit them and "
            "write down what they say."
        )
    )
    day = say(N_("If nobody says anything, the case is closed as paid after {day}."), day=until) if until else None
    came = key(say(N_("It has come")), ReceiptHeard(case_id, version, Heard.ARRIVED))
    missing = key(say(N_("It has not come")), ReceiptHeard(case_id, version, Heard.MISSING))
    nobody = key(say(N_("Nobody reached")), ReceiptHeard(case_id, version, Heard.NOBODY))
    return lines(asked, day), ((came, missing), (nobody,))


def settling(case_id: int, version: int) -> tuple[Sayable, Keys]:
    """Return what a cashier is asked when a worker would like to pay back all of a loan at once."""
    asked = say(N_("The worker would like to pay back all that is left of the loan. Please write to them how."))
    answer, write_down = say(N_("Answer the worker")), say(N_("Write down a repayment"))
    return asked, ((key(answer, AnswerSettling(case_id)), key(write_down, Repaid(case_id, version))),)


def came_back(back: CameBack) -> tuple[Joined, Keys]:
    """Return what a second officer is asked about money that came back."""
    asked = say(N_("Please check the return with the bank. Shall it be paid again?"))
    if back.is_to_another_card:
        source = N_("Please check the return with the bank and the card with the worker. Shall it be paid again?")
        asked = say(source)
    return paragraphs(_what(back), _where(back), asked), _keys(back)


def _what(back: CameBack) -> Joined:
    source = N_("{amount}, paid on {paid} to {card}, came back on {day}: {cause}.")
    return lines(
        say(
            source,
            amount=Money(back.fen),
            paid=back.paid_on,
            card=mask_card(back.old),
            day=back.returned_on,
            cause=back.cause.label,
        ),
        say(N_("Number of the transfer: {reference}"), reference=back.transfer),
        say(N_("Number of the return: {reference}"), reference=back.reference),
    )


def _where(back: CameBack) -> Joined:
    to = N_("It would go to the same card, {card}.")
    if back.is_to_another_card:
        to = N_("The worker gave another card: {card}.")
    doubt = say(N_("The check digit of this number does not fit; please compare it with the worker once more."))
    return lines(say(to, card=mask_card(back.new)), None if luhn_ok(back.new) else doubt)


def _keys(back: CameBack) -> Keys:
    def choice(label: str, found: Again) -> Key:
        return key(say(label), DecideAgain(back.row_id, found))

    card = ((choice(N_("The card is not right"), Again.CARD),),) if back.is_to_another_card else ()
    yes, no = choice(N_("Yes, pay it again"), Again.PAY), choice(N_("It had not come back"), Again.PAID)
    return ((yes,), *card, (no,))
