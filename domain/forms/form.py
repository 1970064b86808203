"""A form: questions in order, each with the answer it accepts; a group is a small form inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.forms import kinds
from domain.forms.conditions import Condition, Scope
from domain.forms.kinds import SingleAnswer
from domain.platform.text import N_, Sayable, Text, lines, say

Check = Callable[[Any, Scope], Text | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What the answer to a question is without asking; None: as if it was skipped."""

    value: Any


Follows = Callable[[Scope], Known | None]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, as data.

    `label` is its short name on the "understood" line and in the summary. `hint` is always shown under the prompt
    (most kinds bring one themselves), `help` after a press on Help. A `sensitive` answer is shown masked, and the
    message that carried it is deleted once read. `check` looks at a value together with other answers and returns
    what is wrong with it, if anything; `doubt` returns what is unlikely about it, to be asked about once.
    `skip_label` names the key that skips an optional question.
    Where `follows` says something, it is not asked at all; where `presumed` does, it is not asked but can be changed.
    What is `asked_elsewhere` only keeps its answer here. The answer to `along` may come in the same message, behind, as
    `along_hint` says.
    `{name}` in a prompt is the name of whom it is about.
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
    doubt: Check | None = None
    skip_label: Sayable | None = None
    follows: Follows | None = None
    presumed: Follows | None = None
    asked_elsewhere: bool = False
    along: str = ""
    along_hint: Sayable | None = None

    @cached_property
    def is_plain(self) -> bool:
        """Whether its answer is what was given, whatever else was said."""
        return not (self.follows or self.asked_elsewhere or isinstance(self.answer, _SEEN_TOGETHER))

    @cached_property
    def takes(self) -> Callable[[Any], bool]:
        """Say whether a value that is kept is an answer of its kind."""
        if isinstance(self.answer, kinds.ChoiceAnswer):
            keys = frozenset(option.key for option in self.answer.options)
            return lambda value: isinstance(value, str) and value in keys
        return _FITS.get(type(self.answer), _is_text)


@dataclass(frozen=True)
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
        return self._by_key.get(key)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each question stands, counted from 0."""
        return {question.key: at for at, question in reversed(list(enumerate(self.questions)))}

    @cached_property
    def sections(self) -> tuple[Sayable, ...]:
        """The parts of a form whose questions all stand in one."""
        found = [question.section for question in self.questions]
        return () if None in found else tuple(one for at, one in enumerate(found) if one and one not in found[:at])

    @cached_property
    def _by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in reversed(self.questions)}


ADD = say(N_("Add another"))
ADD_FIRST = say(N_("Add one"))
NO_MORE = say(N_("No more"))
NONE = say(N_("There are none"))


def item_number(_item: Mapping[str, Any], number: int) -> Sayable:
    """Call an item of a group by its number; groups usually give a better title."""
    return say(N_("Number {number}"), number=number)


def item_count(count: int) -> Sayable:
    """Say how many items a group has; groups usually give a better name."""
    return lines(str(count))


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """The same small form several times, such as household members. Kept as a list of the item form's answers.

    `item_title` gets an item's answers (perhaps incomplete) and its number from 1. An item form holds no group.
    `counted` says how many there are, for the summary. With `add_by` the list offers the options of that question, the
    first of an item, and a press adds one. `beside` are people of whom no item tells: whoever answers.
    """

    form: Form
    at_least: int = 0
    at_most: int = 12
    item_title: Callable[[Mapping[str, Any], int], Sayable] = item_number
    add_label: Sayable = ADD
    add_first_label: Sayable = ADD_FIRST
    done_label: Sayable = NO_MORE
    none_label: Sayable = NONE
    counted: Callable[[int], Sayable] = item_count
    add_by: str = ""
    beside: int = 0

    @property
    def adds(self) -> Question | None:
        """The question by whose options an item is added."""
        return self.form.question(self.add_by) if self.add_by else None


AnswerKind = SingleAnswer | GroupAnswer
_SEEN_TOGETHER = (GroupAnswer, kinds.TicksAnswer, kinds.EachAnswer, kinds.ManyChoicesAnswer)


def fits(question: Question, value: Any) -> bool:
    """Say whether a kept value is still an answer to this question, after a change of the form or a prefill."""
    return question.optional if value is None else question.takes(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_whole_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_FITS: Mapping[type, Callable[[Any], bool]] = {
    kinds.ManyChoicesAnswer: _is_list,
    kinds.PaperAnswer: _is_list,
    kinds.MoneyAnswer: _is_whole_number,
    kinds.NumberAnswer: _is_whole_number,
    kinds.YesNoAnswer: lambda value: isinstance(value, bool),
    kinds.TicksAnswer: lambda value: isinstance(value, dict),
    kinds.EachAnswer: lambda value: isinstance(value, dict),
    kinds.LookupAnswer: lambda value: isinstance(value, dict) and {"id", "label"} <= value.keys(),
    GroupAnswer: lambda value: _is_list(value) and all(isinstance(item, dict) for item in value),
}
