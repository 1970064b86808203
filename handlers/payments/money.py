"""The cashier marks a case as paid, and answers the worker whose money did not come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.payments.buttons import AnswerWorker, ReceiptHeard
from domain.payments.questions import same_reference_form, worker_answer_form
from domain.platform.access import Action
from domain.platform.text import N_, Sayable, say
from domain.procedure.buttons import MarkPaid, ShowCard
from domain.procedure.steps.payment import payment_form
from handlers.forms import Conversation, begin, register
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases, payments, procedure
from services.forms import Draft


def _number(turn: Turn, draft: Draft) -> str:
    return procedure.number_of(turn.work, int(draft.subject.partition(":")[0]))


def mark_paid(turn: Turn, press: MarkPaid) -> None:
    """Ask for the day and the bank's reference."""
    procedure.check_may_press(turn.work, press.case_id, press.version, Action.PAY)
    begin(turn, "payment", subject=f"{press.case_id}:{press.version}", restart=True, below=True)


def _payment_form(turn: Turn, draft: Draft) -> Form:
    return payment_form(say(N_("Payment of case {number}"), number=_number(turn, draft)))


def _paid(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    _pay(turn, draft.subject, answers["paid_on"], answers["reference"])


def _pay(turn: Turn, subject: str, paid_on: str, reference: str, *, same_reference: bool = False) -> None:
    """Record a payment; a number of the bank that is on record already is asked about first."""
    case_id, version = map(int, subject.split(":"))

    def act() -> Sayable:
        payments.pay(
            turn.work,
            case_id,
            version,
            paid_on=date.fromisoformat(paid_on),
            reference=reference,
            same_reference=same_reference,
        )
        cases.lists_moved(turn.work, [case_id])
        return say(N_("Thank you, the payment is recorded. The worker is asked whether it came."))

    try:
        finish(turn, act)
    except payments.ReferenceOnRecord:
        begin(turn, "same_reference", subject=f"{subject}:{paid_on}:{reference}", restart=True)


def _same_form(turn: Turn, draft: Draft) -> Form:
    reference = draft.subject.split(":", 3)[3]
    return same_reference_form(_number(turn, draft), reference, payments.standing_at(turn.work, reference))


def _same(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version, paid_on, reference = draft.subject.split(":", 3)
    subject = f"{case_id}:{version}"
    if answers["is_right"]:
        _pay(turn, subject, paid_on, reference, same_reference=True)
    else:
        begin(turn, "payment", subject=subject, prefill={"paid_on": paid_on}, restart=True)


def show_card(turn: Turn, press: ShowCard) -> None:
    """Send the cashier the card number."""
    cases.show_card(turn.work, press.case_id, press.version)


# The money did not come ----------------------------------------------------------------------------------------------


def answer_worker(turn: Turn, press: AnswerWorker) -> None:
    """Ask what the worker is to be told."""
    payments.check_may_answer(turn.work, press.case_id)
    begin(turn, "worker_answer", subject=str(press.case_id), restart=True, below=True)


def _answer_form(turn: Turn, draft: Draft) -> Form:
    return worker_answer_form(_number(turn, draft))


def _answered(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        payments.answer_worker(turn.work, int(draft.subject), words=answers["answer"])
        return say(N_("Thank you, the worker has your answer. The case waits until the money is there."))

    finish(turn, act)


# Nobody said whether it came -----------------------------------------------------------------------------------------


def heard(turn: Turn, press: ReceiptHeard) -> None:
    """A case officer asked the worker."""
    said = payments.hear(turn.work, press.case_id, press.version, press.heard)
    turn.toast(said)


register(Conversation("payment", Action.PAY, _payment_form, _paid))
register(Conversation("same_reference", Action.PAY, _same_form, _same))
register(Conversation("worker_answer", Action.PAY, _answer_form, _answered))

ROUTES: list[Route] = [
    Press(MarkPaid, Action.PAY, mark_paid),
    Press(ShowCard, Action.SEE_CARD, show_card),
    Press(AnswerWorker, Action.PAY, answer_worker),
    Press(ReceiptHeard, Action.HEAR_RECEIPT, heard),
]
