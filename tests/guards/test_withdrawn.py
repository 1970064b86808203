"""Once a worker has withdrawn the consent no button and no command of an officer tells of them: every one is walked."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator
from itertools import product
from typing import Any, get_type_hints

import pytest

from bot.run.database import Database
from domain.people.consent import ConsentKind
from domain.platform.buttons import Button
from domain.requests.buttons import OpenRequest
from handlers.menu.menu import ENTRIES
from models.officers import Appointment
from services import people, requests
from tests.guards.test_access_of_seasons import presses, types
from tests.guards.test_routes import OUR_BUTTONS
from tests.one_life import HEARD, NEEDLES, lives
from tests.union import ADMIN, LIN, POINT, World, found

NUMBERS = (1, 2, 3, 4)  # the first of everything: cases, files, tasks, visits, changes, money
TYPED = ("/case 2026-0001", "/case 2026-0004", "/trail 2026-0001", "/household HF-2026-0001", "/trail HF-2026-0001",
         "/why 2026-0001", "/why 2026-0004")  # fmt: skip


@pytest.fixture
def world(fresh_sqlite: Database) -> World:
    """The union on one database: what is shown is asked of the program, not of the database."""
    return found(fresh_sqlite)


def values(kind: Any) -> tuple[Any, ...]:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return tuple(kind)
    return NUMBERS if kind is int else ("", "students")


def buttons(kind: type[Button]) -> Iterator[Button]:
    """Yield every button of a kind about the first of everything."""
    hints = get_type_hints(kind)
    fields = [one.name for one in dataclasses.fields(kind)]  # type: ignore[arg-type]
    numbers = [name for name in fields if hints[name] is int]
    choices = {name: values(hints[name]) if name in numbers[:1] else values(hints[name])[:4] for name in fields}
    for name in numbers[1:]:
        choices[name] = (0,)
    for chosen in product(*choices.values()):
        yield kind(**dict(zip(fields, chosen, strict=True)))


def told_of(shown: str) -> list[str]:
    return [word for word in (*NEEDLES, HEARD) if word in shown]


@pytest.fixture
def officer(world: World) -> int:
    """The household's case officer, who holds every other office there is, too."""
    with world.work() as session:
        for role in ("reviewer", "approver", "recorder", "cashier", "auditor"):
            session.add(Appointment(person_id=POINT, role=role, unit_id=1, appointed_by=ADMIN, since=world.now))
    world.house = dataclasses.replace(world.house, admin_ids=world.house.admin_ids | {POINT})
    return POINT


@pytest.mark.slow
def test_nobody_reads_of_who_has_withdrawn(world: World, officer: int) -> None:
    lives(world)
    with world.work() as session:
        requests.ask(world.at_work(session, LIN), f"Who can help me? {HEARD}")
    assert HEARD in types(world, officer, "/requests")[0] or HEARD in presses(world, officer, OpenRequest(1, 0))[0]
    asked = [*(f"/{name}" for name in ENTRIES), *TYPED]
    shown_before = [one for one in asked if told_of(types(world, officer, one)[0])]
    assert len(shown_before) > 4, "else nothing is looked for"
    with world.work() as session:
        people.withdraw(world.at_work(session, LIN), ConsentKind.SENSITIVE, ())
    leaks = [f"{one}: {told}" for one in asked if (told := told_of(types(world, officer, one)[0]))]
    for kind in OUR_BUTTONS.values():
        for button in buttons(kind):
            shown, _ = presses(world, officer, button)
            if told := told_of(shown):
                leaks.append(f"{button}: {told}")
    assert not leaks, "\n".join(leaks)
