"""What cashiers are asked beside the payment itself: what came back, and what the worker is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from domain.forms import (
    ChoiceAnswer,
    DateAnswer,
    Form,
    Option,
    Question,
    Scope,
    TextAnswer,
    YesNoAnswer,
    bank_card_question,
)
from domain.payments.money import Cause
from domain.platform.text import N_, Refusal, Sayable, Text, say


def same_reference_form(number: Sayable | str, reference: str, stands_at: Sayable) -> Form:
    """Ask whether a bank's number that is on record already is right for this case, too. Answers: `is_right`."""
    question = Question(
        key="is_right",
        prompt=say(
            N_(
                "The number {reference} is on record already: {cases}. Is it right that case {number} was paid with it?"
            ),
            reference=reference,
            cases=stands_at,
            number=number,
        ),
        answer=YesNoAnswer(),
        help=say(
            N_(
                "“Yes” if the bank paid several cases in one transfer. “No” if the number belongs to the other payment "
                "only: then you can send the right one."
            )
        ),
        label=say(N_("The same number")),
    )
    title = say(N_("Payment of case {number}"), number=number)
    return Form(key="same_reference", title=title, questions=(question,), summary=False)


def worker_answer_form(number: str) -> Form:
    """Ask what the worker is told whose money did not come. Answers: `answer`."""
    question = Question(
        key="answer",
        prompt=say(N_("What did you find out? The worker reads it as you write it.")),
        answer=TextAnswer(least=5, most=800),
        help=say(N_("Plain words help: what the bank says, what happens next, and what the worker can do.")),
        label=say(N_("Answer")),
    )
    return Form(
        key="worker_answer",
        title=say(N_("Answer to the worker, case {number}"), number=number),
        questions=(question,),
        summary=False,
    )


def money_back_form(number: str, months: Sequence[str] = ()) -> Form:
    """Ask for what the bank sent back. Answers: `returned_on`, `reference`, `cause` (of `Cause`); and `month`, where
    several `months` were paid."""
    which = (_which(months[:MOST_MONTHS]),) if len(months) > 1 else ()
    return Form(
        key="money_back",
        title=say(N_("Case {number}, the money came back"), number=number),
        questions=(*which, _RETURNED_ON, _RETURN_REFERENCE, _CAUSE),
    )


MOST_MONTHS = 6  # a bank sends nothing back later


def _which(months: Sequence[str]) -> Question:
    return Question(
        key="month",
        prompt=say(N_("Which month came back?")),
        answer=ChoiceAnswer(tuple(Option(month, Text(month)) for month in months)),
        help=say(N_("If several did, write them down one after the other.")),
        label=say(N_("Month")),
    )


_RETURNED_ON = Question(
    key="returned_on",
    prompt=say(N_("On which day did the bank send it back?")),
    answer=DateAnswer(not_future=True, near=True),
    help=say(N_("The day on the bank's notice of the return.")),
    label=say(N_("Came back on")),
)
_RETURN_REFERENCE = Question(
    key="reference",
    prompt=say(N_("What is the bank's reference of the return?")),
    answer=TextAnswer(least=3, most=40),
    help=say(N_("The number on the bank's notice of the return; a second colleague checks it with the bank.")),
    label=say(N_("Number of the return")),
)
_CAUSE = Question(
    key="cause",
    prompt=say(N_("Why did the bank send it back?")),
    answer=ChoiceAnswer(tuple(Option(cause.value, cause.label) for cause in Cause)),
    help=say(
        N_(
            "As the bank's notice says. If it is about the card or the account, the worker is asked for another card; "
            "for another cause it goes to the same card again."
        )
    ),
    label=say(N_("Cause")),
)


def again_refused_form(number: str) -> Form:
    """Ask a second officer why money is not paid again as proposed. Answers: `reason`."""
    question = Question(
        key="reason",
        prompt=say(N_("What is not right? A sentence or two.")),
        answer=TextAnswer(least=2, most=500),
        help=say(N_("If the card is not right, the worker reads your words and gives another one.")),
        label=say(N_("Reason")),
    )
    title = say(N_("Case {number}, not paid again"), number=number)
    return Form(key="again_refused", title=title, questions=(question,), summary=False)


def new_card_form(number: str, payee: str, card_before: str, check_card: Callable[[str], None]) -> Form:
    """Ask for another card; `check_card` raises a Refusal. Answers: `bank_card`."""
    asked = bank_card_question(
        "bank_card",
        say(
            N_("To which bank card should the money of case {number} go? It has to be in the name of {payee}."),
            number=number,
            payee=payee,
        ),
        say(
            N_(
                "The money came back from {card}. The number is kept sealed and shown only in part, like **** 0005. A "
                "colleague looks at it before anything is paid. The union never asks for a password or a code."
            ),
            card=card_before,
        ),
        say(N_("Bank card number")),
    )
    title = say(N_("Another card for case {number}"), number=number)
    return Form(key="new_card", title=title, questions=(replace(asked, check=_refused_by(check_card)),))


def _refused_by(rule: Callable[[str], None]) -> Callable[[Any, Scope], Text | None]:
    """Make a check of a rule that raises."""

    def check(value: Any, _scope: Scope) -> Text | None:
        try:
            rule(value)
        except Refusal as refusal:
            return refusal.said
        return None

    return check
