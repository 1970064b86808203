"""Short forms beside the big ones: a missing paper, a reason, an answer that the policy lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.forms import ChoiceAnswer, DateAnswer, Form, Option, Question, TextAnswer, answered
from domain.platform.text import N_, Local, Money, Sayable, Text, lines, say
from domain.policy import Paper
from domain.policy.questions import paper_question
from domain.units.steps import Step

OTHER = "other"
OTHER_REASON = Option(OTHER, say(N_("Another reason")))


def paper_form(paper: Paper) -> Form:
    """Ask for one missing paper of a case. Answers: `paper_<key>`."""
    question = replace(paper_question(paper), optional=False, section=None)
    return Form(key="paper", title=say(N_("Add a paper")), questions=(question,), summary=False)


def reason_form(presets: Sequence[Option] = (), *, prompt: Text | None = None, title: Text | None = None) -> Form:
    """Ask for a reason, one of `presets` or in own words. Answers: `preset` (if there are any), `reason` if typed."""
    named = title or say(N_("Reason"))
    asked = prompt or say(N_("What is the reason? The worker will read it."))
    typed = Question(
        key="reason",
        prompt=say(N_("Please write the reason in a sentence or two.")) if presets else asked,
        answer=TextAnswer(least=2, most=500),
        help=say(N_("Plain words help: say what is missing or which rule stands in the way, and what to do next.")),
        label=say(N_("Reason")),
        ask_if=answered("preset", OTHER) if presets else None,
        hint=say(N_("For example: the fee receipt is not readable, please send a new photo.")),
    )
    return Form(key="reason", title=named, questions=(*_chosen(presets, asked), typed), summary=False)


def _chosen(presets: Sequence[Option], asked: Text) -> tuple[Question, ...]:
    if not presets:
        return ()
    question = Question(
        key="preset",
        prompt=asked,
        answer=ChoiceAnswer((*presets, OTHER_REASON)),
        help=say(N_("Choose the reason that fits best, or press “Another reason” and write your own.")),
        label=say(N_("Reason")),
    )
    return (question,)


# What a bank's receipt says of money that moved ----------------------------------------------------------------------


def paid_on(prompt: Text, label: Text) -> Question:
    """Ask for the day on the receipt. Answer: `paid_on`."""
    return Question(
        key="paid_on",
        prompt=prompt,
        answer=DateAnswer(not_future=True, near=True),
        help=say(N_("The day on the bank's receipt.")),
        label=label,
    )


def reference() -> Question:
    """Ask for the number on the receipt. Answer: `reference`."""
    return Question(
        key="reference",
        prompt=say(N_("What is the bank's reference?")),
        answer=TextAnswer(least=3, most=40),
        help=say(N_("The number by which the bank finds the payment again; it is on the receipt.")),
        label=say(N_("Bank reference")),
    )


# What is chosen of the answers that a policy lists for a step, with its day and a note ------------------------------


def choice(step: Step, prompt: Text) -> Question:
    """Ask for one of the answers. Answer: `answer`, a key of `step.answers`."""
    return Question(
        key="answer",
        prompt=prompt,
        answer=ChoiceAnswer(tuple(Option(one.key, one.text) for one in step.answers)),
        help=say(N_("Choose what fits best; a few words can follow.")),
        label=say(N_("Answer")),
    )


def day(prompt: Text, help_: Text) -> Question:
    """Ask for the day of it. Answer: `answered_on`."""
    return Question(
        key="answered_on",
        prompt=prompt,
        answer=DateAnswer(not_future=True, near=True),
        help=help_,
        label=say(N_("Answered on")),
    )


def note(prompt: Text) -> Question:
    """Ask for what else the worker should know. Answer: `note`."""
    return Question(
        key="note",
        prompt=prompt,
        answer=TextAnswer(least=2, most=500),
        help=say(N_("The worker reads this. What they can do next belongs here, too.")),
        label=say(N_("Note")),
        optional=True,
        skip_label=say(N_("Nothing more")),
    )


def kept(answers: Mapping[str, Any], step: Step) -> str:
    """Return the answer in words, its day, the sums (`sum_<key>`, fen), and the note, as JSON."""
    said = next(one for one in step.answers if one.key == answers["answer"])
    sums = [
        {"key": one.key, "name": dict(one.text.by_locale), "fen": answers.get(f"sum_{one.key}") or 0}
        for one in step.sums
    ]
    on, noted = str(answers["answered_on"]), answers.get("note") or ""
    held = {"key": said.key, "said": dict(said.text.by_locale), "on": on, "sums": sums, "note": noted}
    return json.dumps(held, ensure_ascii=False)


def told(source: str, held_as: str) -> Sayable | None:
    """Return what was kept for people; `source` has places for `day` and `answer`."""
    if not held_as:
        return None
    held = json.loads(held_as)
    head = Text(source, {"day": date.fromisoformat(held["on"]), "answer": Local(held["said"])})
    sums = [(Local(one["name"]), Money(one["fen"])) for one in held["sums"] if one["fen"]]
    named = (say(N_("{what}: {amount}"), what=name, amount=amount) for name, amount in sums)
    return lines(head, *named, held["note"] or None)


def problems(step: Step) -> Iterator[Text]:
    """Yield that there are too few answers, or one twice."""
    keys = [one.key for one in step.answers]
    if len(keys) < 2:
        yield say(N_("a hand-over says which answers can come ({key}), at least two"), key="answers")
    if len(set(keys)) < len(keys):
        yield say(N_("two answers have the same key"))
