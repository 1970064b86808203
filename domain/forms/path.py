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
    """The questions that apply, in order, and the answers that count, None where skipped; the ways of groups' items."""

    asked: tuple[Question, ...]
    kept: dict[str, Any]
    items: dict[str, list[Way]]


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
    return _walked(questions, answers, facts, outer, Way((), {}, {}))


def _walked(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    facts: Facts,
    outer: Mapping[str, Any] | None,
    begun: Way,
) -> Way:
    """Walk on from a way that is begun; what was kept on it is not changed."""
    asked, kept, items = list(begun.asked), dict(begun.kept), dict(begun.items)
    scope = Scope(kept, facts, outer)  # sees what is kept so far
    for question in questions:
        if question.ask_if is not None and not question.ask_if.holds(scope):
            continue
        asked.append(question)
        key = question.key
        if key not in answers or not fits(question, answers[key]):
            continue
        if isinstance(question.answer, GroupAnswer) and answers[key] is not None:
            items[key] = [way(question.answer.form.questions, item, facts, kept) for item in answers[key]]
            kept[key] = [item.kept for item in items[key]]
        else:
            kept[key] = _counting(question, answers[key], scope)
    return Way(tuple(asked), kept, items)


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


def whole_way(form: Form, state: FormState, facts: Facts) -> Way:
    """Walk the whole form; within one step the same walk is needed a dozen times, so the last one is kept at hand.

    Answers are never changed in place (`FormState` copies them), hence the same object means the same walk; and after
    an answer only what comes behind it is walked again.
    """
    global _last_walk
    last = _last_walk
    if last is None or last.form is not form or last.facts != facts:
        found = way(form.questions, state.answers, facts)
    elif last.answers is state.answers:
        return last.way
    else:
        found = _walked_again(last, state.answers)
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


def _walked_again(last: _Walk, answers: Mapping[str, Any]) -> Way:
    """Keep the walk as far as the answers are the same, since conditions look back only; walk the rest."""
    questions = last.form.questions
    same = next((index for index, one in enumerate(questions) if not _is_same(one.key, last.answers, answers)), None)
    if same is None:
        return last.way
    keys = {one.key for one in questions[:same]}
    asked = tuple(one for one in last.way.asked if one.key in keys)
    kept = {key: value for key, value in last.way.kept.items() if key in keys}
    items = {key: value for key, value in last.way.items.items() if key in keys}
    return _walked(questions[same:], answers, last.facts, None, Way(asked, kept, items))


_NOTHING = object()


def _is_same(key: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = one.get(key, _NOTHING), other.get(key, _NOTHING)
    return mine is theirs or (type(mine) is type(theirs) and mine == theirs)


def items_of(state: FormState, key: str) -> list[dict[str, Any]]:
    """Return the items of a group as they are kept."""
    items = state.answers.get(key)
    return items if isinstance(items, list) else []


def open_path(form: Form, state: FormState, facts: Facts) -> str | None:
    """Return the first place that still needs an answer, None when all is answered."""
    whole = whole_way(form, state, facts)
    for question in whole.asked:
        if isinstance(question.answer, GroupAnswer):
            found = open_in_items(whole, question.key) or (None if question.key in state.closed else question.key)
        else:
            found = question.key if question.key not in whole.kept else None
        if found is not None:
            return found
    return None


def open_in_items(whole: Way, key: str) -> str | None:
    """Return the first place in a group's items that still needs an answer, None when all of them are complete."""
    for index, item in enumerate(whole.items.get(key, ())):
        if (field := open_field(item)) is not None:
            return f"{key}.{index}.{field}"
    return None


def open_field(item: Way) -> str | None:
    """Return the first question of an item without an answer, None when the item is complete."""
    return next((question.key for question in item.asked if question.key not in item.kept), None)


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
    items = whole.items.get(group.key, ())
    if index >= len(items):
        return None
    inner = items[index]
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
        return _before_in_group(here, whole_way(form, state, facts))
    asked = whole_way(form, state, facts).asked
    return asked[here.position - 2].key if here.position > 1 else None


def _before_in_group(here: Place, whole: Way) -> str:
    assert here.group is not None
    assert here.item is not None
    if not here.field or here.position == 1:
        return here.group.key
    asked = whole.items[here.group.key][here.item].asked
    return f"{here.group.key}.{here.item}.{asked[here.position - 2].key}"


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
