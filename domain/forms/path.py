"""The way through a form: which questions apply, which is open, where the person stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.forms import kinds
from domain.forms.conditions import Facts, Scope
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.results import Asking
from domain.forms.state import CHANGE_AT, DECLARE_AT, DONE_AT, SUMMARY_AT, FormState


@dataclass(frozen=True, slots=True)
class Way:
    """The questions that apply, in order, and the answers that count, None where skipped."""

    asked: tuple[Question, ...]
    kept: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: at a question, at a group's list, at one item of it, or at the summary and after.

    `asking` is the question (for an item: the group). `position` and `total` count from 1 within the form or item;
    `item` is the index of the item, `field` says that a question inside the item is asked.
    """

    path: str
    asking: Asking
    position: int
    total: int
    group: Question | None = None
    item: int | None = None
    field: bool = False


def way(
    questions: Sequence[Question], answers: Mapping[str, Any], facts: Facts, outer: Mapping[str, Any] | None = None
) -> Way:
    """Walk the questions in order; each condition sees only earlier answers that apply themselves."""
    asked: list[Question] = []
    kept: dict[str, Any] = {}
    for question in questions:
        scope = Scope(kept, facts, outer)
        if question.ask_if is not None and not question.ask_if.holds(scope):
            continue
        asked.append(question)
        if question.key in answers and fits(question, answers[question.key]):
            kept[question.key] = _counting(question, answers[question.key], scope)
    return Way(tuple(asked), kept)


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
        case GroupAnswer(form) if value is not None:
            return [dict(way(form.questions, item, scope.facts, scope.answers).kept) for item in value]
    return value


def whole_way(form: Form, state: FormState, facts: Facts) -> Way:
    """Walk the whole form; within one step the same walk is needed a dozen times, so the last one is kept at hand.

    Answers are never changed in place (`FormState` copies them), hence the same object means the same walk.
    """
    global _last_walk
    last = _last_walk
    if last is not None and last.form is form and last.answers is state.answers and last.facts == facts:
        return last.way
    found = way(form.questions, state.answers, facts)
    _last_walk = _Walk(form, state.answers, facts, found)
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk that was made, and for what."""

    form: Form
    answers: Mapping[str, Any]
    facts: Facts
    way: Way


_last_walk: _Walk | None = None  # replaced as a whole, so threads at worst walk again


def item_way(group: GroupAnswer, item: Mapping[str, Any], whole: Way, facts: Facts) -> Way:
    """Walk one item of a group; it may look at the answers of the whole form."""
    return way(group.form.questions, item, facts, whole.kept)


def items_of(state: FormState, key: str) -> list[dict[str, Any]]:
    """Return the items of a group as they are kept."""
    items = state.answers.get(key)
    return items if isinstance(items, list) else []


def open_path(form: Form, state: FormState, facts: Facts) -> str | None:
    """Return the first place that still needs an answer, None when all is answered."""
    whole = whole_way(form, state, facts)
    for question in whole.asked:
        if isinstance(question.answer, GroupAnswer):
            found = _open_in_group(question.key, question.answer, state, whole, facts)
        else:
            found = question.key if question.key not in whole.kept else None
        if found is not None:
            return found
    return None


def _open_in_group(key: str, group: GroupAnswer, state: FormState, whole: Way, facts: Facts) -> str | None:
    for index, item in enumerate(items_of(state, key)):
        if (field := open_field(group, item, whole, facts)) is not None:
            return f"{key}.{index}.{field}"
    return None if key in state.closed else key


def open_field(group: GroupAnswer, item: Mapping[str, Any], whole: Way, facts: Facts) -> str | None:
    """Return the first question of an item without an answer, None when the item is complete."""
    inner = item_way(group, item, whole, facts)
    return next((question.key for question in inner.asked if question.key not in inner.kept), None)


def next_at(form: Form, state: FormState, facts: Facts) -> str:
    """Return where to go next: what is open, else the summary, the declaration or the end."""
    found = open_path(form, state, facts)
    if found is not None:
        return found
    if form.summary:
        return SUMMARY_AT
    return DONE_AT if form.declaration is None else DECLARE_AT


def settled(form: Form, state: FormState, facts: Facts) -> FormState:
    """Return the state at a place that exists: a new edition of a form may have dropped the old one."""
    if state.at == DONE_AT:
        return state
    if state.at in (SUMMARY_AT, CHANGE_AT, DECLARE_AT):
        there = open_path(form, state, facts) is None
    else:
        there = place(form, state, facts) is not None
    return state if there else state.moved(next_at(form, state, facts))


def place(form: Form, state: FormState, facts: Facts) -> Place | None:
    """Return where the person stands among the questions; None at the summary or when the place is gone."""
    key, *rest = state.at.split(".")
    whole = whole_way(form, state, facts)
    index = next((i for i, question in enumerate(whole.asked) if question.key == key), None)
    if index is None:
        return None
    question = whole.asked[index]
    if not rest:
        asking = Asking(question, Scope(whole.kept, facts), whole.kept.get(key), state.drafts.get(key))
        return Place(state.at, asking, index + 1, len(whole.asked))
    return _place_in_group(question, int(rest[0]), rest[1] if len(rest) > 1 else None, state, whole, facts)


def _place_in_group(
    group: Question, index: int, field: str | None, state: FormState, whole: Way, facts: Facts
) -> Place | None:
    items = items_of(state, group.key)
    if not isinstance(group.answer, GroupAnswer) or index >= len(items):
        return None
    inner = item_way(group.answer, items[index], whole, facts)
    scope = Scope(inner.kept, facts, whole.kept, index)
    if field is None:
        return Place(state.at, Asking(group, scope, None, None), 0, len(inner.asked), group, index)
    position = next((i for i, question in enumerate(inner.asked) if question.key == field), None)
    if position is None:
        return None
    asking = Asking(inner.asked[position], scope, inner.kept.get(field), state.drafts.get(state.at))
    return Place(state.at, asking, position + 1, len(inner.asked), group, index, field=True)


def path_before(form: Form, state: FormState, facts: Facts) -> str | None:
    """Return where Back leads from a question: the one before, the list of the group, or None at the beginning."""
    here = place(form, state, facts)
    if here is None:
        return None
    if here.group is not None:
        return _before_in_group(here, state, facts, whole_way(form, state, facts))
    asked = whole_way(form, state, facts).asked
    return asked[here.position - 2].key if here.position > 1 else None


def _before_in_group(here: Place, state: FormState, facts: Facts, whole: Way) -> str:
    assert here.group is not None
    assert here.item is not None
    assert isinstance(here.group.answer, GroupAnswer)
    if not here.field or here.position == 1:
        return here.group.key
    inner = item_way(here.group.answer, items_of(state, here.group.key)[here.item], whole, facts)
    return f"{here.group.key}.{here.item}.{inner.asked[here.position - 2].key}"


def answers_of(form: Form, state: FormState, facts: Facts) -> dict[str, Any]:
    """Return the answers that apply, for services, in the shapes the answer kinds document.

    What was skipped is absent, except a paper to be brought later: an empty list.
    """
    whole = whole_way(form, state, facts)
    return _clean(whole.asked, whole.kept, facts)


def _clean(asked: Sequence[Question], kept: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for question in asked:
        value = kept.get(question.key)
        match question.answer:
            case kinds.PaperAnswer() if question.key in kept:
                clean[question.key] = value or []
            case GroupAnswer(form) if value is not None:
                clean[question.key] = [_clean(form.questions, item, facts) for item in value]
            case _ if value is not None:
                clean[question.key] = value
    return clean
