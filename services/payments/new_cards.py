"""The worker gives another card for money that came back; a second officer looks at it before it is used."""

from dataclasses import dataclass

from domain.payments.money import Cause, MoneyState, check_new_card
from domain.platform.identifiers import mask_card, parse_bank_card
from domain.platform.text import N_, Refusal, say
from domain.procedure.events import CardConfirmed
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.asked_cards import came_back
from services.payments.cards import card_on_file
from services.payments.rows import live_row, returned_row
from services.payments.second import propose
from services.platform import audit, waiting
from services.platform.work import Work
from services.procedure import close_prompts, find_case, lock_own, subject


class CardNotAsked(Refusal):
    """No card is asked for: nothing came back, or it is on its way again."""

    text = N_("For case {number} no other card is needed now. /cases shows where it stands.")
    leads_to = "cases"


@dataclass(frozen=True, slots=True)
class CardAsked:
    """What another card is asked for: the case, in whose name it has to be, the one before (in full) and the cause."""

    number: str
    payee: str
    old: str
    cause: Cause


def card_asked(work: Work, case_id: int) -> CardAsked:
    """Return what a card is asked for, for the worker whose money came back; raises NotForYou, CardNotAsked."""
    case, back = _asked(work, case_id)
    return CardAsked(case.number, back.payee or "-", back.card or "", Cause(back.cause))


def _asked(work: Work, case_id: int) -> tuple[AidCase, MoneyRow]:
    case = lock_own(work, case_id)
    if case.status != "open" or came_back(work.session, case) is None:
        raise CardNotAsked(number=case.number)
    back = returned_row(work.session, case)
    if not Cause(back.cause).needs_card:
        raise CardNotAsked(number=case.number)
    return case, back


def give_card(work: Work, case_id: int, card: str) -> str:
    """Propose that the money goes to this card, and return its masked number.

    A number that was given before and that nobody has looked at yet is replaced. Raises NotForYou, CardNotAsked,
    BankCardUnclear, SameCard.
    """
    case, back = _asked(work, case_id)
    number = parse_bank_card(card).number
    check_new_card(number, back.card or "", Cause(back.cause))
    _take_back(work, case)
    waiting.stop(back)
    propose(work, case, (number, back.payee or "-"))
    audit.note(work, work.person_id, N_("gave another card"), subject(case), detail=mask_card(number))
    return mask_card(number)


def card_confirmed(work: Work, confirmed: CardConfirmed) -> None:
    """Another card of the household is on file now, by two officers: money that waits for one goes there, once the
    second officer of the money has looked at it, too."""
    case = find_case(work.session, confirmed.case_id)
    found, card = came_back(work.session, case), card_on_file(work.session, case)
    back = returned_row(work.session, case) if found is not None and found.wants_card else None
    if back is None or card is None or card[0] == back.card:
        return
    waiting.stop(back)
    propose(work, case, card)


def _take_back(work: Work, case: AidCase) -> None:
    before = live_row(work.session, case)
    if before is not None:
        before.state = MoneyState.CANCELLED.value
        work.session.flush()
        close_prompts(work, case, f"again:{before.id}", say(N_("The worker has given another card since.")))
