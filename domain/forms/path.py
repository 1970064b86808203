"""The way through a form: which questions apply, which is open, where the person stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.forms import kinds
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.results import Asking
from domain.forms.state import CHANGE_AT, DECLARE_AT, DONE_AT, SUMMARY_AT, FormState
from domain.forms.ways import Way, whole_way
from domain.platform.text import Sayable


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: at a question, at a group's list, at one item of it, or at the summary and after.

    `asking` is the question (for an item: the group). `position` and `total` count from 1 within the form or item;
    `item` is the index of the item, `field` says that a question inside the item is asked.
    """

    path: str
    asking: Asking
    position: int
    group: Question | None = None
    item: int | None = None
    field: bool = False


def progress(form: Form, here: Place | None) -> tuple[int, int]:
    """Return how far somebody is, and of how many, in a number that never grows: of parts where the form has them, else
    of the questions that were asked so far and all that may still come."""
    parts = form.sections
    if len(parts) > 1:
        return (len(parts) if here is None else _part(form, here, parts)), len(parts)
    if here is None:
        return len(form.questions), len(form.questions)
    behind = here.asking.way.behind(here.asking.question.key)
    return here.position, here.position + behind


def _part(form: Form, here: Place, parts: Sequence[Sayable]) -> int:
    question = form.question(here.path.split(".")[0])
    assert question is not None
    assert question.section is not None
    return parts.index(question.section) + 1


def items_of(state: FormState, key: str) -> list[dict[str, Any]]:
    """Return the items of a group as they are kept."""
    items = state.answers.get(key)
    return items if isinstance(items, list) else []


def open_path(form: Form, state: FormState, facts: Facts) -> str | None:
    """Return the first place that still needs an answer, None when all is answered."""
    whole = whole_way(form, state, facts)
    for question in whole.open_ones():
        if not isinstance(question.answer, GroupAnswer):
            return question.key
        found = open_in_items(whole, question.key)
        if found is not None or question.key not in state.closed:
            return found or question.key
    return None


def open_in_items(whole: Way, key: str) -> str | None:
    """Return the first place in a group's items that still needs an answer, None when all of them are complete."""
    for index, item in enumerate(whole.items_at(key)):
        if (field := open_field(item)) is not None:
            return f"{key}.{index}.{field}"
    return None


def open_field(item: Way) -> str | None:
    """Return the first question of an item without an answer, None when the item is complete."""
    return next((question.key for question in item.open_ones()), None)


def next_at(form: Form, state: FormState, facts: Facts) -> str:
    """Return where to go next: what is open, else the summary, the declaration or the end."""
    found = open_path(form, state, facts)
    if found is not None:
        return found
    if form.summary:
        return SUMMARY_AT
    return DONE_AT if form.declaration is None else DECLARE_AT


def standing(form: Form, state: FormState, facts: Facts) -> tuple[FormState, Place | None]:
    """Return the state at a place that exists, and that place (None at the end and after it).

    A new edition of a form may have dropped the old place.
    """
    if state.at == DONE_AT:
        return state, None
    found = None if state.at in (SUMMARY_AT, CHANGE_AT, DECLARE_AT) else place(form, state, facts)
    if found is not None or (state.at.startswith("@") and open_path(form, state, facts) is None):
        return state, found
    moved = state.moved(next_at(form, state, facts))
    return moved, place(form, moved, facts)


def place(form: Form, state: FormState, facts: Facts) -> Place | None:
    """Return where the person stands among the questions; None at the summary or when the place is gone."""
    key, *rest = state.at.split(".")
    whole = whole_way(form, state, facts)
    index = whole.index_of(key)
    if index is None:
        return None
    question = whole.asked_at(index)
    if not rest:
        return Place(state.at, Asking(question, whole, whole.value(key), state.drafts.get(key)), index + 1)
    return _place_in_group(question, int(rest[0]), rest[1] if len(rest) > 1 else None, state, whole)


def _place_in_group(group: Question, index: int, field: str | None, state: FormState, whole: Way) -> Place | None:
    items = whole.items_at(group.key)
    if index >= len(items):
        return None
    inner = items[index]
    if field is None:
        return Place(state.at, Asking(group, inner, None, None, whole, index), 0, group, index)
    position = inner.index_of(field)
    if position is None:
        return None
    asking = Asking(inner.asked_at(position), inner, inner.value(field), state.drafts.get(state.at), whole, index)
    return Place(state.at, asking, position + 1, group, index, field=True)


def progress_at(form: Form, state: FormState, facts: Facts) -> tuple[int, int]:
    """Return how far a kept state is, and of how many."""
    return progress(form, standing(form, state, facts)[1])


def path_before(here: Place) -> str | None:
    """Return where Back leads from a question: the one before, the list of the group, or None at the beginning."""
    if here.group is not None:
        return _before_in_group(here)
    before = here.asking.way.asked_before(here.position - 1)
    return before.key if before is not None else None


def _before_in_group(here: Place) -> str:
    assert here.group is not None
    assert here.item is not None
    added_by = isinstance(here.group.answer, GroupAnswer) and here.group.answer.add_by
    if not here.field or here.position <= (2 if added_by else 1):
        return here.group.key
    before = here.asking.way.asked_before(here.position - 1)
    if before is None:
        return here.group.key
    return f"{here.group.key}.{here.item}.{before.key}"


def answers_of(form: Form, state: FormState, facts: Facts) -> dict[str, Any]:
    """Return the answers that apply, for services, in the shapes the answer kinds document.

    What was skipped is absent, except a paper to be brought later: an empty list.
    """
    whole = whole_way(form, state, facts)
    return _clean(form.questions, whole.kept, facts)


def _clean(asked: Sequence[Question], kept: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for question in asked:
        value = kept.get(question.key)
        match question.answer:
            case kinds.TicksAnswer() | kinds.EachAnswer():
                pass
            case kinds.PaperAnswer() if question.key in kept:
                clean[question.key] = value or []
            case GroupAnswer(form) if value is not None:
                clean[question.key] = [_clean(form.questions, item, facts) for item in value]
            case _ if value is not None:
                clean[question.key] = value
    return clean
