"""What is written down of money that comes into a fund."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from domain.forms import ChoiceAnswer, DateAnswer, Form, MoneyAnswer, Option, Question, TextAnswer
from domain.platform.money import yuan
from domain.platform.text import N_, Text, say
from domain.policy.money.funds import Fund


class ReceiptState(StrEnum):
    """Whether somebody else has found the money in the account."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


def receipt_form(funds: Sequence[Fund]) -> Form:
    """Ask for money that came in. Answers: `fund`, `sum` (fen), `came_on`, `reference`, `giver`."""
    giver = Question(
        key="giver",
        prompt=say(N_("Who gave it?")),
        answer=TextAnswer(least=2, most=80),
        help=say(N_("An office, an enterprise, or a person. It is kept sealed.")),
        label=say(N_("From")),
        optional=True,
        skip_label=say(N_("Not to be named")),
    )
    asked = _asked(
        funds,
        say(N_("Into which fund did it come?")),
        say(N_("How many yuan came in?")),
        say(N_("On which day did it come?")),
    )
    return Form(key="fund_receipt", title=say(N_("Money that came in")), questions=(*asked, giver))


def taking_out_form(funds: Sequence[Fund]) -> Form:
    """Ask for money that leaves a fund, but for no case. Answers: as `receipt_form`, and `reason` for `giver`."""
    reason = Question(
        key="reason",
        prompt=say(N_("Why does it go out?")),
        answer=TextAnswer(least=2, most=300),
        help=say(N_("For example: what was left went back to the city, or 200,000 was written down for 20,000.")),
        label=say(N_("Reason")),
    )
    asked = _asked(
        funds,
        say(N_("Out of which fund does it go?")),
        say(N_("How many yuan go out?")),
        say(N_("On which day?")),
    )
    return Form(key="fund_taken_out", title=say(N_("Money that goes out")), questions=(*asked, reason))


def _asked(funds: Sequence[Fund], fund: Text, sum_: Text, day: Text) -> tuple[Question, ...]:
    return (
        Question(
            key="fund",
            prompt=fund,
            answer=ChoiceAnswer(tuple(Option(one.key, one.title) for one in funds)),
            help=say(N_("The policy file says which funds there are, and what each may be spent on.")),
            label=say(N_("Fund")),
        ),
        Question(
            key="sum",
            prompt=sum_,
            answer=MoneyAnswer(may_be_nothing=False, usual=(yuan(1), yuan(100_000_000))),
            help=say(N_("To the fen, as the bank's statement has it.")),
            label=say(N_("Sum")),
        ),
        Question(
            key="came_on",
            prompt=day,
            answer=DateAnswer(not_future=True),
            help=say(N_("The day on the bank's statement.")),
            label=say(N_("Day")),
        ),
        Question(
            key="reference",
            prompt=say(N_("What is the bank's reference?")),
            answer=TextAnswer(least=3, most=40),
            help=say(N_("The number by which the bank finds it again; it is on the statement.")),
            label=say(N_("Bank reference")),
        ),
    )


def refused_form() -> Form:
    """Ask what is not right about it. Answers: `reason`."""
    question = Question(
        key="reason",
        prompt=say(N_("What is not right about it? Whoever wrote it down reads this.")),
        answer=TextAnswer(least=2, most=300),
        help=say(N_("For example: the statement says 20,000, not 200,000.")),
        label=say(N_("Reason")),
    )
    return Form(key="fund_receipt_refused", title=say(N_("Money that came in")), questions=(question,), summary=False)
