"""Reminders to officers: what many cases would say to somebody at one moment is one message with a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.menu.buttons import Go
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from services.platform import outbox
from services.platform.work import Work

MOST_LINES = 12
WAYS = {"pending": say(N_("📥 Show what waits for me")), "officers": say(N_("👥 See to the officers"))}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one officer is reminded of once (`key`): `alone` if it is the only thing, `line` in a list of several.

    `way` is the entry of the menu that a list leads to, administrators to the offices.
    """

    officer_id: int
    key: str
    alone: Sayable
    line: Sayable
    keys: Keys = ()
    way: str = "pending"


def remind(work: Work, reminders: Iterable[Reminder]) -> None:
    """Remind officers of what they were not reminded of before."""
    anew = list({one.key: one for one in reminders}.values())
    before = outbox.known(work, [one.key for one in anew])
    lists: dict[tuple[int, str], list[Reminder]] = {}
    for one in anew:
        if one.key not in before:
            lists.setdefault((one.officer_id, one.way), []).append(one)
    for (officer_id, _), theirs in lists.items():
        message = _alone(theirs[0]) if len(theirs) == 1 else _listed(theirs)
        outbox.put_together(work, officer_id, message, keys=[one.key for one in theirs], priority=outbox.REMINDER)


def _alone(one: Reminder) -> Message:
    return Message(one.alone, one.keys or _way_on(one))


def _way_on(one: Reminder) -> Keys:
    return ((key(WAYS[one.way], Go(one.way)),),)


def _listed(theirs: list[Reminder]) -> Message:
    head = Nn_(
        "<b>{count} thing still waits for you.</b> Please take it on:",
        "<b>{count} things still wait for you.</b> Please take them on:",
    )
    more = Nn_("… and {count} more", "… and {count} more")
    left = len(theirs) - MOST_LINES
    told = lines(*(one.line for one in theirs[:MOST_LINES]), say_many(*more, left) if left > 0 else None)
    return Message(paragraphs(say_many(*head, len(theirs)), told), _way_on(theirs[0]))
