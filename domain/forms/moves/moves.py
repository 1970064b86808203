"""The moves a person can make in a form, each a pure change of the state or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import kinds, refusals
from domain.forms.cards.asking_cards import question_at
from domain.forms.cards.choosing import is_number, read_yes_no, yes_or_no
from domain.forms.cards.filing import check_file, files_so_far
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer
from domain.forms.moves.along import both
from domain.forms.moves.group_moves import at_item, at_list, without_empty_item
from domain.forms.moves.pieces import with_piece
from domain.forms.moves.shown_back import (
    back_of,
    end_chosen,
    for_another_time,
    is_nothing_new,
    is_shown,
    leaves_out,
    seems_left_out,
    to_show,
)
from domain.forms.path import Place, next_at, open_path, path_before, place
from domain.forms.reading import read
from domain.forms.replies import (
    DONE,
    MONTH,
    RETYPE,
    YEAR,
    YES,
    Attached,
    Control,
    FileRef,
    Numbered,
    OptionKey,
    Press,
    Typed,
)
from domain.forms.results import Asking, Drafted, Given, Held, Read, Taken, Wanted
from domain.forms.state import CHANGE_AT, DECLARE_AT, DONE_AT, SUMMARY_AT, FormState, with_value
from domain.forms.ways import whole_way
from domain.platform.text import Refusal

MOST_PAGES = 50


def step(form: Form, state: FormState, reply: Given, facts: Facts, here: Place | None) -> FormState | Wanted | Held:
    """Return the state after the reply, or the lookup that comes first; raises a `Refusal` when it is not taken.

    `here` is the place of the state, None at the end.
    """
    match reply:
        case Control("leave"):
            return state
        case Control("help"):
            return state.but(help=not state.help)
        case Numbered("p", page):
            return state.but(page=min(page, MOST_PAGES))
        case Control("back"):
            return back(form, state, facts, here)
        case Attached(file) if (late := late_part(form, state, file)) is not None:
            return late
    if isinstance(reply, Typed) and (held := with_piece(state, here, reply)) is not None:
        return held
    if here is None:
        return at_the_end(form, state, reply, facts)
    return at_question(form, state, reply, facts, here)


def onward(form: Form, state: FormState, facts: Facts) -> FormState:
    """Return the state at what is open next; who has reached the summary once comes back to it."""
    at, back = next_at(form, state, facts), back_of(state)
    if back and (before := place(form, state.but(at=back), facts)) is not None and before.asking.value is not None:
        at = back
    return state.moved(at, changing=state.changing or at == SUMMARY_AT)


def back(form: Form, state: FormState, facts: Facts, here: Place | None) -> FormState:
    """Go to the question before, out of an item to its list, or back to the summary somebody came from."""
    if here is None:
        return _back_from_the_end(form, state, facts)
    if state.changing and "." not in state.at and open_path(form, state, facts) is None:
        return state.moved(SUMMARY_AT)
    before = path_before(here)
    if before is None:
        raise refusals.NothingBefore
    group = here.group.answer if here.group is not None else None
    added_by = group.add_by if isinstance(group, GroupAnswer) and "." not in before else ""
    return without_empty_item(state, added_by).moved(before)


def _back_from_the_end(form: Form, state: FormState, facts: Facts) -> FormState:
    if form.summary:
        return state.moved(CHANGE_AT if state.at == SUMMARY_AT else SUMMARY_AT)
    asked = whole_way(form, state, facts).asked
    if not asked:
        raise refusals.NothingBefore
    return state.moved(asked[-1].key)


def at_the_end(form: Form, state: FormState, reply: Given, facts: Facts) -> FormState:
    """Take a reply to the summary, the list of answers to change, or the declaration."""
    if isinstance(reply, Typed) and state.at != CHANGE_AT:
        reply = _typed_at_the_end(state, reply)
    asked = whole_way(form, state, facts).asked
    match state.at, reply:
        case "@summary", Control("right"):
            return state.moved(DONE_AT if form.declaration is None else DECLARE_AT)
        case "@summary", Control("change"):
            return state.moved(CHANGE_AT)
        case "@change", Numbered("c", number) if number < len(asked):
            return state.moved(asked[number].key, changing=True, last="")
        case "@change" | "@declare", Control("summary"):
            return back(form, state, facts, None)
        case "@declare", Control("confirm"):
            return state.moved(DONE_AT)
    if isinstance(reply, Press):
        raise refusals.ButtonNotHere
    raise refusals.ChangeWaits if state.at == CHANGE_AT else refusals.SummaryWaits


def _typed_at_the_end(state: FormState, reply: Typed) -> Given:
    """Read a typed yes or no as the button it means."""
    try:
        agreed = read_yes_no(reply)
    except refusals.YesOrNoWanted:
        return reply
    if state.at == SUMMARY_AT:
        return Control("right") if agreed else Control("change")
    return Control("confirm") if agreed else Control("summary")


def at_question(form: Form, state: FormState, reply: Given, facts: Facts, here: Place) -> FormState | Wanted | Held:
    """Take a reply to a question or to the list of a group."""
    if here.group is not None and not here.field:
        return at_item(form, state, reply, facts, here)
    if isinstance(here.asking.kind, GroupAnswer):
        moved = at_list(form, state, reply, facts, here)
        return onward(form, moved, facts) if moved.at == "" else moved
    if (said := state.pieces) and reply in (DONE, YES, RETYPE):
        kept = state.but(shown={"back": back_of(state)} if back_of(state) else None)
        if reply == RETYPE:
            return kept
        try:
            return answered_with(form, kept, Typed(said), facts, here)
        except Refusal as refused:  # what comes next is written anew, and not put behind it
            return Held(kept, refused.said)
    if is_shown(state) and (settled := _settled(form, state, reply, facts, here)) is not None:
        return settled
    match reply:
        case Control("skip"):
            return onward(form, skipped(state, here), facts)
        case Typed() if leaves_out(here, reply):
            return onward(form, skipped(state, here), facts)
        case Typed() if (shown := seems_left_out(state, here, reply)) is not None:
            return state.with_draft(state.at, None).but(shown=shown)
        case Control("keep") if here.asking.value is not None:
            return onward(form, state.with_draft(state.at, None), facts)
    return answered_with(form, state, reply, facts, here)


def skipped(state: FormState, here: Place) -> FormState:
    """Leave an optional question out; files that came already are kept."""
    if not here.asking.question.optional:
        raise refusals.MustAnswer
    if isinstance(here.asking.kind, kinds.PaperAnswer) and (files := files_so_far(here.asking)):
        return state.with_answer(state.at, files)
    return state.with_answer(state.at, None).but(last="")


def answered_with(form: Form, state: FormState, reply: Given, facts: Facts, here: Place) -> FormState | Wanted | Held:
    """Read the reply as an answer and go on, or stay while the answer is in the making."""
    match _read_with_next(here.asking, reply):
        case Taken(value, also) as taken:
            _check(here, taken, is_change=bool(back_of(state)) and not isinstance(reply, Press))
            if (shown := to_show(state, here, reply, taken)) is not None:
                return state.with_draft(state.at, None).but(shown=shown)
            return onward(form, _kept(state, here, value, also), facts)
        case Drafted(draft):
            back = back_of(state)
            return state.with_draft(state.at, draft).but(shown={"back": back} if back else None)
        case Wanted() as wanted:
            return wanted


def _settled(form: Form, state: FormState, reply: Given, facts: Facts, here: Place) -> FormState | None:
    """Let count what was shown back, put it away, or read it for another time; None when another answer comes."""
    shown = state.shown or {}
    if reply in (MONTH, YEAR) and isinstance(here.asking.kind, kinds.MoneyAnswer):
        return state.but(shown=for_another_time(here, shown, reply))
    if isinstance(reply, OptionKey) and (value := end_chosen(here, shown, reply)) is not None:
        return onward(form, _kept(state, here, value, shown["also"]), facts)
    answer = None if is_number(reply) else yes_or_no(reply)  # a number is another answer
    if answer is None:
        return None
    if answer:
        return onward(form, _kept(state, here, shown["value"], shown["also"]), facts)
    return onward(form, state, facts) if back_of(state) else state.but(shown=None)


def _check(here: Place, taken: Taken, *, is_change: bool) -> None:
    check = here.asking.question.check
    if check is not None and (wrong := check(taken.value, here.asking.scope)) is not None:
        raise refusals.Told(wrong)
    if is_change and is_nothing_new(here, taken):
        raise refusals.SameAnswer


def _read_with_next(asking: Asking, reply: Given) -> Read:
    """Read a reply, and the next answer too if it came in the same message."""
    if not asking.question.along:
        return read(asking, reply)
    return both(asking, asking.way.question(asking.question.along), reply, read) or read(asking, reply)


def _kept(state: FormState, here: Place, value: Any, also: Mapping[str, Any]) -> FormState:
    """Keep an answer and those that it settles; what is newly ticked is asked even if it was answered by no tick."""
    before, _, _ = state.at.rpartition(".")
    if isinstance(here.asking.kind, kinds.EachAnswer):
        answers = state.answers
        for path, said in also.items():
            answers = with_value(answers, path, said)
        return state.with_draft(state.at, None).but(answers=answers, last=state.at)
    for key, said in also.items():
        state = state.with_answer(f"{before}.{key}" if before else key, said)
    if isinstance(here.asking.kind, kinds.TicksAnswer):
        was = here.asking.way.ticks_so_far(here.asking.question)
        anew = {key for key, is_ticked in value.items() if is_ticked and not was.get(key, False)}
        state = state.but(answers={key: said for key, said in state.answers.items() if key not in anew})
    return state.with_answer(state.at, value)


def late_part(form: Form, state: FormState, file: FileRef) -> FormState | None:
    """Put a straggler of an album with the rest of it, when Done was pressed before all parts had come."""
    question = question_at(form, state.last) if state.last and state.last != state.at else None
    if question is None or file.album is None or not isinstance(question.answer, kinds.PaperAnswer):
        return None
    files = state.at_path(state.last) or []
    if not any(one["album"] == file.album for one in files) or len(files) >= question.answer.at_most:
        return None
    check_file(question.answer, file)
    if any(one["unique_id"] == file.unique_id for one in files):
        return state
    return state.with_answer(state.last, [*files, file.to_json()])
