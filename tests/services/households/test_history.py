"""Every version of a file is kept, and the versions together are the file: whatever is changed, in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, func, select

from domain.changes.change import What
from domain.households.history import Kind
from domain.platform.text import Refusal
from models.households import FileVersion, HouseholdFile, HouseholdMember
from services import changes, erasing, households
from services.care import assigning, moving
from services.changes import Wanted, confirm, propose, reclass
from services.households.history import stands, state_after
from tests.data.households import answers_of
from tests.data.households import households as examples
from tests.services.changes.test_changes import NOTED, _members, file, wage  # noqa: F401 # the fixture of a household on file
from tests.union import APPROVER, LIN, POINT, RECORDER, STATION, STATION_TOO, World
from tests.unit.forms.test_forms_walker import resident_id

pytestmark = pytest.mark.usefixtures("file")


def versions(world: World, household_id: int) -> list[FileVersion]:
    with world.work() as session:
        query = select(FileVersion).where(FileVersion.household_id == household_id)
        return list(session.exec(query.order_by(col(FileVersion.number))))


def check_replayed(world: World, household_id: int) -> None:
    """History replays to the present state, without a gap."""
    kept = len(versions(world, household_id))
    with world.work() as session:
        found = session.get_one(HouseholdFile, household_id)
        assert state_after(session, household_id) == stands(world.at_work(session), found)
        assert found.version == kept


def test_a_file_has_a_history_from_its_opening_on(world: World, file: int) -> None:  # noqa: F811
    """Who reported it, who entered it, and who has it since; the fixture gives it an officer past all rules."""
    first = versions(world, file)[0]
    assert (first.kind, first.said_by, first.confirmed_by, first.number) == (Kind.OPENED, LIN, RECORDER, 1)
    assert first.old == {}
    assert first.new["data/self_monthly_income"]


def test_a_change_says_who_said_and_who_confirmed_it_and_what_it_was_before(world: World, file: int) -> None:  # noqa: F811
    change = wage(world, file, by=POINT)
    before = versions(world, file)[-1].number
    with world.work() as session:
        was = session.get_one(HouseholdFile, file).data["self_monthly_income"]
        confirm(world.at_work(session, STATION), change)
    last = versions(world, file)[-1]
    assert (last.kind, last.said_by, last.confirmed_by, last.change_id) == (Kind.CHANGED, POINT, STATION, change)
    assert last.number == before + 1
    assert last.old["data/self_monthly_income"] == was
    with world.work() as session:
        assert state_after(session, file, number=before)["data/self_monthly_income"] == was


def test_a_file_of_the_version_before_gets_its_first_version_with_the_next(world: World, file: int) -> None:  # noqa: F811
    with world.work() as session:
        for one in session.exec(select(FileVersion)).all():
            session.delete(one)
        session.get_one(HouseholdFile, file).version = 0
    change = wage(world, file, by=POINT)
    with world.work() as session:
        confirm(world.at_work(session, STATION), change)
    assert [one.kind for one in versions(world, file)] == [Kind.FOUND, Kind.CHANGED]
    check_replayed(world, file)


def test_the_history_goes_with_the_file(world: World, file: int) -> None:  # noqa: F811
    with world.work() as session:
        erasing.erase(world.at_work(session), LIN)
    assert versions(world, file) == []


# Any order of changes ------------------------------------------------------------------------------------------------

Act = Callable[[World, int], None]


def _changed(what: What, field: str, answers: dict[str, Any], *, index: int = 0) -> Act:
    def act(world: World, household_id: int) -> None:
        with world.work() as session:
            wanted = changes.pinned(world.at_work(session, POINT), Wanted(household_id, what, field, index))
            number = propose(world.at_work(session, POINT), wanted, NOTED | answers)
        with world.work() as session:
            confirm(world.at_work(session, STATION), number)

    return act


def _joined(number: str) -> Act:
    newborn = {"relation": "son", "name": "林新生", "resident_id": number, "work_status": "kindergarten",
               "guardian_consent": True, "monthly_income": 0, "health": "good"}  # fmt: skip
    return _changed(What.JOIN, "", newborn)


def _left(index: int) -> Act:
    return _changed(What.LEAVE, "", {}, index=index)


def _anew(world: World, household_id: int) -> None:
    with world.work() as session:
        number = reclass(world.at_work(session, POINT), household_id)
    with world.work() as session:
        confirm(world.at_work(session, STATION), number)


def _given(officer: int) -> Act:
    def act(world: World, household_id: int) -> None:
        with world.work() as session:
            assigning.assign(world.at_work(session, STATION), household_id, officer)

    return act


def _moved(unit: int) -> Act:
    def act(world: World, household_id: int) -> None:
        with world.work() as session:
            moving.move(world.at_work(session, APPROVER), household_id, unit)

    return act


def _headed(world: World, household_id: int) -> None:
    given = {"bank_card": "6222021234567890128", "marital_status": "widowed"}
    _changed(What.HEAD, "", given)(world, household_id)


def _closed(world: World, household_id: int) -> None:
    _changed(What.CLOSE, "moved_away", {})(world, household_id)


def _reported_again(world: World, _household_id: int) -> None:
    """Whoever of the family is left reports; the file of before is opened again, if it was closed."""
    case = world.opens(LIN, answers=answers_of(examples()["DEMO-H01"]), members=_members())
    world.reviewed(case)
    world.now += timedelta(days=30)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case)
    world.enters(case)


BORN = resident_id(7, "20260101")
ACTS: dict[str, Act] = {
    "earns less": _changed(What.ANSWER, "self_monthly_income", {"self_monthly_income": 30_000}),
    "earns much": _changed(What.ANSWER, "self_monthly_income", {"self_monthly_income": 3_000_000}),
    "ill": _changed(What.ANSWER, "self_health", {"self_health": "serious_illness"}),
    "card": _changed(What.ANSWER, "bank_card", {"bank_card": "6222020000000000013"}),
    "join": _joined(BORN),
    "leave": _left(0),
    "leave second": _left(1),
    "anew": _anew,
    "to station": _given(STATION_TOO),
    "back to point": _given(POINT),
    "other unit": _moved(2),
    "home unit": _moved(4),
    "another head": _headed,
    "closed": _closed,
    "closed at last": _closed,
    "reports again": _reported_again,
    "reports": _reported_again,
}


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=7))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_any_order_of_changes_replays_to_the_present_and_keeps_one_file_a_person(
    world: World,
    file: int,  # noqa: F811
    order: list[str],
) -> None:
    for name in order:
        try:
            ACTS[name](world, file)
        except (Refusal, IndexError):  # it said why: nothing happened
            continue
    check_replayed(world, file)
    with world.work() as session:
        assert len(session.exec(select(HouseholdFile)).all()) == 1, "whoever comes back gets the same file"
        work, found = world.at_work(session), session.get_one(HouseholdFile, file)
        living = select(HouseholdMember.id).where(col(HouseholdMember.file_key).is_not(None))
        assert (session.exec(living).first() is None) == (found.closed_at is not None)
        assert households.class_on_record(work, found) == households.class_by_rules(work, found, found.data)
        key = col(HouseholdMember.file_key)
        twice = select(key).where(key.is_not(None)).group_by(key).having(func.count() > 1)
        assert session.exec(twice).all() == []
        assert changes.waiting_for(world.at_work(session, STATION)) == []
