"""The answer of the body that a case was handed over to: what came of it, and which sums."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.forms import ChoiceAnswer, DateAnswer, Form, MoneyAnswer, Option, Question, TextAnswer
from domain.platform.money import yuan
from domain.platform.text import N_, Local, Money, Sayable, Text, lines, say
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
            Question(
                key="answer",
                prompt=say(N_("What came of it?")),
                answer=ChoiceAnswer(tuple(Option(one.key, one.text) for one in step.answers)),
                help=say(N_("Choose what fits best; a few words can follow.")),
                label=say(N_("Answer")),
            ),
            Question(
                key="answered_on",
                prompt=say(N_("On which day did the answer come?")),
                answer=DateAnswer(not_future=True, near=True),
                help=say(N_("The day on the letter, or of the call.")),
                label=say(N_("Answered on")),
            ),
            *map(_sum, step.sums),
            Question(
                key="note",
                prompt=say(N_("What should the worker know about it? A few sentences, without ID or card numbers.")),
                answer=TextAnswer(least=2, most=500),
                help=say(N_("The worker reads this. What they can do next belongs here, too.")),
                label=say(N_("Note")),
                optional=True,
                skip_label=say(N_("Nothing more")),
            ),
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
        said = next(one for one in step.answers if one.key == answers["answer"])
        sums = [
            {"key": one.key, "name": dict(one.text.by_locale), "fen": answers.get(f"sum_{one.key}") or 0}
            for one in step.sums
        ]
        on, note = str(answers["answered_on"]), answers.get("note") or ""
        held = {"key": said.key, "said": dict(said.text.by_locale), "on": on, "sums": sums, "note": note}
        return json.dumps(held, ensure_ascii=False)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        if not kept:
            return None
        held = json.loads(kept)
        head = say(N_("Answer of {day}: <b>{answer}</b>"), day=date.fromisoformat(held["on"]),
                   answer=Local(held["said"]))  # fmt: skip
        sums = [(Local(one["name"]), Money(one["fen"])) for one in held["sums"] if one["fen"]]
        named = (say(N_("{what}: {amount}"), what=name, amount=amount) for name, amount in sums)
        return lines(head, *named, held["note"] or None)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says which answers there are, each once."""
        yield from super().problems(step)
        keys = [one.key for one in step.answers]
        if len(keys) < 2:
            yield say(N_("a hand-over says which answers can come ({key}), at least two"), key="answers")
        if len(set(keys)) < len(keys):
            yield say(N_("two answers have the same key"))


KIND = AnswerOfBody()
