"""The moves in a repeated group: add, edit and remove items, and say that there are no more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from domain.forms import refusals
from domain.forms.cards.choosing import is_number, read_choice, read_yes_no, yes_or_no
from domain.forms.cards.several import Several, names_several, says_gone, several_in
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.kinds import ChoiceAnswer
from domain.forms.moves.everybody import is_only_a_count, not_complete, people_told, says_alone, says_nobody_else
from domain.forms.moves.trail import moved_up
from domain.forms.path import Place, items_of, open_in_items
from domain.forms.replies import ADD, DONE, RETYPE, Numbered, OptionKey, Press, Typed
from domain.forms.results import Given, Taken
from domain.forms.state import FormState
from domain.forms.ways import whole_way
from domain.platform.text import Refusal

NOTHING: Mapping[str, Any] = MappingProxyType({})


def at_list(form: Form, state: FormState, reply: Given, facts: Facts, here: Place) -> FormState:
    """Take a reply to the list of a group; the state comes back at "" when the list is complete."""
    key = here.asking.question.key
    group = _group(here)
    if here.asking.draft is not None:
        state = state.with_draft(key, None)
        if (people := _settled(here, reply)) is not None:
            return _with_new_people(form, state, facts, key, group, people) if people else state
    # a number is more likely how many they are than that of an option
    if group.adds is not None and not is_number(reply) and yes_or_no(reply) is None:
        added = _added(form, state, reply, facts, here)
        if added is not None:
            return added
    if isinstance(reply, Typed):
        reply = _typed(here, group, len(items_of(state, key)), reply)
    if reply == ADD:
        return _with_new_item(form, state, facts, key, group)
    if reply == DONE:
        return _closed(state, key, group)
    match reply:
        case Numbered("e", number) if number < len(items_of(state, key)):
            return state.moved(f"{key}.{number}", last="")
    raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.ButtonWanted


def _added(form: Form, state: FormState, reply: Given, facts: Facts, here: Place) -> FormState | None:
    """Add whoever a press or a sentence names, or ask which of two they are; None when it names nobody."""
    key, group = here.asking.question.key, _group(here)
    assert group.adds is not None
    several = _people(here, group.adds, reply)
    if several is not None and several.either:
        return state.with_draft(key, several.to_json())
    if several is not None:
        return _with_new_people(form, state, facts, key, group, several.named)
    first = _first_of(here, group.adds, reply)
    return _with_new_item(form, state, facts, key, group, {group.add_by: first}) if first else None


def at_item(form: Form, state: FormState, reply: Given, facts: Facts, here: Place) -> FormState:
    """Take a reply to the card of one item: ask one of its questions again, or remove it."""
    key = here.asking.question.key
    assert here.item is not None
    match reply:
        case Numbered("f", number):
            asked = whole_way(form, state, facts).items_at(key)[here.item].asked
            if number < len(asked):
                return state.moved(f"{key}.{here.item}.{asked[number].key}")
        case Numbered("r", number) if number == here.item:
            return without_item(state, key, number).moved(key)
    raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.ButtonWanted


def _typed(here: Place, group: GroupAnswer, items: int, reply: Typed) -> Given:
    """Read a typed yes as "add", and as "no more" a no, that there is nobody else, or as many as there are."""
    if group.adds is not None and is_only_a_count(reply.text) and reply.text.strip() != "0":
        raise refusals.WhoIsMeant(done=group.done_label if items else group.none_label)
    if is_number(reply) and reply.text.strip() != "0":
        raise refusals.ButtonWanted
    try:
        return ADD if read_yes_no(reply) else DONE
    except refusals.YesOrNoWanted:
        told = group.beside if group.beside and says_alone(reply.text) else people_told(reply.text)
    if told is not None and group.beside:
        if (amiss := not_complete(group, items, told)) is not None:
            raise refusals.Told(amiss)
        return DONE
    if says_nobody_else(reply.text):
        return DONE
    raise refusals.ButtonWanted


def _first_of(here: Place, question: Question, reply: Given) -> str | None:
    """Read the answer by which an item is added; None when the reply is something else."""
    assert isinstance(question.answer, ChoiceAnswer)
    if isinstance(reply, Typed) and says_gone(reply.text):
        return None
    if isinstance(reply, Typed) and names_several(question.answer.options, here.asking.facts, reply.text):
        raise refusals.OneAfterTheOther
    try:
        taken = read_choice(question.answer, replace(here.asking, question=question, value=None, draft=None), reply)
    except Refusal:
        return None
    return taken.value if isinstance(taken, Taken) else None


def _with_new_item(
    form: Form, state: FormState, facts: Facts, key: str, group: GroupAnswer, item: Mapping[str, Any] = NOTHING
) -> FormState:
    items = items_of(state, key)
    unfinished = open_in_items(whole_way(form, state, facts), key)
    if unfinished is not None:
        return state.moved(unfinished)
    if len(items) >= group.at_most:
        raise refusals.GroupFull(most=group.at_most)
    reopened = tuple(one for one in state.closed if one != key)
    added = state.but(answers={**state.answers, key: [*items, dict(item)]}, closed=reopened)
    first = open_in_items(whole_way(form, added, facts), key)
    return added.moved(first or key, last="")


def _people(here: Place, question: Question, reply: Given) -> Several | None:
    """Return by what is added the several people that a sentence names."""
    assert isinstance(question.answer, ChoiceAnswer)
    if not isinstance(reply, Typed):
        return None
    return several_in(question.answer.options, here.asking.facts, reply.text, people_told(reply.text))


def _settled(here: Place, reply: Given) -> tuple[str, ...] | None:
    """Return who comes on the list once it is said which of two somebody is, nobody if that is left; None when the
    reply is something else."""
    several = Several.from_json(here.asking.draft)
    if reply == RETYPE:
        return ()
    if isinstance(reply, OptionKey) and (found := re.fullmatch(r"way-([0-9]+)", reply.key)):
        ways = several.ways()
        return (*several.named, *ways[int(found[1])]) if int(found[1]) < len(ways) else None
    return None


def _with_new_people(
    form: Form, state: FormState, facts: Facts, key: str, group: GroupAnswer, people: Sequence[str]
) -> FormState:
    """Add several at once, each by what they are; they are asked about one after the other."""
    items = items_of(state, key)
    if len(items) + len(people) > group.at_most:
        raise refusals.GroupFull(most=group.at_most)
    first, *others = ({group.add_by: one} for one in people)
    added = _with_new_item(form, state, facts, key, group, first)
    if len(items_of(added, key)) == len(items):  # somebody before is not finished, and comes first
        return added
    return added.but(answers={**added.answers, key: [*items_of(added, key), *others]})


def _closed(state: FormState, key: str, group: GroupAnswer) -> FormState:
    items = items_of(state, key)
    if len(items) < group.at_least:
        raise refusals.GroupTooSmall(least=group.at_least)
    closed = state.with_answer(key, items)
    return closed.but(closed=(*(one for one in state.closed if one != key), key), at="")


def without_empty_item(state: FormState, added_by: str = "") -> FormState:
    """Take away the item somebody stands in if nothing was answered in it but what added it, as by a mistaken press."""
    key, *rest = state.at.split(".")
    if not rest or items_of(state, key)[int(rest[0])].keys() - {added_by}:
        return state
    return without_item(state, key, int(rest[0]))


def without_item(state: FormState, key: str, index: int) -> FormState:
    """Remove one item of a group; what is in the making for later items moves up with them."""
    items = items_of(state, key)
    answers = {**state.answers, key: items[:index] + items[index + 1 :]}
    drafts: dict[str, Any] = {}
    for path, draft in state.drafts.items():
        moved = _moved_up(path, key, index)
        if moved is not None:
            drafts[moved] = draft
    asked, heard = (moved_up(kept, lambda at: _moved_up(at, key, index)) for kept in (state.asked, state.heard))
    return state.but(answers=answers, drafts=drafts, last="", asked=asked, heard=heard)


def _moved_up(path: str, key: str, removed: int) -> str | None:
    """Return the path after an item was removed; None for a path inside that item."""
    group, *rest = path.split(".")
    if group != key or not rest or int(rest[0]) < removed:
        return path
    return None if int(rest[0]) == removed else ".".join([group, str(int(rest[0]) - 1), *rest[1:]])


def _group(here: Place) -> GroupAnswer:
    assert isinstance(here.asking.kind, GroupAnswer)
    return here.asking.kind
