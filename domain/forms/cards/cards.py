"""The message that stands for the state: what is asked, what was just understood, and the buttons."""

from __future__ import annotations

from domain.forms.cards.asking_cards import question_card
from domain.forms.cards.group_cards import group_card, item_card
from domain.forms.cards.summary_cards import change_card, declare_card, summary_card
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer
from domain.forms.outcomes import Card
from domain.forms.path import standing
from domain.forms.state import FormState
from domain.platform.text import N_, say


def card(form: Form, state: FormState, facts: Facts) -> Card:
    """Return the card for the state: text under 4,096 characters, tokens at most 24 bytes."""
    state, here = standing(form, state, facts)
    match state.at:
        case "@summary":
            return summary_card(form, state, facts)
        case "@change":
            return change_card(form, state, facts)
        case "@declare":
            return declare_card(form)
        case "@done":
            return Card(say(N_("This is already sent. Send /cases to see where it stands.")))
    assert here is not None, "standing() leaves the state at a place that exists"
    if here.group is not None and not here.field:
        return item_card(form, state, facts, here)
    if isinstance(here.asking.kind, GroupAnswer):
        return group_card(form, state, facts, here)
    return question_card(form, state, facts, here)
