"""What cashiers are asked: the payment, and the answer to a worker whose money did not come."""

from __future__ import annotations

from domain.forms import DateAnswer, Form, Question, TextAnswer, YesNoAnswer
from domain.platform.text import N_, Sayable, Text, say


def payment_form(title: Text) -> Form:
    """Ask for a payment. Answers: `paid_on`, `reference`."""
    return Form(
        key="payment",
        title=title,
        questions=(
            Question(
                key="paid_on",
                prompt=say(N_("On which day did the bank pay?")),
                answer=DateAnswer(not_future=True),
                help=say(N_("The day on the bank's receipt.")),
                label=say(N_("Paid on")),
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


def same_reference_form(number: str, reference: str, stands_at: Sayable) -> Form:
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
