"""A form: questions in order, each with the answer it accepts, when it applies and its help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.forms.conditions import Condition, Scope
from domain.forms.kinds import AnswerKind
from domain.platform.text import Sayable, Text

Check = Callable[[Any, Scope], Text | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, as data.

    `label` is its short name on the "understood" line and in the summary. `hint` is always shown under the prompt
    (most kinds bring one themselves), `help` after a press on Help. A `sensitive` answer is shown masked, and the
    message that carried it is deleted once read. `check` looks at a value together with other answers and returns
    what is wrong with it, if anything. `skip_label` names the key that skips an optional question.
    Keys are `[a-z0-9_]+`.
    """

    key: str
    prompt: Sayable
    answer: AnswerKind
    help: Sayable
    label: Sayable
    ask_if: Condition | None = None
    optional: bool = False
    sensitive: bool = False
    section: Sayable | None = None
    hint: Sayable | None = None
    check: Check | None = None
    skip_label: Sayable | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """Questions in the order they are asked.

    `intro` is shown above the first question, `declaration` is the last text to confirm. A form with `summary=False`
    (one quick question) is complete as soon as everything is answered. `version` names the edition of the questions.
    """

    key: str
    title: Sayable
    questions: tuple[Question, ...]
    intro: Sayable | None = None
    declaration: Sayable | None = None
    version: int = 1
    summary: bool = True

    def question(self, key: str) -> Question | None:
        """Return the question with this key, if the form has it."""
        return next((question for question in self.questions if question.key == key), None)
