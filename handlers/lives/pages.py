"""A page of the life of a household: a line for each thing, with its day, and keys for what can be opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from domain.households.buttons import Changed, LifeOf, OpenHousehold, OwnChanged, OwnLife
from domain.lives.entry import Entry, Life, Place, Sort
from domain.platform.access import Action, NotForYou
from domain.platform.buttons import Button
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.menu.menu import go_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import lives

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
IN_A_ROW = 4


def own_life(turn: Turn, press: OwnLife) -> None:
    """A worker reads what has happened with the own file."""
    life = lives.own_life(turn.work, _place(press.at, press.rank, press.number))
    back = go_key("file", say(N_("‹ My file")))
    if life is None:
        turn.show(say(N_("No household file is open to you here.")), ((back,),))
        return
    _show(turn, life, lambda one: OwnLife(*one), back)


def life_of(turn: Turn, press: LifeOf) -> None:
    """An officer reads what has happened with a household."""
    here = press.household_id
    life = lives.life_of(turn.work, here, _place(press.at, press.rank, press.number))
    _show(turn, life, lambda one: LifeOf(here, *one), key(say(N_("‹ Household")), OpenHousehold(here)))


def _place(at: int, rank: int, number: int) -> Place | None:
    """Read where a page begins; presses get forged."""
    if not at:
        return None
    try:
        return Place(EPOCH + at * MICROSECOND, list(Sort)[rank].rank, number)
    except (OverflowError, IndexError):
        raise NotForYou from None


def _show(turn: Turn, life: Life, page: Callable[[tuple[int, int, int]], Button], back: Key) -> None:
    told = (_line(place, one) for place, one in enumerate(life.entries, 1))
    head = say(N_("<b>Household file {number}</b>: what has happened, the newest first"), number=life.number)
    empty = None if life.entries else say(N_("Nothing further back."))
    turn.show(paragraphs(head, lines(*told), empty), (*_opening(life), *_turning(life, page), (back,)))


def _line(place: int, one: Entry) -> Sayable:
    return say(N_("{place}. {day}: {said}"), place=str(place), day=one.day, said=one.said)


def _opening(life: Life) -> Keys:
    keys = [key(lines(str(place)), one.opens) for place, one in enumerate(life.entries, 1) if one.opens]
    return tuple(tuple(keys[start : start + IN_A_ROW]) for start in range(0, len(keys), IN_A_ROW))


def _turning(life: Life, page: Callable[[tuple[int, int, int]], Button]) -> Keys:
    if life.next is None:
        return ()
    at = (life.next.at - EPOCH) // MICROSECOND
    return ((key(say(N_("Older ›")), page((at, life.next.rank, life.next.number))),),)


def own_changed(turn: Turn, press: OwnChanged) -> None:
    """A worker reads one change, old and new."""
    turn.say(lives.own_changed(turn.work, press.change_id), ((go_key("file"),),))


def changed(turn: Turn, press: Changed) -> None:
    """An officer reads one change, old and new."""
    back = ((key(say(N_("Open the household")), OpenHousehold(press.household_id)),),)
    turn.say(lives.changed(turn.work, press.household_id, press.change_id), back)


ROUTES: list[Route] = [
    Press(OwnLife, Action.SEE_OWN_FILE, own_life),
    Press(OwnChanged, Action.SEE_OWN_FILE, own_changed),
    Press(LifeOf, Action.SEE_HOUSEHOLD, life_of),
    Press(Changed, Action.SEE_HOUSEHOLD, changed),
]
