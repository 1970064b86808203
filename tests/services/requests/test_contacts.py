"""Whom a worker without a case officer reads of: those who would get a request, and nobody once they may not ask."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from domain.platform.text import pack
from models.people import Person
from services import requests
from tests.season_tasks import add_household
from tests.union import ADMIN, LIN, POINT, STATION, STATION_TOO, World, told


def shown(world: World) -> str:
    with world.work() as session:
        seen = requests.who_would_read(world.at_work(session, LIN))
        return told(pack(seen)) if seen is not None else ""


def blocks(world: World, *people: int) -> None:
    with world.work() as session:
        for one in session.exec(select(Person).where(col(Person.id).in_(people))):
            one.blocked_at = world.now


def has_phone(world: World, *people: int) -> list[str]:
    """Give each of them a number; return the names."""
    with world.work() as session:
        for one in people:
            session.get_one(Person, one).phone = f"1380000{one:04}"
        return [session.get_one(Person, one).name or "" for one in people]


def test_the_officer_of_the_unit_then_the_level_above_then_the_administrators(world: World) -> None:
    point, station, station_too = has_phone(world, POINT, STATION, STATION_TOO)
    text = shown(world)
    assert point in text
    assert f"1380000{POINT:04}" in text
    assert station not in text
    blocks(world, POINT)
    text = shown(world)
    assert station in text
    assert station_too in text
    assert "1380000" not in text, "only case officers are called"
    blocks(world, *(one for one in range(11, 30)))
    assert "the administrators of your union" in shown(world)
    blocks(world, ADMIN)
    assert not shown(world)


@pytest.mark.parametrize("consent", ["consented_at", "registered_at"])
def test_nobody_is_named_to_who_may_not_ask(world: World, consent: str) -> None:
    with world.work() as session:
        setattr(session.get_one(Person, LIN), consent, None)
    assert not shown(world)


def test_the_own_case_officer_is_enough(world: World) -> None:
    with world.work() as session:
        add_household(session, world.now, head=LIN, officer=STATION, unit=4)
    assert not shown(world)
