"""The cards of a repeated group: the list of its items, and one item."""

from __future__ import annotations

from dataclasses import replace

from domain.forms.cards.asking_cards import beginning, has_way_back, header, understood
from domain.forms.cards.choosing import options_for
from domain.forms.cards.rows import BACK_LABEL, LEAVE_LABEL, Row, button, grid, paged, ways_on
from domain.forms.cards.several import Several
from domain.forms.cards.showing import answer_line, clipped, title_of
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.kinds import ChoiceAnswer
from domain.forms.outcomes import Card, Choice
from domain.forms.path import Place, items_of, open_field
from domain.forms.replies import option_token
from domain.forms.results import Asking
from domain.forms.state import FormState
from domain.forms.ways import Way, whole_way
from domain.platform.text import N_, Sayable, lines, paragraphs, say

MANY = 2  # people from which on a small phone would not show the question above their keys and those that add somebody


def group_card(form: Form, state: FormState, facts: Facts, here: Place) -> Card:
    """Return the card that lists the items and asks whether there are more."""
    group = here.asking.kind
    assert isinstance(group, GroupAnswer)
    asking, question = here.asking, here.asking.question
    items = items_of(state, question.key)
    ways = whole_way(form, state, facts).items_at(question.key)
    listed = [_listed(title_of(group, item, index), ways[index]) for index, item in enumerate(items)]
    entries = [button(title_of(group, item, index), f"e:{index}") for index, item in enumerate(items)]
    is_long = group.adds is not None and len(items) >= MANY
    if asking.draft is not None and group.adds is not None:
        return _several_card(form, state, here, group.adds)
    if is_long and state.page:
        return Card(_whom(form, state, here), (*grid(entries), (button(say(N_("‹ Back to the list")), "p:0"),)))
    text = paragraphs(
        lines(beginning(form, state), header(form, state, here), understood(form, state)),
        lines(*listed) if listed else None,
        question.help if state.help else None,
        lines(here.asking.prompt, question.hint),
    )
    change = (button(say(N_("✏️ Change or remove somebody")), "p:1"),)
    on = ways_on(back=has_way_back(form, state, facts, here), skip=None, keep=False, help_shown=state.help)
    return Card(text, (*((change,) if is_long else paged(entries, state.page)), *_more(group, len(items), asking), *on))


def _several_card(form: Form, state: FormState, here: Place, adds: Question) -> Card:
    """Return the card that asks which of two those are whom a sentence left open: a son, or a daughter."""
    assert isinstance(adds.answer, ChoiceAnswer)
    several = Several.from_json(here.asking.draft)
    labels = {one.key: clipped(one.label) for one in adds.answer.options}
    named = lines(*(labels[one] for one in several.named), between=", ")
    who = say(N_("I understand: {named}, and somebody more."), named=named) if several.named else None
    ways = [
        button(lines(*(labels[one] for one in way), between=" + "), option_token(f"way-{at}", at))
        for at, way in enumerate(several.ways())
    ]
    source = N_("Who are they? If there are more of them, write how many, or go back and add one after the other.")
    text = paragraphs(header(form, state, here), lines(who, say(source)))
    return Card(text, (*grid(ways), (button(say(N_("‹ Back to the list")), "retype"),)))


def _whom(form: Form, state: FormState, here: Place) -> Sayable:
    return paragraphs(header(form, state, here), say(N_("Whom would you like to change or remove?")))


def _listed(title: Sayable, way: Way) -> Sayable:
    if open_field(way) is None:
        return say(N_("✓ {title}"), title=title)
    return say(N_("{title} (not finished)"), title=title)


def _more(group: GroupAnswer, count: int, asking: Asking) -> tuple[Row, ...]:
    row: list[Choice] = []
    options: tuple[Row, ...] = ()
    if count < group.at_most and group.adds is not None:
        options = grid(_adding(group.adds, asking))
    elif count < group.at_most:
        row.append(button(group.add_label if count else group.add_first_label, "add"))
    if count >= group.at_least:
        row.append(button(group.done_label if count else group.none_label, "done"))
    return (*options, *grid(row))


def _adding(question: Question, asking: Asking) -> list[Choice]:
    """Return the options by which somebody is added, each under the list."""
    assert isinstance(question.answer, ChoiceAnswer)
    options = options_for(question.answer, replace(asking, question=question))
    adds = [say(N_("+ {label}"), label=clipped(one.label)) for one in options]
    return [button(label, option_token(one.key, at)) for at, (one, label) in enumerate(zip(options, adds, strict=True))]


def item_card(form: Form, state: FormState, facts: Facts, here: Place) -> Card:
    """Return the card of one item: its answers, each to be changed, and a way to remove it."""
    group = here.asking.kind
    assert isinstance(group, GroupAnswer)
    assert here.item is not None
    key = here.asking.question.key
    item, inner = items_of(state, key)[here.item], whole_way(form, state, facts).items_at(key)[here.item]
    answers = [
        answer_line(question, inner.kept[question.key]) for question in inner.asked if question.key in inner.kept
    ]
    text = paragraphs(
        say(N_("<b>{title}</b>"), title=title_of(group, item, here.item)),
        lines(*answers) if answers else None,
        say(N_("What would you like to change?")),
    )
    fields = [button(question.label, f"f:{index}") for index, question in enumerate(inner.asked)]
    remove = (button(say(N_("Remove from the list")), f"r:{here.item}"),)
    return Card(text, (*paged(fields, state.page), remove, (button(BACK_LABEL, "back"), button(LEAVE_LABEL, "leave"))))
