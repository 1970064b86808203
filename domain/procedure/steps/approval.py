"""The approval: the centre, or whom the sum asks for, says yes or no, and how much where that is left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms import Form, MoneyAnswer, Question, Scope
from domain.platform.text import N_, Money, Refusal, Text, lines, say
from domain.procedure.steps.kind import Kind
from domain.units.steps import StepKind

SUM = "sum"


class SumOutside(Refusal):
    """The sum is not one that may be chosen."""

    text = N_("In case {number} the sum is between {least} and {most}. Please choose one of these.")


def sum_form(number: str, least: int, most: int) -> Form:
    """Ask how much is given, from the least to the most (fen). Answers: `sum`, in fen."""
    limits = say(N_("Between {least} and {most}, as much as is needed."), least=Money(least), most=Money(most))

    def enough(value: int, _scope: Scope) -> Text | None:
        return say(N_("At least {least}. Please send the sum in yuan."), least=Money(least)) if value < least else None

    question = Question(
        key=SUM,
        prompt=lines(say(N_("How much is to be given?")), limits),
        answer=MoneyAnswer(at_most=most, may_be_nothing=False, usual=(0, most)),
        help=say(
            N_("In yuan, for example 2000. The worker reads the sum, and it is paid as soon as the case is there.")
        ),
        label=say(N_("Sum")),
        check=enough,
    )
    return Form(key="sum", title=say(N_("Approval of case {number}"), number=number), questions=(question,))


def vote_sum_form(number: str, least: int, most: int) -> Form:
    """Ask a member of a meeting the same. Answers: `sum`, in fen."""
    (question,) = sum_form(number, least, most).questions
    asked = replace(question, help=say(N_("In yuan, for example 2000. What counts in the end follows from all sums.")))
    return Form(key="vote_sum", title=say(N_("Case {number}: your vote"), number=number), questions=(asked,),
                summary=False)  # fmt: skip


def sum_in(answers: Mapping[str, Any], number: str, least: int, most: int) -> int:
    """Return the sum (fen) that was chosen; raises SumOutside, also when none was."""
    chosen = answers.get(SUM)
    if not isinstance(chosen, int) or not least <= chosen <= most:
        raise SumOutside(number=number, least=Money(least), most=Money(most))
    return chosen


class Approval(Kind):
    """It comes after the public notice."""

    key = StepKind.APPROVAL
    name = N_("approval")
    prompt = N_("Please approve it, or say why not.")
    coming = N_("Now the assistance centre decides.")
    follows = StepKind.NOTICE
    is_duty = is_listed = asks_aid = needs_people = chooses_sum = grants = True


KIND = Approval()
