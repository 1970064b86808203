"""The card of one question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.forms import kinds
from domain.forms.cards.choosing import options_for, ticked
from domain.forms.cards.choosing_together import each_rows, tick_rows
from domain.forms.cards.dating import month_rows
from domain.forms.cards.filing import files_so_far
from domain.forms.cards.rows import Row, button, paged, ways_on
from domain.forms.cards.showing import answer_line, clip, clipped, shown, title_of
from domain.forms.cards.shown_back import DOUBT_ROW, change_told, shown_back_rows, understood_so
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer, Question
from domain.forms.outcomes import Card, Choice
from domain.forms.path import Place, items_of, open_path, path_before, progress
from domain.forms.replies import option_token
from domain.forms.results import Asking
from domain.forms.state import FormState
from domain.platform.identifiers import mask_card
from domain.platform.numbers.documents import document_key, hidden, kind_of
from domain.platform.numbers.phones import country_of
from domain.platform.text import N_, Sayable, lines, paragraphs, say

_NOT_TOLD_BACK = (GroupAnswer, kinds.TicksAnswer, kinds.EachAnswer)
_YES_ROW: Row = (button(say(N_("Yes")), "yes"), button(say(N_("No")), "no"))
_NOTHING_ROW: Row = (button(say(N_("Nothing (0 yuan)")), "no"),)
_NONE_ROW: Row = (button(say(N_("None (0)")), "no"),)


def question_card(form: Form, state: FormState, facts: Facts, here: Place) -> Card:
    """Return the card that asks one question."""
    if (said := state.pieces) is not None:
        return _pieces_card(form, state, here, said)
    if state.shown is not None and "value" in state.shown:
        return _shown_back_card(form, state, here, state.shown)
    asking = here.asking
    in_doubt = asking.draft is not None
    present = None if in_doubt else _present(asking)
    text = paragraphs(
        lines(beginning(form, state), header(form, state, here), understood(form, state)),
        lines(asking.prompt, hint_of(asking.question), _hint_along(asking), present, _making(asking)),
        asking.question.help if state.help else None,
    )
    on = ways_on(
        back=has_way_back(form, state, facts, here),
        skip=_skip_label(asking),
        keep=asking.value is not None and not in_doubt and not isinstance(asking.kind, _NOT_TOLD_BACK),
        help_shown=state.help,
    )
    return Card(text, (*_rows(asking, state.page), *on), isinstance(asking.kind, kinds.PhoneAnswer))


def _shown_back_card(form: Form, state: FormState, here: Place, shown: Mapping[str, Any]) -> Card:
    """Return the card that asks whether an answer is right before it counts."""
    asking = here.asking
    told = change_told(asking, shown) if "back" in shown else lines(asking.prompt, understood_so(asking, shown))
    text = paragraphs(header(form, state, here), told, asking.question.help if state.help else None)
    on = ways_on(back=False, skip=None, keep=False, help_shown=state.help)
    return Card(text, (*shown_back_rows(asking, shown), *on))


def _pieces_card(form: Form, state: FormState, here: Place, said: str) -> Card:
    """Return the card that asks whether a long text is all there, since apps send it in pieces."""
    source = N_("I have {count} characters so far. If there is more, send it now; if not, press “That was all”.")
    text = paragraphs(header(form, state, here), lines(here.asking.prompt, say(source, count=str(len(said)))))
    rows = ((button(say(N_("That was all")), "done"), button(say(N_("Write it anew")), "retype")),)
    return Card(text, (*rows, *ways_on(back=False, skip=None, keep=False, help_shown=state.help)))


def header(form: Form, state: FormState, here: Place) -> Sayable:
    """Say which part of the form this is, and how far: "4 of 7"; of a single question there is nothing to count."""
    if here.group is not None and here.item is not None:
        assert isinstance(here.group.answer, GroupAnswer)
        item = items_of(state, here.group.key)[here.item]
        section: Sayable = title_of(here.group.answer, item, here.item)
    else:
        section = here.asking.question.section or form.title
    position, total = progress(form, here)
    if total == 1:
        return say(N_("<b>{section}</b>"), section=clipped(section))
    return say(
        N_("<b>{section}</b> · {position} of {total}"),
        section=clipped(section),
        position=str(position),
        total=str(total),
    )


def beginning(form: Form, state: FormState) -> Sayable | None:
    """Return the introduction, on the first card only."""
    return lines(form.intro, "") if form.intro is not None and not state.last and not state.answers else None


def understood(form: Form, state: FormState) -> Sayable | None:
    """Return the line that repeats what was just understood."""
    question = question_at(form, state.last)
    value = state.at_path(state.last) if state.last else None
    if question is None or value is None or isinstance(question.answer, _NOT_TOLD_BACK):
        return None
    told = say(N_("✓ {answer}"), answer=answer_line(question, value))
    return lines(told, _understood_along(form, state, question)) if question.along else told


def _understood_along(form: Form, state: FormState, question: Question) -> Sayable | None:
    before, _, _ = state.last.rpartition(".")
    path = f"{before}.{question.along}" if before else question.along
    behind, value = question_at(form, path), state.at_path(path)
    if behind is None or value is None:
        return None
    return say(N_("✓ {answer}"), answer=answer_line(behind, value))


def question_at(form: Form, path: str) -> Question | None:
    """Return the question a path leads to, in the form or in the item form of a group."""
    key, *rest = path.split(".")
    question = form.question(key)
    if question is None or len(rest) < 2:
        return question
    return question.answer.form.question(rest[1]) if isinstance(question.answer, GroupAnswer) else None


def has_way_back(form: Form, state: FormState, facts: Facts, here: Place) -> bool:
    """Say whether Back leads anywhere: the question before, or the summary somebody came from."""
    if path_before(here) is not None:
        return True
    return state.changing and open_path(form, state, facts) is None


def hint_of(question: Question) -> Sayable | None:
    """Return the short hint that always stands under the prompt: the question's own, else that of its kind."""
    if question.hint is not None:
        return question.hint
    match question.answer:
        case kinds.MoneyAnswer():
            return say(N_("In yuan, only the number, for example 3500."))
        case kinds.DateAnswer():
            return say(N_("For example 2026-07-20."))
        case kinds.ResidentIdAnswer():
            return say(
                N_("18 characters, or the number of another document. I delete your message as soon as I have read it.")
            )
        case kinds.BankCardAnswer():
            return say(N_("The long number on the card. I delete your message as soon as I have read it."))
        case kinds.PhoneAnswer():
            source = N_(
                "Press the button below the writing field to share your number, or type it. A number that is not of "
                "the mainland begins with +852, +853, +886 or the code of its country."
            )
            return say(source)
        case kinds.PaperAnswer(_, most) if most > 1:
            source = N_("Photos or PDF, at most {most}. Send all pages, one by one or together, then press Done.")
            return say(source, most=str(most))
        case kinds.PaperAnswer():
            return say(N_("One photo or PDF."))
        case kinds.ManyChoicesAnswer(_, most):
            return say(N_("Choose up to {most}, then press Done."), most=str(most))
        case kinds.LookupAnswer():
            return say(N_("Type a part of the name."))
        case kinds.TicksAnswer():
            return say(N_("Press all that apply, then Done."))
    return None


