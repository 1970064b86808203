"""The last cards: all answers by section, the list to change one, and the declaration."""

from __future__ import annotations

from domain.forms.cards.choosing_together import each_line
from domain.forms.cards.rows import BACK_LABEL, LEAVE_LABEL, button, paged, turning
from domain.forms.cards.showing import answer_line, clipped, in_pages, title_of
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.kinds import EachAnswer
from domain.forms.outcomes import Card
from domain.forms.path import items_of
from domain.forms.state import FormState
from domain.forms.ways import Way, whole_way
from domain.platform.text import N_, Sayable, lines, paragraphs, say


def summary_card(form: Form, state: FormState, facts: Facts) -> Card:
    """Return the card with all answers, over several pages when they are many."""
    pages = in_pages(_summary_lines(form, state, facts))
    page = min(state.page, len(pages) - 1)
    last = page == len(pages) - 1
    asked = say(N_("Is everything right?")) if last else say(N_("There is more on the next page."))
    text = paragraphs(say(N_("<b>{title}: your answers</b>"), title=clipped(form.title)), lines(*pages[page]), asked)
    right = ((button(say(N_("Everything is right")), "right"),),) if last else ()
    change = (button(say(N_("Change an answer")), "change"),)
    return Card(text, (*turning(page, len(pages) - 1), *right, change, (button(LEAVE_LABEL, "leave"),)))


def last_summary_page(form: Form, state: FormState, facts: Facts) -> int:
    """Return the number of the last page of the summary, counted from 0."""
    return len(in_pages(_summary_lines(form, state, facts))) - 1


def answers_told(form: Form, state: FormState, facts: Facts) -> list[Sayable]:
    """Return all answers as on the summary, in as many messages as they need."""
    return [lines(*page) for page in in_pages(_summary_lines(form, state, facts))]


def _summary_lines(form: Form, state: FormState, facts: Facts) -> list[Sayable]:
    whole = whole_way(form, state, facts)
    found: list[Sayable] = []
    section: Sayable | None = None
    for question in whole.asked:
        if question.section is not None and question.section != section:
            section = question.section
            found.append(say(N_("<b>{section}</b>"), section=clipped(section)))
        found.append(_line(question, whole))
        found.extend(_item_lines(question, state))
    return found


def _line(question: Question, whole: Way) -> Sayable:
    value = whole.kept.get(question.key)
    if isinstance(question.answer, EachAnswer) and value:
        return each_line(question, question.answer, value, whole.kept)
    return answer_line(question, value)


def _item_lines(question: Question, state: FormState) -> list[Sayable]:
    group = question.answer
    if not isinstance(group, GroupAnswer):
        return []
    titles = [title_of(group, item, index) for index, item in enumerate(items_of(state, question.key))]
    return [say(N_("– {title}"), title=title) for title in titles]


def change_card(form: Form, state: FormState, facts: Facts) -> Card:
    """Return the card that lists the questions, one of which is asked again."""
    asked = whole_way(form, state, facts).asked
    entries = [button(clipped(question.label), f"c:{index}") for index, question in enumerate(asked)]
    text = say(N_("Which answer would you like to change? The others stay as they are."))
    return Card(text, (*paged(entries, state.page), (button(BACK_LABEL, "summary"), button(LEAVE_LABEL, "leave"))))


def declare_card(form: Form) -> Card:
    """Return the last card: the declaration and the button that sends everything."""
    plain = say(N_("Everything is ready. Shall I send it?"))
    text = paragraphs(say(N_("<b>{title}</b>"), title=clipped(form.title)), form.declaration or plain)
    back = button(say(N_("‹ Back to my answers")), "summary")
    return Card(text, ((button(say(N_("I confirm, send it")), "confirm"),), (back,), (button(LEAVE_LABEL, "leave"),)))
