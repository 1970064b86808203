"""What the cashier writes down of a repayment."""

from __future__ import annotations

from domain.forms import DateAnswer, Form, MoneyAnswer, Question, TextAnswer
from domain.platform.money import yuan
from domain.platform.text import N_, Money, say


def repayment_form(number: str, owed: int) -> Form:
    """Ask for a repayment of a loan of which so much (fen) is owed. Answers: `repaid` (fen), `paid_on`, `reference`."""
    return Form(
        key="repayment",
        title=say(N_("Repayment for case {number}; still owed: {owed}"), number=number, owed=Money(owed)),
        questions=(
            Question(
                key="repaid",
                prompt=say(N_("How many yuan have come?")),
                answer=MoneyAnswer(may_be_nothing=False, usual=(min(owed, yuan(10)), owed)),
                help=say(N_("What is in the union's account: a part, the sum of the plan, or all that is owed.")),
                label=say(N_("Repaid")),
            ),
            Question(
                key="paid_on",
                prompt=say(N_("On which day did it come?")),
                answer=DateAnswer(not_future=True, near=True),
                help=say(N_("The day on the bank's receipt.")),
                label=say(N_("Came on")),
            ),
            Question(
                key="reference",
                prompt=say(N_("What is the bank's reference?")),
                answer=TextAnswer(least=3, most=40),
                help=say(N_("The number by which the bank finds the payment again; it is on the receipt.")),
                label=say(N_("Bank reference")),
            ),
        ),
    )
