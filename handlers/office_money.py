"""The recorder enters the national number, and the cashier marks a case as paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.access import Action
from domain.case_buttons import EnterNumber, MarkPaid
from domain.forms import Form
from domain.questions.office import entry_form, payment_form
from domain.text import N_, Sayable, say
from handlers.conversation import Conversation, begin, register
from handlers.office import finish
from handlers.route import Press, Route
from handlers.turn import Turn
from services import decisions, entry, payments
from services.drafts import Draft


def enter(turn: Turn, press: EnterNumber) -> None:
    """Ask for the national number."""
    decisions.check_may_press(turn.session, turn.house, turn.actor, press.case_id, press.version, Action.ENTER)
    begin(turn, "entry", subject=f"{press.case_id}:{press.version}", restart=True, below=True)


def _entry_form(_turn: Turn, _draft: Draft) -> Form:
    return entry_form()


def _entered(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version = map(int, draft.subject.split(":"))

    def act() -> Sayable:
        number = answers["national_number"]
        file = entry.enter(turn.session, turn.house, turn.actor, case_id, version, number, now=turn.now)
        if file is None:
            return say(N_("Thank you, the number is recorded."))
        return say(N_("Thank you. The household file is <b>{number}</b>; the worker is told."), number=file.number)

    finish(turn, act)


def mark_paid(turn: Turn, press: MarkPaid) -> None:
    """Ask for the day and the bank's reference."""
    decisions.check_may_press(turn.session, turn.house, turn.actor, press.case_id, press.version, Action.PAY)
    begin(turn, "payment", subject=f"{press.case_id}:{press.version}", restart=True, below=True)


def _payment_form(_turn: Turn, _draft: Draft) -> Form:
    return payment_form()


def _paid(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version = map(int, draft.subject.split(":"))

    def act() -> Sayable:
        payments.pay(
            turn.session,
            turn.house,
            turn.actor,
            case_id,
            version,
            paid_on=date.fromisoformat(answers["paid_on"]),
            reference=answers["reference"],
            now=turn.now,
        )
        return say(N_("Thank you, the payment is recorded. The worker is asked whether it came."))

    finish(turn, act)


register(Conversation("entry", Action.ENTER, _entry_form, _entered))
register(Conversation("payment", Action.PAY, _payment_form, _paid))

ROUTES: list[Route] = [
    Press(EnterNumber, Action.ENTER, enter),
    Press(MarkPaid, Action.PAY, mark_paid),
]