def _hint_along(asking: Asking) -> Sayable | None:
    """Say that the next answer may come along, where it is still to be asked."""
    key = asking.question.along
    is_asked = bool(key) and asking.way.question(key) is not None and not asking.way.kept.get(key)
    return asking.question.along_hint if is_asked else None


def _present(asking: Asking) -> Sayable | None:
    if asking.value is None or isinstance(asking.kind, kinds.ManyChoicesAnswer | kinds.TicksAnswer | kinds.EachAnswer):
        return None
    return say(N_("Your answer until now: {value}"), value=shown(asking.question, asking.value))


def _making(asking: Asking) -> Sayable | None:
    """Say what has come so far of an answer in the making."""
    match asking.kind, asking.draft:
        case kinds.PaperAnswer(), list(files) if files:
            return say(N_("Received: {files}. Send more, or press Done."), files=kinds.files_counted(len(files)))
        case kinds.BankCardAnswer(), str(number):
            return say(
                N_("⚠ {card}, {count} digits: one digit may be mistyped. Is the number right?"),
                card=mask_card(number),
                count=str(len(number)),
            )
        case kinds.ResidentIdAnswer(), [first, *_]:
            return say(N_("What document is this number of: {number}?"), number=hidden(first))
        case kinds.PhoneAnswer(), [first, *_]:
            return say(N_("From where is the number that ends in {end}?"), end=str(first)[-4:])
        case kinds.DateAnswer(), {"first": str(first), "last": str(last)}:
            source = N_("Then it was between {first} and {last}. In which month? If you know the day, send it.")
            return say(source, first=first, last=last)
        case kinds.DateAnswer(), int(year):
            source = N_("In which month of {year}? If you know the day, send it, for example {year}-07-20.")
            return say(source, year=str(year))
        case kinds.LookupAnswer(), [{"instead_of": typed}, *_]:
            source = N_(
                "I find nothing like “{typed}”. Please try a shorter part of the name. If it is not here, or you have "
                "none, choose who takes you in for now: the street's union if there is one, otherwise the next level. "
                "A colleague there calls you and puts you in the right place."
            )
            return say(source, typed=typed)
        case kinds.LookupAnswer(), list():
            return say(N_("Which one is it? If none of these, type another part of the name."))
    return None


