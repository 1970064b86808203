"""The answer of the body that a case was handed over to: what came of it, and which sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.forms import Form, MoneyAnswer, Question
from domain.platform.money import yuan
from domain.platform.text import N_, Sayable, Text, lines, say
from domain.procedure import questions as chosen
from domain.procedure.grounds import Change
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Choice, Step, StepKind


def body_answer_form(number: str, step: Step) -> Form:
    """Ask what a body answered. Answers: `answer` (a key of `step.answers`), `answered_on`, `sum_<key>` for each of
    `step.sums` (fen), `note`."""
    return Form(
        key="body_answer",
        title=say(N_("Answer about case {number}"), number=number),
        questions=(
            chosen.choice(step, say(N_("What came of it?"))),
            chosen.day(say(N_("On which day did the answer come?")), say(N_("The day on the letter, or of the call."))),
            *map(_sum, step.sums),
            chosen.note(say(N_("What should the worker know about it? A few sentences, without ID or card numbers."))),
        ),
        summary=False,
    )


def _sum(asked: Choice) -> Question:
    return Question(
        key=f"sum_{asked.key}",
        prompt=say(N_("{what}: how many yuan?"), what=asked.text),
        answer=MoneyAnswer(usual=(yuan(50), yuan(500_000))),
        help=say(N_("As the answer states it; nothing if there was none.")),
        label=lines(asked.text),
    )


class AnswerOfBody(Kind):
    """While somebody outside has it, nothing takes it back to its review; whoever handed it over may write it down."""

    key = StepKind("answer")
    name = N_("answer of another body")
    prompt = N_("It is with another body. Once the answer is there, please write down what came of it.")
    coming = N_("As soon as their answer comes, I tell you.")
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Write down the answer")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = StepKind("refer")
    is_granted = is_outside = tells = True

    def rests_on(self, change: Change) -> bool:
        """What another body has said is so, whatever changed since."""
        return False

    def asks(self, number: str, step: Step) -> Form | None:
        """What came of it."""
        return body_answer_form(number, step)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The answer in words, its day, the sums, and the note."""
        return chosen.kept(answers, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("Answer of {day}: <b>{answer}</b>"), kept)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says which answers there are, each once."""
        yield from super().problems(step)
        yield from chosen.problems(step)


KIND = AnswerOfBody()
