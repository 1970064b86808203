"""A household goes through its file once a year; what has changed leads to the changes and back again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.changes.buttons import AskChange, AskOwnChange, EventsOf, OwnEvents
from domain.changes.change import What
from domain.forms import clipped, in_pages
from domain.households.buttons import OpenHousehold, OwnRecheck, RecheckOf
from domain.platform.access import Action
from domain.platform.buttons import Button
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.rechecks.buttons import HandInOf, HandInOwn, SayOwnPart, SayPartOf
from domain.rechecks.parts import FileReadsOtherwise, Part, PartsLeft
from handlers.changes.asking import leads_back
from handlers.menu.menu import go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import changes, rechecks
from services.rechecks import Done, RecheckView

SO_IT_STANDS = say(N_("This is what stands in the file:"))
OLD_PAPERS = N_(
    "These papers are old by now. Please have new ones at hand: your case officer looks at them at the next visit."
)
MARKS = {True: "✅", False: "✏️", None: "⬜"}


def own(turn: Turn, press: OwnRecheck) -> None:
    """Show a worker where they are."""
    _show(turn, rechecks.shown(turn.work, None, press.part), None)


def of_household(turn: Turn, press: RecheckOf) -> None:
    """Show an officer where a household is."""
    _show(turn, rechecks.shown(turn.work, press.household_id, press.part), press.household_id)


def say_own(turn: Turn, press: SayOwnPart) -> None:
    """A worker said of a part that it is still so, or not."""
    _say_part(turn, None, press.part, press.version, is_same=bool(press.is_same))


def say_of(turn: Turn, press: SayPartOf) -> None:
    """An officer did."""
    _say_part(turn, press.household_id, press.part, press.version, is_same=bool(press.is_same))


def _say_part(turn: Turn, household_id: int | None, part: Part, version: int, *, is_same: bool) -> None:
    try:
        view = rechecks.say_part(turn.work, household_id, part, version, is_same=is_same)
    except FileReadsOtherwise as otherwise:
        turn.toast(otherwise.said, alert=True)
        view = rechecks.shown(turn.work, household_id, part)
    (_show if is_same or view.part is None else _show_change)(turn, view, household_id)


# A part --------------------------------------------------------------------------------------------------------------


def _show(turn: Turn, view: RecheckView, household_id: int | None) -> None:
    if view.part is None:
        _show_all(turn, view, household_id)
        return
    same, changed = say(N_("✅ Still so")), say(N_("✏️ Changed"))
    here = household_id, view.part, view.version
    keys = (
        (key(same, _say(*here, is_same=True)), key(changed, _say(*here, is_same=False))),
        *_before(view, household_id),
        (_leave(household_id),),
    )
    asked = say(N_("Is all of it still so?"))
    turn.show(paragraphs(_head(view), SO_IT_STANDS, _told(view.lines), asked), keys)


def _told(told: Iterable[Sayable]) -> Sayable:
    """What stands in the file, as far as a message holds it: households have at most so many people."""
    pages = in_pages([lines("•", one, between=" ") for one in told])
    return lines(*pages[0], say(N_("… and more under /file")) if len(pages) > 1 else None)


def _head(view: RecheckView) -> Sayable:
    until = say(N_("to be answered until {day}"), day=view.until) if view.until else None
    title = say(N_("<b>Yearly re-check {year}</b>, household {number}"), year=str(view.year), number=view.number)
    place = say(N_("{place} of {all}: {part}"), place=view.place, all=len(view.marks),
                part=view.part.called if view.part else "")  # fmt: skip
    return lines(lines(title, until, between=" · "), place if view.part else None)


def _say(household_id: int | None, part: Part, version: int, *, is_same: bool) -> Button:
    if household_id is None:
        return SayOwnPart(part, version, int(is_same))
    return SayPartOf(household_id, part, version, int(is_same))


def _see(household_id: int | None, part: str = "") -> Button:
    return OwnRecheck(part) if household_id is None else RecheckOf(household_id, part)


def _before(view: RecheckView, household_id: int | None) -> Keys:
    """Return the key to the part before, which can be said otherwise until all is handed in."""
    if view.place == 1:
        return ()
    return ((key(say(N_("‹ The part before")), _see(household_id, view.marks[view.place - 2][0].value)),),)


def _leave(household_id: int | None) -> Key:
    if household_id is None:
        return menu_key()
    return key(say(N_("‹ Household")), OpenHousehold(household_id))


# What has changed ----------------------------------------------------------------------------------------------------


def _show_change(turn: Turn, view: RecheckView, household_id: int | None) -> None:
    """Lead to the changes of this part, and back."""
    assert view.part is not None, "a part has changed"
    source = N_(
        "What of it has changed? Press it and give the new answer with its proof; an officer confirms it. Then you "
        "come back to the re-check. You can also leave it to your case officer, who hears that this part has changed."
    )
    on = key(say(N_("Go on with the re-check ›")), _see(household_id))
    still = key(say(N_("↩ It is still so after all")), _say(household_id, view.part, view.version, is_same=True))
    keys = (*((one,) for one in _changes(turn, view, household_id)), (on,), (still,))
    turn.show(paragraphs(_head(view), _told(view.lines), say(source)), keys)


def _changes(turn: Turn, view: RecheckView, household_id: int | None) -> list[Key]:
    ask_for = _asks(household_id)
    told = [key(clipped(line), ask_for(what, field, 0)) for what, field, line in view.fields]
    if view.part is not Part.PEOPLE:
        return told
    found = changes.things_of(turn.work, household_id)
    people = [key(clipped(one.title), ask_for(What.MEMBER, "", one.index)) for one in found.members]
    joins = say(N_("➕ Somebody lives with them now"))
    events: Button = OwnEvents() if household_id is None else EventsOf(household_id)
    by_event = key(say(N_("🌱 By what has happened")), events)
    return [by_event, *people, *([key(joins, ask_for(What.JOIN, "", 0))] if found.may_join else []), *told]


def _asks(household_id: int | None) -> Callable[[What, str, int], Button]:
    if household_id is None:
        return AskOwnChange
    return lambda what, field, index: AskChange(household_id, what, field, index)


def _back_to_it(turn: Turn, wanted: changes.Wanted) -> Keys:
    """Return the key back to the re-check under a change that was told, while it is waited for."""
    if wanted.case_id is not None or not rechecks.is_waited_for(turn.work, wanted.household_id):
        return ()
    return ((key(say(N_("🗓 Back to the re-check")), _see(wanted.household_id)),),)


leads_back(_back_to_it)


# All of it -----------------------------------------------------------------------------------------------------------


def _show_all(turn: Turn, view: RecheckView, household_id: int | None) -> None:
    """Show what was said of every part, before it is handed in."""
    marks = [lines(MARKS[mark], part.called, between=" ") for part, mark in view.marks]
    hand_in: Button = HandInOwn(view.recheck_id)
    if household_id is not None:
        hand_in = HandInOf(household_id, view.recheck_id)
    wait = Nn_("{count} change waits for an officer.", "{count} changes wait for an officer.")
    text = paragraphs(
        _head(view), lines(*marks), say_many(*wait, view.waiting) if view.waiting else None,
        _run_out(view.papers), say(N_("Is that right? Then hand it in.")),
    )  # fmt: skip
    parts = tuple(
        (key(lines(MARKS[mark], part.called, between=" "), _see(household_id, part.value)),)
        for part, mark in view.marks
    )
    turn.show(text, ((key(say(N_("📨 It is right, hand it in")), hand_in),), *parts, (_leave(household_id),)))


def _run_out(papers: Iterable[tuple[str, Sayable]]) -> Sayable | None:
    told = [lines("–", name, between=" ") for _, name in papers]
    return lines(say(OLD_PAPERS), *told) if told else None


def hand_in_own(turn: Turn, press: HandInOwn) -> None:
    """A worker hands it in."""
    _hand_in(turn, None, press.recheck_id)


def hand_in_of(turn: Turn, press: HandInOf) -> None:
    """An officer hands it in for a household."""
    _hand_in(turn, press.household_id, press.recheck_id)


def _hand_in(turn: Turn, household_id: int | None, recheck_id: int) -> None:
    try:
        done = rechecks.finish(turn.work, household_id, recheck_id)
    except PartsLeft as left:
        turn.toast(left.said, alert=True)
        _show(turn, rechecks.shown(turn.work, household_id), household_id)
        return
    ways: Keys = ((go_key("file"), menu_key()),) if household_id is None else ((_leave(household_id),),)
    turn.show(_done(done), ways)


def _done(done: Done) -> Sayable:
    changed = lines(*(part.called for part in done.changed), between=", ")
    follows = (
        say(N_("You said that this has changed: {parts}. An officer looks at it; until that is confirmed, everything "
               "stays as it was."), parts=changed)
        if done.changed
        else say(N_("Nothing has changed, so the file stays as it is, until the re-check of next year."))
    )  # fmt: skip
    return paragraphs(
        say(N_("✅ Thank you. The yearly re-check of file {number} is answered."), number=done.number),
        follows, _way_back(done), _run_out(done.papers),
    )  # fmt: skip


def _way_back(done: Done) -> Sayable | None:
    if done.rests:
        return say(N_("The file rests until the changes are confirmed; you hear of it here."))
    return say(N_("The file is open again, and what waited goes on.")) if done.rested else None


ROUTES: list[Route] = [
    Press(OwnRecheck, Action.SEE_OWN_FILE, own),
    Press(SayOwnPart, Action.CHANGE_OWN_FILE, say_own),
    Press(HandInOwn, Action.CHANGE_OWN_FILE, hand_in_own),
    Press(RecheckOf, Action.CHANGE_HOUSEHOLD, of_household),
    Press(SayPartOf, Action.CHANGE_HOUSEHOLD, say_of),
    Press(HandInOf, Action.CHANGE_HOUSEHOLD, hand_in_of),
]
