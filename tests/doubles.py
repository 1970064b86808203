"""Two households on file, and officers who look at both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from sqlmodel import col, select

from delivery.rendering import render_plain
from domain.households.member import Member
from models.households import FileDouble
from models.people import Person
from models.procedure import AidCase
from services import doubles
from tests.union import (
    ANSWERS,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    ZONE,
    World,
)

OVER_BOTH = {CENTRE_REVIEWER, APPROVER, APPROVER_TOO}
CARD, ADDRESS = "6222020000000000013", "示例路1号2栋301"
OTHER_PHONE = "13900139000"


def is_known_by(world: World, who: int, **known: str) -> None:
    """Phone, name or number of somebody."""
    with world.work() as session:
        person = session.get_one(Person, who)
        for name, value in known.items():
            setattr(person, name, value)


def row(member: Member) -> dict[str, Any]:
    born = member.born.isoformat() if member.born else None
    kept = {"relation": member.relation, "name": member.name, "resident_id": member.resident_id, "born": born}
    return {name: value for name, value in kept.items() if value}


def on_file(world: World, who: int, national: str, members: Iterable[Member] = (), **answers: Any) -> int:
    """Open the file of a household by every step; return its id."""
    people = tuple(members)
    given = {**ANSWERS, "members": [row(one) for one in people], **answers}
    case_id = world.opens(who, answers=given, members=people)
    station, second = (STATION, POINT) if who == LIN else (OTHER_STATION, CENTRE_REVIEWER)
    world.visits(second, station, case_id)
    world.decides(station, case_id)
    world.passes(days=8)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    world.enters(case_id, national)
    return world.case(case_id).household_id or pytest.fail("no file")


def two_files(world: World, *, lin: Iterable[Member] = (), aygul: Iterable[Member] = ()) -> tuple[int, int]:
    """Two files with the same bank card, and nothing else in common."""
    is_known_by(world, AYGUL, phone=OTHER_PHONE)
    return on_file(world, LIN, "N-001", lin), on_file(world, AYGUL, "N-002", aygul)


def pairs(world: World) -> list[FileDouble]:
    with world.work() as session:
        return list(session.exec(select(FileDouble).order_by(col(FileDouble.id))))


def the_pair(world: World) -> FileDouble:
    (found,) = pairs(world)
    return found


def lies_before(world: World) -> set[int]:
    with world.work() as session:
        cases = session.exec(select(AidCase.id)).all()
    return {who for case in cases for who in world.prompted(case, "double")}


def looks(world: World, who: int) -> str:
    number = the_pair(world).id
    with world.work() as session:
        seen = doubles.look(world.at_work(session, who), number)
    return render_plain(seen.text, "en", timezone=ZONE, limit=4000)


def says(world: World, who: int, act: Any, *more: Any) -> str:
    """Let an officer say something about the pair."""
    number = the_pair(world).id
    with world.work() as session:
        told = act(world.at_work(session, who), number, *more)
    return render_plain(told, "en", timezone=ZONE, limit=4000)


def become_one(world: World, kept: int, relation: str) -> str:
    """Two officers say so; return what the second one reads."""
    says(world, CENTRE_REVIEWER, doubles.mean_one, kept, relation)
    return says(world, APPROVER, doubles.confirm)
