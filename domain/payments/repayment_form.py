"""What the cashier writes down of a repayment, and to a worker who would like to pay back all of it."""

from __future__ import annotations

from domain.forms import Form, MoneyAnswer, Question, TextAnswer
from domain.platform.money import yuan
from domain.platform.text import N_, Money, say
from domain.procedure import questions as of_bank


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
            of_bank.paid_on(say(N_("On which day did it come?")), say(N_("Came on"))),
            of_bank.reference(),
        ),
    )


def settle_answer_form(number: str) -> Form:
    """Ask how all of a loan can be paid back now. Answers: `answer`."""
    question = Question(
        key="answer",
        prompt=say(N_("How can the worker pay back all of it? They read it as you write it.")),
        answer=TextAnswer(least=5, most=800),
        help=say(N_("To which account, under which name, and what to write on the transfer.")),
        label=say(N_("Answer")),
    )
    title = say(N_("Answer to the worker, case {number}"), number=number)
    return Form(key="settle_answer", title=title, questions=(question,), summary=False)
