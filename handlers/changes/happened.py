"""What has happened in a household is told by a press: then follow what changes, the papers, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.changes.buttons import (
    AskOfEvent,
    AskOwnOfEvent,
    EventOf,
    EventsOf,
    OwnChanges,
    OwnEvent,
    OwnEvents,
)
from domain.changes.change import What
from domain.changes.life import EVENTS, Event, Step
from domain.forms import clipped
from domain.households.buttons import ChangeFile, OpenHousehold
from domain.platform.access import Action
from domain.platform.buttons import Button
from domain.platform.messages import Key, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.changes.asking import ask
from handlers.changes.choosing import Ask
from handlers.menu.menu import go_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import changes

CHOOSE = say(N_("What has happened? Press it; then I say which papers it takes and what follows."))
OTHER = say(N_("Something else"))


def own_events(turn: Turn, _press: OwnEvents) -> None:
    """Let a worker choose what has happened."""
    _choose(turn, OwnEvent, key(OTHER, OwnChanges(0)), go_key("file", say(N_("‹ My file"))))


def events_of(turn: Turn, press: EventsOf) -> None:
    """Let an officer choose what has happened in a household."""
    here = press.household_id
    changes.things_of(turn.work, here)
    back = key(say(N_("‹ Household")), OpenHousehold(here))
    _choose(turn, lambda event: EventOf(here, event), key(OTHER, ChangeFile(here, 0)), back)


def _choose(turn: Turn, button: Callable[[Event], Button], other: Key, back: Key) -> None:
    keys = tuple((key(told.title, button(event)),) for event, told in EVENTS.items())
    turn.show(CHOOSE, (*keys, (other,), (back,)))


def own_event(turn: Turn, press: OwnEvent) -> None:
    """Show a worker what changes by what has happened."""
    found = changes.things_of(turn.work, None)
    event = press.event
    _show(turn, event, found, lambda what, field, member: AskOwnOfEvent(event, what, field, member),
          key(say(N_("‹ Back")), OwnEvents()))  # fmt: skip


def event_of(turn: Turn, press: EventOf) -> None:
    """Show an officer what changes by what has happened."""
    here, event = press.household_id, press.event
    found = changes.things_of(turn.work, here)
    back = key(say(N_("‹ Back")), EventsOf(here))
    _show(turn, event, found, lambda what, field, member: AskOfEvent(here, event, what, field, member), back)


def _show(turn: Turn, event: Event, found: changes.Things, ask_for: Ask, back: Key) -> None:
    told = EVENTS[event]
    keys = [one for step in told.steps for one in _keys(step, found, ask_for)]
    papers = say(N_("What proves it: {papers}. Without any paper your case officer can write it down at a visit."),
                 papers=told.papers)  # fmt: skip
    each = say(N_("Please press what has changed, one after the other:")) if keys else _no_file()
    turn.show(paragraphs(lines(told.title), told.follows, papers, each), (*((one,) for one in keys), (back,)))


def _no_file() -> Sayable:
    return say(N_("Nothing of this stands in a file here. /report begins one, and /officer says whom you can ask."))


def _keys(step: Step, found: changes.Things, ask_for: Ask) -> Iterator[Key]:
    """Yield a key for each thing that a step can mean in this household."""
    match step.what:
        case What.JOIN:
            if found.may_join:
                yield key(say(N_("➕ Somebody lives with them now")), ask_for(What.JOIN, "", 0))
        case What.LEAVE:
            for one in found.members:
                yield key(lines("➖", clipped(one.title), between=" "), ask_for(What.LEAVE, "", one.index))
        case What.HEAD:
            for one in found.heirs:
                yield key(clipped(say(N_("👤 Heads it now: {who}"), who=one.title)), ask_for(What.HEAD, "", one.index))
        case What.CLOSE:
            if step.field in found.closings:
                yield key(say(N_("📁 Close the file")), ask_for(What.CLOSE, step.field, 0))
        case What.MEMBER:
            asked = ((one, label) for one in found.members for field, label in one.questions if field == step.field)
            for one, label in asked:
                yield key(clipped(lines(one.title, label, between=": ")), ask_for(What.MEMBER, step.field, one.index))
        case _:
            there = found.registration if step.what is What.PERSON else found.questions
            for label in (label for field, label in there if field == step.field):
                yield key(clipped(label), ask_for(step.what, step.field, 0))


def of_event(turn: Turn, press: AskOfEvent) -> None:
    """An officer chose what has changed by what has happened."""
    ask(turn, changes.Wanted(press.household_id, press.what, press.field, press.member, event=press.event))


def own_of_event(turn: Turn, press: AskOwnOfEvent) -> None:
    """A worker did."""
    ask(turn, changes.Wanted(None, press.what, press.field, press.member, event=press.event))


ROUTES: list[Route] = [
    Press(AskOfEvent, Action.CHANGE_HOUSEHOLD, of_event),
    Press(AskOwnOfEvent, Action.CHANGE_OWN_FILE, own_of_event),
    Press(OwnEvents, Action.CHANGE_OWN_FILE, own_events),
    Press(OwnEvent, Action.CHANGE_OWN_FILE, own_event),
    Press(EventsOf, Action.CHANGE_HOUSEHOLD, events_of),
    Press(EventOf, Action.CHANGE_HOUSEHOLD, event_of),
]
