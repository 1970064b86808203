"""Walks through a form: which questions apply, and which answers count."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.forms import kinds
from domain.forms.conditions import Facts, Scope
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.state import FormState


class Way:
    """A walk through questions in order, made as far as somebody looks.

    Each condition sees only earlier answers that apply themselves; inside a group also those of the form before it.
    """

    __slots__ = ("_answers", "_asked", "_facts", "_items", "_kept", "_next", "_questions", "_scope")

    def __init__(
        self, questions: Sequence[Question], answers: Mapping[str, Any], facts: Facts,
        outer: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self._questions, self._answers, self._facts = questions, answers, facts
        self._next = 0  # where the walk goes on
        self._asked: list[Question] = []
        self._kept: dict[str, Any] = {}
        self._items: dict[str, list[Way]] = {}
        self._scope = Scope(self._kept, facts, outer)  # sees what is kept so far

    @property
    def asked(self) -> list[Question]:
        """The questions that apply, in order."""
        return self._whole()._asked

    @property
    def kept(self) -> dict[str, Any]:
        """The answers that count, None where skipped."""
        return self._whole()._kept

    @property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        return self._facts

    def steps(self) -> Iterator[Question]:
        """Walk from the beginning, one question that applies after another, as far as the caller goes along."""
        at = 0
        while at < len(self._asked) or self._steps_on():
            yield self._asked[at]
            at += 1

    def index_of(self, key: str) -> int | None:
        """Walk to a question and return where it stands among those asked; None when it does not apply."""
        return next((index for index, one in enumerate(self.steps()) if one.key == key), None)

    def asked_at(self, index: int) -> Question:
        """Return a question that the walk has come to."""
        return self._asked[index]

    def has_value(self, key: str) -> bool:
        """Tell whether a question the walk has come to is answered, or skipped."""
        return key in self._kept

    def value(self, key: str) -> Any:
        """Return the answer that counts to a question the walk has come to."""
        return self._kept.get(key)

    def items_at(self, key: str) -> list[Way]:
        """Walk to a group and return the ways of its items."""
        self.index_of(key)
        return self._items.get(key, [])

    def again(self, answers: Mapping[str, Any]) -> Way:
        """Return the walk with other answers. As far as they are the same it is kept, since conditions look back."""
        other = Way(self._questions, answers, self._facts, self._scope.outer)
        here = range(self._next)
        changed = (at for at in here if not _is_same(self._questions[at].key, self._answers, answers))
        other._next = next(changed, self._next)
        keys = {one.key for one in self._questions[: other._next]}
        other._asked = [one for one in self._asked if one.key in keys]
        other._kept.update((key, value) for key, value in self._kept.items() if key in keys)
        other._items.update((key, ways) for key, ways in self._items.items() if key in keys)
        return other

    def _whole(self) -> Way:
        while self._next < len(self._questions):
            self._step()
        return self

    def _steps_on(self) -> bool:
        """Walk to the next question that applies; False at the end."""
        return any(self._step() for _ in range(self._next, len(self._questions)))

    def _step(self) -> bool:
        """Walk past one question; tell whether it applies."""
        question = self._questions[self._next]
        self._next += 1
        if question.ask_if is not None and not question.ask_if.holds(self._scope):
            return False
        self._asked.append(question)
        if question.key in self._answers and fits(question, self._answers[question.key]):
            self._keep(question, self._answers[question.key])
        return True

    def _keep(self, question: Question, value: Any) -> None:
        if isinstance(question.answer, GroupAnswer) and value is not None:
            questions, outer = question.answer.form.questions, self._kept
            ways = self._items[question.key] = [Way(questions, item, self._facts, outer) for item in value]
            self._kept[question.key] = [way.kept for way in ways]
        else:
            self._kept[question.key] = _counting(question, value, self._scope)


def fits(question: Question, value: Any) -> bool:
    """Say whether a kept value is still an answer to this question, after a change of the form or a prefill."""
    if value is None:
        return question.optional
    match question.answer:
        case kinds.ChoiceAnswer(options):
            return any(option.key == value for option in options)
        case kinds.ManyChoicesAnswer():
            return isinstance(value, list)
        case GroupAnswer():
            return isinstance(value, list) and all(isinstance(item, dict) for item in value)
        case kinds.PaperAnswer():
            return isinstance(value, list)
        case kinds.MoneyAnswer() | kinds.NumberAnswer():
            return isinstance(value, int) and not isinstance(value, bool)
        case kinds.YesNoAnswer():
            return isinstance(value, bool)
        case kinds.LookupAnswer():
            return isinstance(value, dict) and {"id", "label"} <= value.keys()
    return isinstance(value, str)


def _counting(question: Question, value: Any, scope: Scope) -> Any:
    """Return the part of an answer that counts now."""
    match question.answer:
        case kinds.ManyChoicesAnswer(options, _, except_key) if value is not None:
            taken = scope.get(except_key) if except_key else None
            keys = {option.key for option in options} - {taken}
            return [key for key in value if key in keys]
    return value


_NOTHING = object()


def _is_same(key: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = one.get(key, _NOTHING), other.get(key, _NOTHING)
    return mine is theirs or (type(mine) is type(theirs) and mine == theirs)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk that was begun, and for what."""

    form: Form
    answers: Mapping[str, Any]
    facts: Facts
    way: Way


_here = threading.local()  # each thread walks for itself


def whole_way(form: Form, state: FormState, facts: Facts) -> Way:
    """Return the walk through a form; within one step the same is needed a dozen times, so the last is kept at hand.

    Answers are never changed in place (`FormState` copies them), hence the same object means the same walk; and after
    an answer only what comes behind it is walked again.
    """
    last: _Walk | None = getattr(_here, "last_walk", None)
    if last is None or last.form is not form or last.facts != facts:
        found = Way(form.questions, state.answers, facts)
    elif last.answers is state.answers:
        return last.way
    else:
        found = last.way.again(state.answers)
    _here.last_walk = _Walk(form, state.answers, facts, found)
    return found
