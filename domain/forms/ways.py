"""Walks through a form: which questions apply, and which answers count."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.forms import kinds
from domain.forms.conditions import Facts, Scope
from domain.forms.form import Form, GroupAnswer, Known, Question, fits
from domain.forms.screens import said_of_each, ticked_before, ticks_so_far
from domain.forms.state import FormState


class Counting(Mapping[str, Any]):
    """The answers that count, each looked up by walking no further than to its question."""

    __slots__ = ("_way",)

    def __init__(self, way: Way) -> None:
        self._way = way

    def __getitem__(self, key: str) -> Any:
        return self._way.value_up_to(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._way.kept)

    def __len__(self) -> int:
        return len(self._way.kept)

    def __bool__(self) -> bool:
        return bool(self._way.kept_so_far) or len(self) > 0


class Way:
    """A walk through questions in order, made as far as somebody looks.

    Each condition sees only earlier answers that apply themselves; inside a group also those of the form before it.
    """

    __slots__ = (
        "_answers", "_asked", "_facts", "_form", "_items", "_kept", "_known", "_next", "_open", "_places", "_presumed",
        "_questions", "_scope",
    )  # fmt: skip

    def __init__(
        self, form: Form, answers: Mapping[str, Any], facts: Facts, outer: Mapping[str, Any] | None = None
    ) -> None:
        self._form, self._questions, self._answers, self._facts = form, form.questions, answers, facts
        self._next = 0  # where the walk goes on
        self._asked: list[Question] = []
        self._open: list[Question] = []  # of those asked, what has no answer, and every group
        self._places: dict[str, int] = {}  # by key, where it stands among those
        self._presumed: set[str] = set()  # what was not asked, since an answer was taken for granted
        self._kept: dict[str, Any] = {}
        self._items: dict[str, list[Way]] = {}
        self._known: list[Way] = []  # the items of the next group in an earlier walk, if all before it is the same
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
    def kept_so_far(self) -> Mapping[str, Any]:
        """The answers that count to what the walk has come to."""
        return self._kept

    @property
    def counting(self) -> Mapping[str, Any]:
        """The answers that count, without walking on before somebody looks."""
        return self._kept if self._next >= len(self._questions) else Counting(self)

    @property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        return self._facts

    def open_ones(self) -> Iterator[Question]:
        """Walk as far as the caller goes along, from one question without an answer to the next; a group is always one
        of them, since its items or its end may hold it open."""
        at = 0
        while at < len(self._open) or self._opens_on():
            yield self._open[at]
            at += 1

    def index_of(self, key: str) -> int | None:
        """Walk to a question and return where it stands among those asked; None when it does not apply."""
        if key not in self._places and key not in self._kept:
            self._walk(key)
        return self._places.get(key)

    def asked_at(self, index: int) -> Question:
        """Return a question that the walk has come to."""
        return self._asked[index]

    def asked_before(self, index: int) -> Question | None:
        """Return the question before one of those asked; what was only taken for granted is passed over."""
        before = (one for one in reversed(self._asked[:index]) if one.key not in self._presumed)
        return next(before, None)

    def question(self, key: str) -> Question | None:
        """Return a question of the form, whether it applies or not."""
        return self._form.question(key)

    def behind(self, key: str) -> int:
        """Return how many questions stand behind one, whether they will apply or not."""
        return len(self._questions) - 1 - self._form.places[key]

    def value(self, key: str) -> Any:
        """Return the answer that counts to a question the walk has come to."""
        return self._kept.get(key)

    def value_up_to(self, key: str) -> Any:
        """Walk to a question and return the answer that counts; raises KeyError when there is none."""
        if key not in self._kept and key not in self._places:
            self._walk(key)
        return self._kept[key]

    def ticks_so_far(self, screen: Question) -> dict[str, bool]:
        """Return what was ticked or not on a screen, or would be by what was answered before there was one."""
        assert isinstance(screen.answer, kinds.TicksAnswer)
        return ticks_so_far(screen.answer, self._questions, self._answers, self._scope)

    def items_at(self, key: str) -> list[Way]:
        """Walk to a group and return the ways of its items."""
        self.index_of(key)
        return self._items.get(key, [])

    def again(self, answers: Mapping[str, Any], outer: Mapping[str, Any] | None = None) -> Way:
        """Return the walk with other answers. As far as they are the same it is kept, since conditions look back."""
        other = Way(self._form, answers, self._facts, outer)
        other._next = self._until_other(answers)
        behind = [one.key for one in self._questions[other._next : self._next]]
        other._kept.update(self._kept)
        other._items, other._places = dict(self._items), dict(self._places)
        for key in behind:
            other._kept.pop(key, None)
            other._items.pop(key, None)
            other._places.pop(key, None)
        other._presumed = self._presumed.difference(behind)
        other._asked = self._asked[: len(other._places)]
        other._open = [one for one in self._open if one.key in other._places]
        if behind:
            other._known = self._items.get(behind[0], [])
        return other

    def _until_other(self, answers: Mapping[str, Any]) -> int:
        """Return how many of the questions that were walked come before the first with another answer."""
        mine, places = self._answers, self._form.places
        changed = mine.keys() - answers.keys()
        for key, value in answers.items():
            if value is not (known := mine.get(key, _NOTHING)) and not _is_same(value, known):
                changed.add(key)
        return min((self._next, *(places[key] for key in changed if key in places)))

    def _whole(self) -> Way:
        if self._next < len(self._questions):
            self._walk()
        return self

    def _opens_on(self) -> bool:
        """Walk to the next question without an answer; False at the end."""
        before = len(self._open)
        self._walk(open_one=True)
        return len(self._open) > before

    def _walk(self, until: str = "", *, open_one: bool = False) -> None:
        """Walk to the end, or past the question `until`, or past one that may be open."""
        asked, answers, kept = self._asked, self._answers, self._kept
        for question in self._questions[self._next :]:
            key, condition = question.key, question.ask_if
            self._next += 1
            if condition is not None and not condition.holds(self._scope):
                pass
            elif question.is_plain and key in answers and fits(question, answers[key]):
                self._places[key] = len(asked)
                asked.append(question)
                kept[key] = answers[key]
            elif not self._is_settled(question):
                self._places[key] = len(asked)
                asked.append(question)
                if (known := self._known_of(question)) is not None:
                    self._keep(question, known.value)
                if known is None or isinstance(question.answer, GroupAnswer):
                    self._open.append(question)
                    if open_one:
                        return
            if key == until:
                return

    def _is_settled(self, question: Question) -> bool:
        """Keep what follows, or what another question asks along with its own; such a question is not asked here."""
        known = question.follows(self._scope) if question.follows else None
        if known is None and question.asked_elsewhere:
            known = self._given(question)
            if known is None:
                return True
        if known is None:
            return False
        self._keep(question, known.value)
        return True

    def _given(self, question: Question) -> Known | None:
        value = self._answers.get(question.key, _NOTHING)
        return Known(value) if value is not _NOTHING and fits(question, value) else None

    def _known_of(self, question: Question) -> Known | None:
        """Return the answer to a question that is asked, if it has one."""
        match question.answer:
            case kinds.TicksAnswer() as kind:
                return ticked_before(kind, self._questions, self._answers, self._scope)
            case kinds.EachAnswer() as kind:
                return said_of_each(kind, self._scope)
        known = self._given(question)
        if known is None and question.presumed is not None:
            known = question.presumed(self._scope)
            self._presumed |= {question.key} if known is not None else set()
        return known

    def _keep(self, question: Question, value: Any) -> None:
        """Keep the part of an answer that counts now."""
        match question.answer:
            case GroupAnswer() as group if value is not None:
                ways = self._items[question.key] = [self._item(group, item, at) for at, item in enumerate(value)]
                self._known = []
                value = [way.counting for way in ways]
            case kinds.ManyChoicesAnswer(options, _, except_key) if value is not None:
                taken = self._scope.get(except_key) if except_key else None
                keys = {option.key for option in options} - {taken}
                value = [key for key in value if key in keys]
        self._kept[question.key] = value

    def _item(self, group: GroupAnswer, answers: Mapping[str, Any], at: int) -> Way:
        """Walk through an item of a group, as far as it is the same as one at hand not again."""
        if at >= len(self._known):
            return Way(group.form, answers, self._facts, self._kept)
        known = self._known[at]
        return known if known._answers == answers else known.again(answers, self._kept)


_NOTHING = object()


def _is_same(one: Any, other: Any) -> bool:
    return one is other or (type(one) is type(other) and one == other)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk that was begun, and for what."""

    form: Form
    answers: Mapping[str, Any]
    facts: Facts
    way: Way


