"""What passes between the engine and the readers of single answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.forms import refusals
from domain.forms.conditions import Facts, Scope
from domain.forms.form import AnswerKind, Question
from domain.forms.replies import Attached, Contact, Found, Other, Press, Typed
from domain.forms.state import FormState
from domain.forms.ways import Way
from domain.platform.text import N_, Sayable, Text, say

Given = Typed | Attached | Contact | Found | Other | Press


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is being asked: the way it stands on, what is kept already, what is in the making.

    Inside a group `way` is that of the item, `whole` the one around it, and `item` the index.
    """

    question: Question
    way: Way
    value: Any
    draft: Any
    whole: Way | None = None
    item: int | None = None

    @property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        return self.way.facts

    @property
    def scope(self) -> Scope:
        """The answers of the form or item, before and after, and of the whole form around an item."""
        return Scope(self.way.counting, self.facts, self.whole.counting if self.whole else None, self.item)

    @property
    def prompt(self) -> Sayable:
        """The question in words, with the name of whom it is about."""
        prompt = self.question.prompt
        return named(prompt, self.scope.get("name")) if has_name(prompt) else prompt

    @property
    def kind(self) -> AnswerKind:
        """The kind of answer the question takes."""
        return self.question.answer


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer is complete; go on. `also` are other answers that it settles, by key in the same form or item; of a
    screen about everybody by path. What was read from words is shown back with `how`, plain data (see
    `cards.amounts`); None: the words leave no doubt."""

    value: Any
    also: Mapping[str, Any] = field(default_factory=dict)
    how: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """Part of an answer; stay at the question. None puts away what was in the making."""

    draft: Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something is to be looked up first."""

    kind: str
    query: str


@dataclass(frozen=True, slots=True)
class Held:
    """Nothing was taken, but the state remembers what comes with it: pieces of a text that is too long."""

    state: FormState
    problem: Text


Read = Taken | Drafted | Wanted


def words_of(reply: Given) -> str:
    """Return what was typed; anything else is refused."""
    if isinstance(reply, Typed):
        return reply.text
    raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.WordsWanted


def named(prompt: Sayable, name: Any) -> Sayable:
    """Return a prompt with the name of whom it is about where it has a place for one."""
    if not isinstance(prompt, Text) or not has_name(prompt):
        return prompt
    return say(prompt.source, **prompt.args, name=str(name) if name else say(N_("this person")))


def has_name(prompt: Sayable) -> bool:
    """Say whether a prompt has a place for the name of whom it is about."""
    return isinstance(prompt, Text) and "{name}" in prompt.source and "name" not in prompt.args
