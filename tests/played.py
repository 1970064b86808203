"""Verbs of a world that are played once a beginning: where many tests begin alike, the rows are put back instead.

A story is what was done from the founding on. It is known as long as nothing but such verbs wrote to the database; a
test that writes by itself, or is refused something, plays on without. The first time a story is played, the second
time it is played and its rows are taken, from then on they are put back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from bot.run.database import Database
from services.platform.house import House
from tests.snapshots import Snapshot, put_back, take, writes_of

Verb = TypeVar("Verb", bound=Callable[..., Any])
Story = tuple[str, ...]


@dataclass
class Kept:
    """Where a story led: the rows, the moment, and what the last verb returned."""

    rows: Snapshot
    now: datetime
    result: Any


_seen: set[tuple[bool, Story]] = set()
_kept: dict[tuple[bool, Story], Kept] = {}


class Progress:
    """How a world came to where it stands; None when that is not known any more."""

    def __init__(self, database: Database, house: House) -> None:
        self._writes, self._house = writes_of(database), house
        self._story: Story | None = ()
        self._count = self._writes[0]
        self.is_under_way = False

    def with_act(self, act: str, house: House) -> Story | None:
        """Return the story with one more act."""
        is_known = self._count == self._writes[0] and house is self._house and " at 0x" not in act
        return (
            (*self._story, f"{house.policies.current.version} {act}") if is_known and self._story is not None else None
        )

    def has_come_to(self, story: Story | None) -> None:
        """Note that a story was played to its end."""
        self._story, self._count = story, self._writes[0]


class Playable(Protocol):
    """A world whose verbs are played once."""

    database: Database
    house: House
    now: datetime
    progress: Progress


def played_once(verb: Verb) -> Verb:
    """Make a verb that is copied from where it was played before."""
    return _copied(verb, at_once=False)


def played_often(verb: Verb) -> Verb:
    """Make a verb that is long and common: what it led to is taken the first time already."""
    return _copied(verb, at_once=True)


def _copied(verb: Verb, *, at_once: bool) -> Verb:

    @wraps(verb)
    def acted(world: Playable, *args: Any, **kwargs: Any) -> Any:
        if world.progress.is_under_way:
            return verb(world, *args, **kwargs)
        act = f"{verb.__module__}.{verb.__qualname__}{args!r}{kwargs!r}{world.now.isoformat()}"
        story = world.progress.with_act(act, world.house)
        found = _kept.get((world.database.is_sqlite, story)) if story else None
        if found is None:
            return _played(world, story, lambda: verb(world, *args, **kwargs), at_once=at_once)
        put_back(world.database, found.rows)
        world.now = found.now
        world.progress.has_come_to(story)
        return found.result

    return cast(Verb, acted)


def _played(world: Playable, story: Story | None, play: Callable[[], object], *, at_once: bool) -> object:
    world.progress.is_under_way = True
    try:
        result = play()
    except BaseException:
        world.progress.has_come_to(None)
        raise
    finally:
        world.progress.is_under_way = False
    world.progress.has_come_to(story)
    if story is not None:
        _keep(world, story, result, at_once=at_once)
    return result


def _keep(world: Playable, story: Story, result: object, *, at_once: bool) -> None:
    key = (world.database.is_sqlite, story)
    if at_once or key in _seen:
        _kept[key] = Kept(take(world.database), world.now, result)
    _seen.add(key)