_here = threading.local()  # each thread walks for itself
KEPT = 256  # walks: about as many people answer at one time


def whole_way(form: Form, state: FormState, facts: Facts) -> Way:
    """Return the walk through a form, kept from step to step; after an answer only what comes behind is walked again.

    Answers are never changed in place (`FormState` copies them), hence the same object means the same walk.
    """
    walks: dict[int, _Walk] = _here.__dict__.setdefault("walks", {})
    walk = walks.pop(id(state.answers), None)
    if walk is None or walk.form is not form or walk.facts != facts:
        walk = _Walk(form, state.answers, facts, _walked_on(form, state, facts))
    _here.last_walk = walks[id(state.answers)] = walk  # which holds the answers, so that their id is nobody else's
    if len(walks) > KEPT:
        del walks[next(iter(walks))]
    return walk.way


def let_go(state: FormState) -> None:
    """Forget the walk of a state that was left behind, so that those of people who are answering have room."""
    _here.__dict__.get("walks", {}).pop(id(state.answers), None)


def _walked_on(form: Form, state: FormState, facts: Facts) -> Way:
    last: _Walk | None = getattr(_here, "last_walk", None)
    if last is None or last.form is not form or last.facts != facts:
        return Way(form, state.answers, facts)
    return last.way.again(state.answers)
