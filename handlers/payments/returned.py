"""Money that came back: the cashier records it, the worker gives a card, a second officer lets it be paid again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.payments.buttons import Again, DecideAgain, GiveCard, MoneyBack
from domain.payments.money import Cause, check_new_card
from domain.payments.questions import again_refused_form, money_back_form, new_card_form
from domain.platform.access import Action
from domain.platform.identifiers import mask_card
from domain.platform.text import N_, Sayable, say
from handlers.forms import Conversation, begin, register
from handlers.menu.office import OVER, finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases, payments, procedure
from services.forms import Draft


def money_back(turn: Turn, press: MoneyBack) -> None:
    """Ask when, under which reference and why the bank sent it back."""
    payments.check_may_return(turn.work, press.case_id)
    begin(turn, "money_back", subject=str(press.case_id), restart=True, below=True)


def _back_form(turn: Turn, draft: Draft) -> Form:
    months = payments.check_may_return(turn.work, int(draft.subject))
    return money_back_form(procedure.number_of(turn.work, int(draft.subject)), months)


def _back(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    cause = Cause(answers["cause"])

    def act() -> Sayable:
        payments.record_return(
            turn.work,
            int(draft.subject),
            returned_on=date.fromisoformat(answers["returned_on"]),
            reference=answers["reference"],
            cause=cause,
            month=answers.get("month", ""),
        )
        if cause.needs_card:
            return say(N_("Thank you. The worker is asked for another card; then a second colleague looks at it."))
        return say(N_("Thank you. A second colleague looks at it; then it can be paid again."))

    finish(turn, act)


# The second officer --------------------------------------------------------------------------------------------------


def decide_again(turn: Turn, press: DecideAgain) -> None:
    """Let it be paid again at once; anything else asks for the reason first."""
    if press.found is Again.PAY:
        cases.lists_moved(turn.work, [payments.let_pay_again(turn.work, press.row_id)])
        turn.toast(say(N_("Thank you. The cashier pays it again.")))
        return
    payments.check_second(turn.work, press.row_id)
    begin(turn, "again_refused", subject=f"{press.row_id}:{press.found}", restart=True, below=True)


def _refused_form(turn: Turn, draft: Draft) -> Form:
    return again_refused_form(payments.check_second(turn.work, int(draft.subject.split(":")[0])))


def _refused(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    row_id, found = draft.subject.split(":")

    def act() -> Sayable:
        payments.refuse_again(turn.work, int(row_id), Again(found), reason=answers["reason"])
        return say(N_("Thank you, it is written down. The worker is told."))

    finish(turn, act)


# The worker ----------------------------------------------------------------------------------------------------------


def ask_card(turn: Turn, press: GiveCard) -> None:
    """Ask for another card."""
    payments.card_asked(turn.work, press.case_id)
    begin(turn, "new_card", subject=str(press.case_id), restart=True, below=True)


def _card_form(turn: Turn, draft: Draft) -> Form:
    asked = payments.card_asked(turn.work, int(draft.subject))
    return new_card_form(
        asked.number,
        asked.payee,
        card_before=mask_card(asked.old),
        check_card=lambda number: check_new_card(number, asked.old, asked.cause),
    )


def _card_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        card = payments.give_card(turn.work, int(draft.subject), answers["bank_card"])
        source = N_("Thank you. A colleague looks at the card {card}; then the money is paid to it, and you are told.")
        return say(source, card=card)

    finish(turn, act, (*OVER, payments.CardNotAsked))


register(Conversation("money_back", Action.PAY, _back_form, _back))
register(Conversation("again_refused", Action.LET_PAY_AGAIN, _refused_form, _refused))
register(Conversation("new_card", Action.CHANGE_OWN_CASE, _card_form, _card_given, sensitive=True,
                      name=say(N_("Another bank card"))))  # fmt: skip

ROUTES: list[Route] = [
    Press(MoneyBack, Action.PAY, money_back),
    Press(DecideAgain, Action.LET_PAY_AGAIN, decide_again),
    Press(GiveCard, Action.CHANGE_OWN_CASE, ask_card),
]
