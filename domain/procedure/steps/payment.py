"""The payment: the cashier pays what was approved, once, and says when and under which reference."""

from __future__ import annotations

from collections.abc import Iterator

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Text, say
from domain.procedure import questions as of_bank
from domain.procedure.buttons import MarkPaid, ShowCard
from domain.procedure.events import MoneyDue, MoneyOff
from domain.procedure.grounds import Change
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Kind, back_key
from domain.units.steps import StepKind


def payment_form(title: Text) -> Form:
    """Ask for a payment. Answers: `paid_on`, `reference`."""
    return Form(
        key="payment",
        title=title,
        questions=(
            of_bank.paid_on(say(N_("On which day did the bank pay?")), say(N_("Paid on"))),
            of_bank.reference(),
        ),
    )


class Payment(Kind):
    """What is due is written down when the case comes here, and called off when it leaves unpaid.

    Approving it is `procedure.pay`. Once money is due, its card is that of its row, and no change of another place
    reaches it.
    """

    key = StepKind.PAYMENT
    name = N_("payment")
    prompt = N_("Please pay it to the bank card and send me the date and the bank's reference.")
    coming = N_("It was approved. The cashier now pays it to the bank card.")
    approved = N_("{step}: done by the {role}")
    verdicts = frozenset({Verdict.RETURN})
    follows = StepKind.APPROVAL
    is_duty = is_granted = is_listed = is_money = pays_out = True
    asks_aid = needs_people = True
    shows = Action.SEE_CARD

    def rests_on(self, change: Change) -> bool:
        """All but the card."""
        return not change.is_of_card

    def entered(self, case_id: int) -> Iterator[object]:
        """Money is due."""
        yield MoneyDue(case_id)

    def left(self, case_id: int) -> Iterator[object]:
        """Nothing is due any more."""
        yield MoneyOff(case_id)

    def keys(self, case_id: int, version: int, *, can_return: bool) -> Keys:
        """That it is paid, and the card in full."""
        back = (back_key(case_id, version),) if can_return else ()
        return (
            (key(say(N_("Mark paid")), MarkPaid(case_id, version)), *back),
            (key(say(N_("Show card number")), ShowCard(case_id, version)),),
        )


KIND = Payment()
