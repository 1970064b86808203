"""What is to be changed is chosen: by an officer under a household, by a worker under /file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.cases.keys import MISSING_SHOWN
from domain.changes.asked import IDENTITY
from domain.changes.buttons import AskChange, AskOwnChange, EventsOf, OwnChanges, OwnEvents, TakeChangeBack
from domain.changes.change import What
from domain.forms import clipped
from domain.households.buttons import ChangeFile, OpenHousehold, OwnCertificate, OwnFileOnPaper, OwnLife, OwnRecheck
from domain.households.numbers import place_in
from domain.plans.words import SEE_OWN
from domain.platform.access import Action
from domain.platform.buttons import Button
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from handlers.changes.asking import ask
from handlers.forms import unfinished_keys
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import changes

LIFE: Keys = ((SEE_OWN, key(say(N_("🗓 What has happened so far")), OwnLife())),)
HAPPENED = say(N_("🌱 By what has happened"))
Ask = Callable[[What, str, int], Button]
CHOOSE = say(N_("What has changed? A colleague confirms it before it counts."))
PAPER = (
    key(say(N_("🖨 My file on paper (PDF)")), OwnFileOnPaper()),
    key(say(N_("🎫 My certificate")), OwnCertificate()),
)
CHOOSE_OWN = say(
    N_("What has changed? Choose it, give the new answer and a photo of the proof. An officer confirms it.")
)


def change_file(turn: Turn, press: ChangeFile) -> None:
    """Show an officer what of a household can be changed."""
    found = changes.things_of(turn.work, press.household_id)
    entries = _entries(found, lambda what, field, member: AskChange(press.household_id, what, field, member))
    keys = page_of(entries, press.page).keys(lambda one: one, lambda page: ChangeFile(press.household_id, page))
    anew = _class_key(found, press.household_id)
    back = (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)
    head = say(N_("<b>Household {number}</b>"), number=found.number)
    events = (key(HAPPENED, EventsOf(press.household_id)),)
    turn.show(paragraphs(head, _by_rules(found), CHOOSE), (events, *anew, *keys, back))


def _by_rules(found: changes.Things) -> Sayable | None:
    if found.class_by_rules is None:
        return None
    source = N_(
        "By the rules in force today the class would be: {name}. It changes only if that is proposed and confirmed."
    )
    return say(source, name=found.class_by_rules.label)


def _class_key(found: changes.Things, household_id: int) -> Keys:
    if found.class_by_rules is None:
        return ()
    return ((key(say(N_("Work the class out anew")), AskChange(household_id, What.CLASS, "", 0)),),)


def _entries(found: changes.Things, ask_for: Ask) -> list[Key]:
    """Return a key for each thing: people first, since most changes are about them."""
    members = [key(clipped(one.title), ask_for(What.MEMBER, "", one.index)) for one in found.members]
    join = [key(say(N_("➕ Somebody lives with them now")), ask_for(What.JOIN, "", 0))] if found.may_join else []
    answers = [key(clipped(label), ask_for(What.ANSWER, field, 0)) for field, label in found.questions]
    given = [
        key(say(N_("Worker: {what}"), what=clipped(label)), ask_for(What.PERSON, field, 0))
        for field, label in found.registration
    ]
    off = [
        key(say(N_("➖ Leave {list}"), list=clipped(title)), ask_for(What.OFF, name, 0)) for name, title in found.lists
    ]
    return [*members, *join, *off, *given, *answers]


def pressed(turn: Turn, press: AskChange) -> None:
    """An officer chose what to change; of a member the answers are shown first."""
    if press.what is What.CLASS:
        changes.reclass(turn.work, press.household_id)
        turn.toast(say(N_("Proposed. A colleague has to confirm it.")), alert=True)
        return
    if press.what is What.MEMBER and not press.field:
        found = changes.things_of(turn.work, press.household_id)
        back = key(say(N_("‹ Back")), ChangeFile(press.household_id, 0))
        _show_member(turn, found, press.member, lambda what, field, member: AskChange(
            press.household_id, what, field, member), back)  # fmt: skip
        return
    ask(turn, changes.Wanted(press.household_id, press.what, press.field, press.member))


def _show_member(turn: Turn, found: changes.Things, index: int, ask_for: Ask, back: Key) -> None:
    one = next((one for one in found.members if one.index == index), None)
    if one is None:
        turn.toast(say(N_("This person is not in the file any more.")), alert=True)
        return
    rows = [key(clipped(label), ask_for(What.MEMBER, field, index)) for field, label in one.questions]
    gone = key(say(N_("➖ No longer lives with them")), ask_for(What.LEAVE, "", index))
    text = paragraphs(lines(one.title), say(N_("What has changed about this person?")))
    turn.show(text, (*_pairs(rows), (gone,), (back,)))


def _pairs(keys: Sequence[Key]) -> Keys:
    return tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))


# The worker's own file -----------------------------------------------------------------------------------------------


def own_file(turn: Turn) -> None:
    """Show a worker the file in short, and what waits."""
    view = changes.own_file(turn.work)
    change = (key(say(N_("✏️ Something has changed")), OwnChanges(0)),)
    back = tuple((key(say(N_("Take back: {what}"), what=clipped(one.title)), TakeChangeBack(one.change_id)),)
                 for one in view.waiting if one.mine)  # fmt: skip
    open_forms = unfinished_keys(turn)
    ways = (*LIFE, PAPER, (go_key("officer"), go_key("cases")), (menu_key(),))
    keys = (*_recheck_keys(view), *_missing_keys(view), change, *back, *open_forms, *ways)
    turn.show(
        paragraphs(_own_head(view), _own_missing(view), _own_waiting(view)),
        keys if view.number else (change, *back, *open_forms, (menu_key(),)),
    )


def _own_head(view: changes.OwnFileView) -> Sayable:
    if view.number is None or view.household_class is None:
        none = say(
            N_(
                "No household file is open to you here. If your household has none yet, /report begins it; if it has "
                "one, it opens to you once the household or a colleague has said that you live there. What you gave at "
                "registration you can change here."
            )
        )
        return lines(none, say(N_("Unit: {unit}"), unit=view.unit) if view.unit else None)
    officer = say(N_("Case officer: {name}"), name=view.officer) if view.officer else say(N_("⚠ No case officer yet"))
    return lines(
        say(N_("<b>Household file {number}</b>"), number=view.number),
        view.household_class.heading,
        say(N_("Class worked out on {day}"), day=view.class_on) if view.class_on else None,
        say_many(*Nn_("{count} person lives together", "{count} people live together"), view.people),
        view.unit,
        officer,
        _own_recheck(view),
        view.entered,
    )


def _own_recheck(view: changes.OwnFileView) -> Sayable | None:
    if view.rests_since is not None:
        source = N_("⏸ Your file rests since {day}, because the yearly re-check was not answered.")
        return say(source, day=view.rests_since)
    if view.recheck_until is not None:
        return say(N_("🗓 The yearly re-check waits for you, until {day}."), day=view.recheck_until)
    return None


def _recheck_keys(view: changes.OwnFileView) -> Keys:
    return () if _own_recheck(view) is None else ((key(say(N_("🗓 Answer the re-check")), OwnRecheck()),),)


def _missing_keys(view: changes.OwnFileView) -> Keys:
    """Return a key for each number that is to follow, as far as they are few."""
    places = ((place_in(one.key), one.text) for one in view.missing[:MISSING_SHOWN])
    return tuple(
        (key(say(N_("📎 {paper}"), paper=text), AskOwnChange(What.MEMBER, IDENTITY, place)),)
        for place, text in places
        if place is not None
    )


def _own_missing(view: changes.OwnFileView) -> Sayable | None:
    if not view.missing:
        return None
    return lines(say(N_("Still missing:")), *(say(N_("– {paper}"), paper=one.text) for one in view.missing))


def _own_waiting(view: changes.OwnFileView) -> Sayable | None:
    if not view.waiting:
        return None
    told = (say(N_("• {what}"), what=one.title) for one in view.waiting)
    return lines(say(N_("Proposed, and waiting for an officer:")), *told)


def own_changes(turn: Turn, press: OwnChanges) -> None:
    """Show a worker what can be changed."""
    entries = _entries(changes.things_of(turn.work, None), AskOwnChange)
    keys = page_of(entries, press.page).keys(lambda one: one, OwnChanges)
    turn.show(CHOOSE_OWN, ((key(HAPPENED, OwnEvents()),), *keys, (go_key("file", say(N_("‹ My file"))),)))


def own_pressed(turn: Turn, press: AskOwnChange) -> None:
    """A worker chose what to change."""
    if press.what is What.MEMBER and not press.field:
        found = changes.things_of(turn.work, None)
        _show_member(turn, found, press.member, AskOwnChange, key(say(N_("‹ Back")), OwnChanges(0)))
        return
    ask(turn, changes.Wanted(None, press.what, press.field, press.member))


ROUTES: list[Route] = [
    entry(
        Entry(
            "file", say(N_("📇 My file")), say(N_("your household's file, and what to do when something has changed")),
            Action.SEE_OWN_FILE, own_file, 31,
        )
    ),
    Press(ChangeFile, Action.CHANGE_HOUSEHOLD, change_file),
    Press(AskChange, Action.CHANGE_HOUSEHOLD, pressed),
    Press(OwnChanges, Action.CHANGE_OWN_FILE, own_changes),
    Press(AskOwnChange, Action.CHANGE_OWN_FILE, own_pressed),
]  # fmt: skip
