"""An address is an id in a channel: the same number elsewhere is somebody else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.run.database import Database
from domain.platform.channel import TELEGRAM
from models.people import Person
from services import people
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot", admin_ids=frozenset({7}))
ELSEWHERE: dict[str, Any] = {"address": 7, "channel": "elsewhere", "locale": "en", "first_seen_at": NOW}


def test_who_writes_is_not_who_has_the_same_number_elsewhere(database: Database) -> None:
    with database.work() as session:
        session.add(Person(id=-1, **ELSEWHERE))
    with database.work() as session:
        people.preload(session, {7})
        assert people.meet(Work(session, HOUSE, NOW), 7, language_code="en") == 7
        assert Work(session, HOUSE, NOW).admin_ids == {7}
    with database.work() as session:
        people.preload(session, {7})
        assert people.meet(Work(session, HOUSE, NOW), 7, language_code="en") == 7
        assert session.get_one(Person, 7).channel == TELEGRAM.key


def test_no_two_people_are_at_one_address(database: Database) -> None:
    with pytest.raises(IntegrityError), database.work() as session:
        session.add_all(Person(id=number, **ELSEWHERE) for number in (-1, -2))
