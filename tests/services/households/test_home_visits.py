"""Visits to households on file: logged once, told upwards when something is up, and due every six months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.households.buttons import HouseholdsPage, OpenHousehold, Shown
from domain.households.visits import add_months
from domain.platform.access import NotForYou
from models.households import HomeVisit, HouseholdFile
from models.platform.audit import Audit
from models.procedure import Paper
from services.care import card as household_view
from services.households import visits as home_visits
from services.households.record import UnknownHousehold
from services.households.visits import VisitDayWrong
from tests.union import (
    ANSWERS,
    APPROVER,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    World,
)

TODAY = date(2026, 7, 20)
PHOTO = {"file_id": "f1", "unique_id": "u1", "name": "", "mime": "image/jpeg", "size": 9, "album": None}


def household(
    world: World, *, opened: date = TODAY, head: int = LIN, unit: int = 4, officer: int | None = POINT
) -> int:
    """Put a household file into the union; return its id."""
    with world.work() as session:
        count = len(session.exec(select(HouseholdFile.id)).all())
        made = HouseholdFile(
            number=f"HF-2026-{count + 1:04d}", national_number=f"N{count}", head_id=head, unit_id=unit,
            household_class="deep", data=dict(ANSWERS), case_officer_id=officer,
            opened_at=datetime(opened.year, opened.month, opened.day, 1, tzinfo=UTC),
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def logs(
    world: World, household_id: int, *, by: int = POINT, on: date = TODAY, findings: str = "unchanged", note: str = "",
    files: tuple[dict[str, Any], ...] = (),
) -> int:  # fmt: skip
    with world.work() as session:
        return home_visits.log(
            world.at_work(session, by), household_id, visited_on=on, findings=findings, note=note,
            files=files,
        )  # fmt: skip


def reminds(world: World) -> None:
    with world.work() as session:
        home_visits.remind_due(world.at_work(session))


def last_visit(world: World, household_id: int) -> date | None:
    with world.work() as session:
        return session.get_one(HouseholdFile, household_id).last_visit_on


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 7, 20), 6, date(2027, 1, 20)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)), (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)  # fmt: skip
def test_months_are_counted_as_people_do(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_a_visit_is_logged_with_note_and_photo_and_recorded(world: World) -> None:
    one = household(world)
    visit_id = logs(world, one, note=" All well. ", files=(PHOTO,))
    with world.work() as session:
        visit = session.get_one(HomeVisit, visit_id)
        assert (visit.officer_id, visit.visited_on, visit.note) == (POINT, TODAY, "All well.")
        [paper] = session.exec(select(Paper).where(Paper.household_id == one)).all()
        assert (paper.about, paper.is_photo) == (f"visit:{visit_id}", True)
        trail = session.exec(select(Audit.action).where(Audit.subject == f"household:{one}")).all()
        assert trail == ["logged a visit to the household"]
    assert last_visit(world, one) == TODAY
    with world.work() as session:
        number, [line] = household_view.visits(world.at_work(session, STATION), one)
        assert (number, line.officer, line.note, line.photos) == ("HF-2026-0001", "员11", "All well.", 1)
        [photo] = household_view.photos(world.at_work(session, POINT), visit_id)
        assert photo.attachment is not None
        assert photo.attachment.file_id == "f1"


def test_the_same_form_handed_in_twice_is_one_visit(world: World) -> None:
    one = household(world)
    assert logs(world, one, findings="worse", note="ill", files=(PHOTO,)) == logs(
        world, one, findings="worse", note="ill", files=(PHOTO,)
    )
    with world.work() as session:
        assert len(session.exec(select(Paper)).all()) == 1
    assert len(world.messages(STATION)) == 1
    assert logs(world, one, findings="unchanged") != logs(world, one, findings="changed"), "two visits on one day"


def test_the_last_visit_only_moves_forward(world: World) -> None:
    one = household(world)
    logs(world, one, on=TODAY - timedelta(days=2))
    logs(world, one, on=TODAY - timedelta(days=30))
    assert last_visit(world, one) == TODAY - timedelta(days=2)


@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_in_the_future_or_long_ago_is_refused(world: World, days: int) -> None:
    one = household(world)
    with pytest.raises(VisitDayWrong):
        logs(world, one, on=TODAY - timedelta(days=days))
    assert last_visit(world, one) is None


def test_only_its_officer_and_leaders_log_visits(world: World) -> None:
    one = household(world, officer=None)
    for outsider in (POINT, OTHER_STATION, LIN, 23):
        with pytest.raises(NotForYou):
            logs(world, one, by=outsider)
    with pytest.raises(UnknownHousehold):
        logs(world, 999)
    assert logs(world, one, by=STATION)


@pytest.mark.parametrize(("findings", "told"), [("worse", "Early warning"), ("better", "no longer be in hardship")])
def test_better_and_worse_are_told_to_the_station(world: World, findings: str, told: str) -> None:
    one = household(world)
    logs(world, one, findings=findings)
    for leader in (STATION, STATION_TOO):
        assert told in world.messages(leader)[-1]
        assert "HF-2026-0001 (林示例, Unit 4)" in world.messages(leader)[-1]
        assert world.presses(leader) == [OpenHousehold(one).encode()]
    assert not world.messages(CENTRE_REVIEWER)
    assert not world.messages(POINT)


def test_a_leader_who_was_there_need_not_be_told(world: World) -> None:
    logs(world, household(world), by=STATION, findings="worse")
    assert not world.messages(STATION)
    assert world.messages(STATION_TOO)


# What is due ---------------------------------------------------------------------------------------------------------


def test_a_household_is_due_six_months_after_its_file_or_its_last_visit(world: World) -> None:
    early, late = household(world, opened=date(2026, 1, 20)), household(world, opened=date(2026, 1, 21), head=AYGUL)

    def due(until: date) -> list[int]:
        with world.work() as session:
            return [one.household_id for one in home_visits.due(world.at_work(session), POINT, until)]

    assert due(date(2026, 7, 19)) == []
    assert due(date(2026, 7, 20)) == [early]
    assert due(date(2026, 7, 21)) == [early, late]
    logs(world, early, on=date(2026, 7, 1))
    assert due(date(2026, 12, 31)) == [late]
    assert due(date(2027, 1, 1)) == [late, early]


def test_each_officer_hears_once_a_week_of_what_is_due(world: World) -> None:
    household(world, opened=date(2026, 1, 22))
    for _ in range(11):
        household(world, opened=date(2026, 1, 24), head=AYGUL)
    household(world, opened=date(2026, 1, 27), head=AYGUL)
    reminds(world)
    [said] = world.messages(POINT)
    assert "12 households are to be visited this week" in said
    assert said.index("HF-2026-0001 · 林示例") < said.index("HF-2026-0002 · 阿依古丽·样本")
    assert "HF-2026-0010" in said
    assert "HF-2026-0011" not in said
    assert "and 2 more: /households" in said
    assert world.presses(POINT) == [HouseholdsPage(Shown.OWN, "", 0).encode()]
    for _ in range(6):
        world.passes(days=1)
        reminds(world)
    assert len(world.messages(POINT)) == 1
    world.passes(days=3)  # Wednesday: Monday was missed
    reminds(world)
    assert "13 households" in world.messages(POINT)[-1]
    assert len(world.messages(POINT)) == 2


def test_nothing_is_said_when_nothing_is_due(world: World) -> None:
    household(world)
    reminds(world)
    assert not world.messages(POINT)


def test_a_visit_a_month_late_is_named_to_the_station_once(world: World) -> None:
    household(world, opened=date(2025, 12, 20))
    household(world, opened=date(2025, 12, 21), head=AYGUL, officer=None)
    for _ in range(2):
        reminds(world)
        [said] = [text for text in world.messages(STATION) if "Early warning" in text]
        assert "HF-2026-0001 · 林示例" in said
        assert "HF-2026-0002" not in said
    world.passes(days=1)
    reminds(world)
    assert "HF-2026-0002" in world.messages(STATION)[-1], "also one that has no officer"
    assert len(world.messages(STATION)) == 2
    assert not world.messages(APPROVER)
    with world.work() as session:
        first = session.exec(select(HouseholdFile).order_by(col(HouseholdFile.id))).first()
        assert first is not None
    logs(world, first.id, on=TODAY)
    world.passes(days=1)
    reminds(world)
    assert len(world.messages(STATION)) == 2