def _skip_label(asking: Asking) -> Sayable | None:
    if not asking.question.optional or isinstance(asking.kind, kinds.ManyChoicesAnswer):
        return None
    if isinstance(asking.kind, kinds.PaperAnswer):
        later = asking.question.skip_label or say(N_("I will bring it later"))
        return None if files_so_far(asking) else later
    return asking.question.skip_label or say(N_("Skip"))


def _rows(asking: Asking, page: int) -> tuple[Row, ...]:
    match asking.kind:
        case kinds.ChoiceAnswer() as kind:
            options = options_for(kind, asking)
            return paged([button(clipped(o.label), option_token(o.key, i)) for i, o in enumerate(options)], page)
        case kinds.ManyChoicesAnswer() as kind:
            return _many_rows(kind, asking, page)
        case kinds.TicksAnswer() as kind:
            return tick_rows(kind, asking, page)
        case kinds.EachAnswer() as kind:
            return each_rows(kind, asking, page)
        case kinds.YesNoAnswer():
            return (_YES_ROW,)
        case kinds.BankCardAnswer() if asking.draft is not None:
            return (DOUBT_ROW,)
        case kinds.ResidentIdAnswer() if isinstance(asking.draft, list):
            return tuple(_document_row(one, i) for i, one in enumerate(asking.draft))
        case kinds.PhoneAnswer() if isinstance(asking.draft, list):
            return tuple(_country_row(one, i) for i, one in enumerate(asking.draft))
        case kinds.MoneyAnswer(_, True):
            return (_NOTHING_ROW,)
        case kinds.NumberAnswer(least) if least <= 0:
            return (_NONE_ROW,)
        case kinds.DateAnswer() as kind if isinstance(asking.draft, int | dict):
            return month_rows(kind, asking)
        case kinds.DateAnswer(near=True):
            return (_near_days(asking.facts.today),)
        case kinds.LookupAnswer() if isinstance(asking.draft, list):
            found = [button(lines(clip(kinds.found_name(one))), f"l:{i}") for i, one in enumerate(asking.draft)]
            return paged(found, page)
        case kinds.PaperAnswer():
            return _file_rows(asking)
    return ()


def _document_row(number: str, index: int) -> Row:
    return (button(kind_of(number) or say(N_("Id number")), option_token(document_key(number), index)),)


def _country_row(number: str, index: int) -> Row:
    country = country_of(number)
    assert country is not None, "only numbers of these are asked about"
    return (button(country.label, option_token(country.value, index)),)


def _near_days(today: date) -> Row:
    """Offer today and yesterday; a button holds its date, since it may be pressed on a later day."""
    yesterday = today - timedelta(days=1)
    return (
        button(say(N_("Yesterday")), option_token(yesterday.isoformat(), 0)),
        button(say(N_("Today")), option_token(today.isoformat(), 1)),
    )


def _many_rows(kind: kinds.ManyChoicesAnswer, asking: Asking, page: int) -> tuple[Row, ...]:
    options = options_for(kind, asking)
    picked = ticked(asking, options)
    buttons = []
    for index, option in enumerate(options):
        label = clipped(option.label)
        label = say(N_("✓ {label}"), label=label) if option.key in picked else label
        buttons.append(button(label, option_token(option.key, index)))
    none = asking.question.skip_label or say(N_("None of these"))
    done = say(N_("Done ({count})"), count=str(len(picked))) if picked else none
    finish = ((button(done, "done"),),) if picked or asking.question.optional else ()
    return (*paged(buttons, page), *finish)


def _file_rows(asking: Asking) -> tuple[Row, ...]:
    count = len(files_so_far(asking))
    if not count:
        return ()
    away: list[Choice] = [
        button(say(N_("✗ File {number}"), number=str(n + 1)), f"r:{n}") for n in range(count)
    ]  # fmt: skip
    rows = tuple(tuple(away[start : start + 3]) for start in range(0, count, 3))
    return ((button(say(N_("Done")), "done"),), *rows)
