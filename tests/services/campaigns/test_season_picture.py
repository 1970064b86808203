"""The centre's picture of a season: numbers by station, officer and day, and the spreadsheet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.platform.access import NotForYou
from domain.platform.text import unpack
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from services.campaigns import picture as season_picture
from services.campaigns import table as season_table
from services.households.lists import FilterGone
from tests.union import (
    ANSWERS,
    APPROVER,
    AUDITOR,
    AYGUL,
    CASHIER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STRANGER,
    ZONE,
    World,
)


def on(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def household(world: World, number: int, head: int, unit: int, officer: int | None) -> int:
    with world.work() as session:
        file = HouseholdFile(
            number=f"HF-2026-{number:04d}", national_number=f"QG-{number}", head_id=head, unit_id=unit,
            household_class="deep", data=dict(ANSWERS), opened_at=on(1, 5), case_officer_id=officer,
            last_visit_on=date(2026, 6, 1),
        )  # fmt: skip
        session.add(file)
        session.flush()
        return file.id


def campaign(world: World) -> int:
    with world.work() as session:
        one = Campaign(
            key="season:winter_warmth:2026", season="winter_warmth", year=2026,
            policy_version=world.house.policies.current.version, opens=date(2026, 12, 1), closes=date(2027, 2, 20),
            opened_at=on(12, 1), handled_until=date(2026, 12, 1), filled_at=on(12, 1),
        )  # fmt: skip
        session.add(one)
        session.flush()
        return one.id


def task(world: World, campaign_id: int, household_id: int, state: str, **more: Any) -> int:
    with world.work() as session:
        one = CampaignTask(campaign_id=campaign_id, household_id=household_id, state=state, added_at=on(12, 1), **more)
        session.add(one)
        session.flush()
        return one.id


RECEIPT = {"state": "done", "goods": ["food"], "by": POINT, "at": "2026-12-03T10:00:00+08:00"}
MONEY = {"state": "done", "amount": 100_000, "by": POINT, "at": "2026-12-03T10:00:00+08:00"}


@pytest.fixture
def winter(world: World) -> int:
    """Four households: two of the point (one done), one of the other station (untouched), one without officer."""
    world.now = on(12, 5)
    number = campaign(world)
    first, second = household(world, 1, LIN, 4, POINT), household(world, 2, STRANGER, 4, POINT)
    third, fourth = household(world, 3, AYGUL, 5, OTHER_STATION), household(world, 4, CASHIER, 5, None)
    task(world, number, first, "done", finished_at=on(12, 3), items={"receipt": RECEIPT, "money": MONEY})
    task(world, number, second, "in_work", later_on=date(2026, 12, 9))
    task(world, number, third, "untouched")
    task(world, number, fourth, "untouched")
    return number


def shown(world: World, officer: int, campaign_id: int) -> season_picture.Picture:
    with world.work() as session:
        return season_picture.picture_of(world.at_work(session, officer), campaign_id)


def test_the_centre_sees_every_station_and_what_is_done_by_day(world: World, winter: int) -> None:
    seen = shown(world, APPROVER, winter)
    assert (seen.numbers.done, seen.numbers.in_work, seen.numbers.untouched, seen.numbers.later) == (1, 1, 2, 1)
    assert [(one.name, one.numbers.total, one.numbers.done) for one in seen.units] == [
        ("Unit 3", 2, 0),
        ("Unit 2", 2, 1),
    ]
    assert seen.done_by_day == tuple((date(2026, 12, day), int(day >= 3)) for day in range(1, 6))
    assert seen.without_officer == 1


def test_a_station_sees_its_own_and_others_see_nothing(world: World, winter: int) -> None:
    assert [one.name for one in shown(world, STATION, winter).units] == ["Unit 2"]
    assert shown(world, AUDITOR, winter).numbers.total == 4
    for stranger in (POINT, CASHIER, LIN):
        with pytest.raises(NotForYou):
            shown(world, stranger, winter)


def test_from_station_to_officer_to_household(world: World, winter: int) -> None:
    with world.work() as session:
        actor = world.actor(session, APPROVER)
        unit, officers = season_picture.officers_of(world.at_work(session).by(actor), winter, 3)
        assert unit == "Unit 3"
        assert [(one.person_id, one.numbers.left) for one in officers] == [(None, 1), (OTHER_STATION, 1)]
        _, of_point = season_picture.officers_of(world.at_work(session).by(actor), winter, 2)
        name, households = season_picture.households_of(
            world.at_work(session).by(actor), winter, 2, of_point[0].appointment_id
        )
        assert name == "员11"
        assert [(one.number, one.state) for one in households] == [
            ("HF-2026-0002", "in_work"),
            ("HF-2026-0001", "done"),
        ]
        nobody, unowned = season_picture.households_of(world.at_work(session).by(actor), winter, 3, 0)
        assert (nobody, [one.number for one in unowned]) == ("", ["HF-2026-0004"])
        with pytest.raises(NotForYou):
            season_picture.officers_of(world.at_work(session, STATION), winter, 3)


def test_the_spreadsheet_has_stations_officers_and_households(world: World, winter: int) -> None:
    with world.work() as session:
        table = season_table.spreadsheet(world.at_work(session, APPROVER), winter)
    stations, officers, households = table["sheets"]
    assert [row[0] for row in stations["rows"][:2]] == ["Unit 3", "Unit 2"]
    assert stations["total"][1:5] == [4, 1, 1, 2]
    assert len(officers["rows"]) == 3
    titles = [column["type"] for column in households["columns"]]
    assert all(len(row) == len(titles) for row in households["rows"])
    first = next(row for row in households["rows"] if row[2] == "HF-2026-0001")
    assert first[-1] == 100_000
    assert titles[-1] == "money"
    assert unpack(first[7]) == on(12, 3)
    own = shown_to_station(world, winter)
    assert {row[2] for row in own["sheets"][2]["rows"]} == {"HF-2026-0001", "HF-2026-0002"}


def shown_to_station(world: World, campaign_id: int) -> dict[str, Any]:
    with world.work() as session:
        return season_table.spreadsheet(world.at_work(session, STATION), campaign_id)


def test_before_any_season_there_is_nothing_to_see(world: World) -> None:
    with world.work() as session:
        assert season_picture.latest(world.at_work(session), most=9) == []
    with pytest.raises(season_picture.NoCampaign):
        shown(world, APPROVER, 1)


def test_a_season_that_is_over_shows_its_last_day_done(world: World, winter: int) -> None:
    world.now = on(12, 5) + timedelta(days=200)
    days = [day for day, _ in shown(world, APPROVER, winter).done_by_day]
    assert days[-1] == date(2027, 2, 21)


def test_a_file_that_was_closed_undone_is_in_no_number_and_no_list(world: World, winter: int) -> None:
    with world.work() as session:
        session.exec(select(HouseholdFile).where(HouseholdFile.number == "HF-2026-0002")).one().closed_at = on(12, 4)
    assert shown(world, STATION, winter).numbers.total == 1
    with world.work() as session:
        reviewer = world.actor(session, STATION)
        _, officers = season_picture.officers_of(world.at_work(session).by(reviewer), winter, 2)
        _, households = season_picture.households_of(
            world.at_work(session).by(reviewer), winter, 2, officers[0].appointment_id
        )
        sheets = season_table.spreadsheet(world.at_work(session).by(reviewer), winter)["sheets"]
    assert [one.number for one in households] == ["HF-2026-0001"]
    assert [row[1] for row in sheets[1]["rows"]] == [1]
    assert [row[2] for row in sheets[2]["rows"]] == ["HF-2026-0001"]


def test_two_officers_of_one_name_are_two_lines_of_the_spreadsheet(world: World, winter: int) -> None:
    with world.work() as session:
        names = select(Person).where(col(Person.id).in_((POINT, OTHER_STATION)))
        for person in session.exec(names):
            person.name = "陈静"
    with world.work() as session:
        actor = world.actor(session, APPROVER)
        _, officers, _ = season_table.spreadsheet(world.at_work(session).by(actor), winter)["sheets"]
    assert [row[:2] for row in officers["rows"] if row[0] == "陈静"] == [["陈静", 2], ["陈静", 1]]


def test_of_an_officer_without_a_household_there_nothing_is_told(world: World, winter: int) -> None:
    with world.work() as session:
        held = session.exec(select(Appointment.id).where(Appointment.person_id == POINT)).one() or 0
        with pytest.raises(FilterGone):
            season_picture.households_of(world.at_work(session, OTHER_STATION), winter, 3, held)
