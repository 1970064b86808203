"""What a person answers in the hardship report, worked out beforehand with the form engine itself.

Each act carries the card that must stand in the chat when it is taken, so the player needs no knowledge of the form,
and the answers that must be in the database at the end are known to the last digit.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from functools import cache
from pathlib import Path
from typing import Any

from delivery.rendering import render_plain
from domain.aid.report_form import report_form
from domain.forms import (
    Chosen,
    Facts,
    Form,
    FormState,
    GroupAnswer,
    Question,
    Reply,
    Typed,
    advance,
    card,
    kinds,
    start,
)
from domain.forms.cards.asking_cards import question_at
from domain.forms.replies import ADD, DONE, NO, YES
from domain.platform.identifiers import check_character
from domain.platform.text import Sayable
from domain.policy import Policy
from domain.policy_file.loading import load_policy

POLICY = Path(__file__).parents[2] / "policies" / "demo.toml"
LOCALE = "en"
ADDED = ("son", "daughter", "father", "mother")  # one after the other by a press, so that their cards differ
AMOUNTS_APART = 100  # the answers of one person differ from step to step, so that a doubled or swapped one shows


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person does at a card: type words, or press the button with this label."""

    words: str
    is_press: bool
    card: str  # what the card before it says


@dataclass(frozen=True)
class Script:
    """A person's way through the report: the acts, the card after the last, and the answers kept by then."""

    acts: tuple[Act, ...]
    last_card: str
    answers: dict[str, Any]

    def card_after(self, place: int) -> str:
        """Return the card that the act at this place (from 0) brings."""
        return self.acts[place + 1].card if place + 1 < len(self.acts) else self.last_card


@dataclass
class Writer:
    """Writes the script of one person by answering the form as it asks."""

    number: int
    members: int
    presses: float  # the share of questions answered by button where there is one
    steps: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(0))

    def write(self, *, most: int, today: date) -> Script:
        """Answer until `most` acts are done or only papers and the bank card are left."""
        form, facts = report_form(demo_policy()), Facts(today)
        state = replace(start(form, facts), version=1)  # the introduction of the very first card is left out
        acts: list[Act] = []
        while len(acts) < most and not state.at.startswith(("paper_", "bank_card", "@")):
            reply, words = self._reply(form, state)
            outcome = advance(form, state, reply, facts)
            assert outcome.state.version == state.version + 1, (state.at, words, outcome)
            acts.append(Act(words, not isinstance(reply, Typed), shown_card(form, state, facts)))
            state = outcome.state
        return Script(tuple(acts), shown_card(form, state, facts), state.answers)

    def _reply(self, form: Form, state: FormState) -> tuple[Reply, str]:
        """Say what to do at this place, as the engine reads it and as the person sees or types it."""
        self.steps += 1
        question = question_at(form, state.at)
        assert question is not None, state.at
        if isinstance(question.answer, GroupAnswer):
            return self._at_the_list(question.answer, len(state.answers.get(question.key) or ()))
        return self._answer(question)

    def _at_the_list(self, group: GroupAnswer, count: int) -> tuple[Reply, str]:
        if self.chance.random() >= self.presses:
            return (Typed("yes"), "yes") if count < self.members else (Typed("no"), "no")
        if count < self.members and group.adds is not None:
            assert isinstance(group.adds.answer, kinds.ChoiceAnswer)
            relation = next(one for one in group.adds.answer.options if one.key == ADDED[count % len(ADDED)])
            return Chosen(f"o:{relation.key}"), f"+ {plain(relation.label)}"
        if count < self.members:
            return ADD, plain(group.add_label if count else group.add_first_label)
        return DONE, plain(group.done_label if count else group.none_label)

    def _answer(self, question: Question) -> tuple[Reply, str]:
        pressed = self.chance.random() < self.presses
        match question.answer:
            case kinds.ChoiceAnswer(options):
                fitting = [one for one in options if self._fits(question, one)]
                option = fitting[self._pick(question, len(fitting))]
                return (Chosen(f"o:{option.key}"), plain(option.label)) if pressed else _typed(plain(option.label))
            case kinds.YesNoAnswer() if question.key in ("migrant", "guardian_consent"):
                return (YES, "Yes") if pressed else _typed("yes")
            case kinds.YesNoAnswer():
                return (NO, "No") if pressed else _typed("no")
        return _typed(self._typed_answer(question))

    def _fits(self, question: Question, option: kinds.Option) -> bool:
        """All whom the person adds are of one age; of the others what is offered to some only is left out."""
        if question.key == "relation":
            return option.key in ADDED
        return option.when is None or question.key == "work_status"

    def _pick(self, question: Question, count: int) -> int:
        """Choose what keeps the form long but asks for nothing that depends on a date of birth."""
        return 0 if question.key in ("work_status", "main_cause") else (self.number + self.steps) % count

    def _typed_answer(self, question: Question) -> str:
        match question.answer:
            case kinds.MoneyAnswer():
                return f"{100 + self.number % 7_000}.{self.steps % AMOUNTS_APART:02d}"  # usual as a wage and as a rent
            case kinds.NumberAnswer(least, _):
                return str(least + 1 + self.steps % 3)
            case kinds.DateAnswer():
                return f"2019-{1 + self.number % 12:02d}-{1 + self.steps % 28:02d}"
            case kinds.NameAnswer():
                return "林示" + chr(0x4E00 + self.number % 500) + chr(0x4E00 + self.steps % 100)
            case kinds.ManyChoicesAnswer() | kinds.TicksAnswer() | kinds.EachAnswer():
                return "no"
            case kinds.ResidentIdAnswer():
                return resident_id(self.number * AMOUNTS_APART + self.steps)
        return f"示例第{self.number}学校{self.steps}"


def _typed(words: str) -> tuple[Reply, str]:
    return Typed(words), words


def resident_id(number: int) -> str:
    """Make an invented resident id, another one for each number below ten million; its region does not exist."""
    digits = f"99{number // 1000:04d}19800817{number % 1000:03d}"
    return digits + check_character(digits)


def plain(text: Sayable) -> str:
    """Put a text into the words that people of the load read."""
    return render_plain(text, LOCALE, timezone=UTC)


def first_answers(number: int, *, members: int, most: int, today: date, presses: float = 0.0) -> Script:
    """Write the script of person `number` (below 10,000); the same arguments give the same script."""
    return Writer(number, members, presses, chance=random.Random(number)).write(most=most, today=today)


def shown_card(form: Form, state: FormState, facts: Facts) -> str:
    """Return the words of the card that stands at this place."""
    return plain(card(form, state, facts).text)


@cache
def demo_policy() -> Policy:
    """Return the policy that the demonstration and the benchmarks run under."""
    return load_policy(POLICY)
