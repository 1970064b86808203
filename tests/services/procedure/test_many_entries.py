"""Several national numbers at once: each case is checked and recorded by itself, and none twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from delivery.rendering import render_plain
from domain.procedure.state import Verdict
from models.households import HouseholdFile
from models.officers import Appointment
from models.platform.audit import Audit
from services import procedure
from services.procedure.entry import EntriesDone
from tests.union import APPROVER, AYGUL, LIN, RECORDER, STRANGER, ZONE, World

BOTH = {"2026-0001": "QG-1", "2026-0002": "QG-2"}


@pytest.fixture
def two(world: World) -> tuple[int, int]:
    """Two reports that wait to be entered."""
    cases = world.opens(LIN), world.opens(STRANGER)
    for case_id in cases:
        world.reviewed(case_id)
    world.passes(days=9)
    world.keeps_up("end public notices")
    for case_id in cases:
        world.decides(APPROVER, case_id)
    return cases


def entered(world: World, numbers: dict[str, str], officer: int = RECORDER) -> EntriesDone:
    with world.work() as session:
        return procedure.enter_all(world.at_work(session, officer), numbers)


def files(world: World) -> list[str | None]:
    with world.work() as session:
        return sorted(session.exec(select(HouseholdFile.national_number)).all(), key=str)


def reasons(found: EntriesDone) -> dict[str, str]:
    return {number: render_plain(why, "en", timezone=ZONE) for number, why in found.left}


def test_each_is_recorded_by_itself(world: World, two: tuple[int, int]) -> None:
    with world.work() as session:
        assert list(procedure.entries_waiting(world.at_work(session, RECORDER))) == ["2026-0001", "2026-0002"]
    assert entered(world, BOTH) == EntriesDone(("2026-0001", "2026-0002"), ())
    assert files(world) == ["QG-1", "QG-2"]
    with world.work() as session:
        noted = [one.subject for one in session.exec(select(Audit)) if one.action == "entered"]
        assert noted == [f"case:{case_id}" for case_id in two]
        assert not procedure.entries_waiting(world.at_work(session, RECORDER))
    for worker in (LIN, STRANGER):
        assert any("Your household file number is" in one for one in world.messages(worker))


def test_a_second_time_does_nothing_twice(world: World, two: tuple[int, int]) -> None:
    entered(world, BOTH)
    before = len(world.messages(LIN))
    again = entered(world, BOTH)
    assert again.done == ()
    assert all("has moved on" in why for why in reasons(again).values())
    assert files(world) == ["QG-1", "QG-2"]
    assert len(world.messages(LIN)) == before


def test_what_a_rule_stops_is_named_and_the_others_go_on(world: World, two: tuple[int, int]) -> None:
    version = world.case(two[0]).version
    with world.work() as session:
        procedure.decide(world.at_work(session, RECORDER), two[0], version, Verdict.RETURN, reason="why")
    found = entered(world, BOTH)
    assert found.done == ("2026-0002",)
    assert list(reasons(found)) == ["2026-0001"]
    assert world.case(two[0]).status == "returned"
    assert files(world) == ["QG-2"]


def test_nobody_enters_what_was_not_put_before_them(world: World, two: tuple[int, int]) -> None:
    other = world.opens(AYGUL)
    for officer in (APPROVER, LIN):
        assert entered(world, BOTH, officer).done == ()
    assert entered(world, {world.case(other).number: "QG-9"}).done == ()
    with world.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.person_id == RECORDER)).all():
            held.ended_at = world.now
    assert all("moved on" in why or "not open to you" in why.lower() for why in reasons(entered(world, BOTH)).values())
    assert files(world) == []


def test_two_presses_at_one_instant_record_each_once(world: World, two: tuple[int, int]) -> None:
    together = Barrier(2, timeout=10)

    def presses(numbers: dict[str, str]) -> EntriesDone:
        together.wait()
        return entered(world, numbers)

    with ThreadPoolExecutor(2) as threads:
        turned = dict(reversed(BOTH.items()))
        found = [one.result(timeout=30) for one in [threads.submit(presses, each) for each in (BOTH, turned)]]
    assert sorted(number for one in found for number in one.done) == ["2026-0001", "2026-0002"]
    assert files(world) == ["QG-1", "QG-2"]
