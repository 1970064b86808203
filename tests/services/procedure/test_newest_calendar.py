"""Days off are announced while notices and steps run: ends move, the room reads it, and nobody is asked too early."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import select

from bot.run.database import Database
from bot.run.policy_watch import look_once
from domain.units.steps import StepKind
from models.notices import Notice
from services import procedure
from services.platform.audit import trail_of
from services.platform.policies import PolicyBook
from tests.union import ADMIN, APPROVER, APPROVER_TOO, DEMO, LIN, POINT, ROOM, STATION, ZONE, World, found

POSTED = datetime(2026, 12, 28, 9, tzinfo=ZONE)  # a Monday; by weekends alone five working days end on 4 January
TURN = '{ name = "元旦", first = 2026-12-30, last = 2027-01-01 }'
LONGER = '{ name = "元旦", first = 2026-12-30, last = 2027-01-05 }'
END_OF_NOTICE = "end public notices"


def announced(block: str) -> str:
    text = DEMO.read_text("utf-8")
    return text.replace("[[calendar]]", f"[[calendar]]\nyear = 2027\nholidays = [{block}]\n\n[[calendar]]", 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "ours.toml"
    copy.write_text(DEMO.read_text("utf-8"), "utf-8")
    return copy


@pytest.fixture
def union(database: Database, file: Path) -> World:
    return found(database, POSTED, policy=file)


def announces(world: World, file: Path, block: str, *, leads: bool = True) -> None:
    """The administrator changes the file, and the running program takes it up."""
    file.write_text(announced(block), "utf-8")
    for _ in range(2):
        look_once(world.database, world.house, lambda: world.now, lambda: leads)


def noticed(world: World) -> int:
    case_id = world.opens()
    world.reviewed(case_id)
    world.keeps_up(END_OF_NOTICE)
    assert last_day(world) == date(2027, 1, 4)
    return case_id


def last_day(world: World) -> date:
    return notice_of(world).last_day


def notice_of(world: World) -> Notice:
    with world.work() as session:
        return session.exec(select(Notice)).one()


def asked_on(world: World, case_id: int, *, until: date) -> date | None:
    """Return the first day on which the approvers have it before them, when the program runs day by day."""
    while world.now.date() <= until:
        world.keeps_up(END_OF_NOTICE)
        if {APPROVER, APPROVER_TOO} & world.prompted(case_id):
            return world.now.date()
        world.now = datetime.combine(world.now.date() + timedelta(days=1), datetime.min.time(), ZONE)
    return None


def test_days_off_over_the_turn_of_the_year_lengthen_a_running_notice(union: World, file: Path) -> None:
    case_id = noticed(union)
    union.passes(days=1)
    announces(union, file, TURN)
    assert last_day(union) == date(2027, 1, 7)
    (room,) = union.edited(ROOM)
    assert "to 7 January 2027" in room
    assert "not announced yet" not in room
    assert any("instead of" in one for one in union.messages(LIN))
    with union.work() as session:
        (line,) = [one for one in trail_of(session, f"case:{case_id}") if "newest calendar" in one.action]
        assert line.detail == "2027-01-07"
    assert asked_on(union, case_id, until=date(2027, 1, 20)) == date(2027, 1, 8)


def test_days_off_that_are_taken_back_shorten_it(union: World, file: Path) -> None:
    announces(union, file, LONGER)
    case_id = union.opens()
    union.reviewed(case_id)
    union.keeps_up(END_OF_NOTICE)
    assert last_day(union) == date(2027, 1, 11)
    announces(union, file, TURN)
    assert last_day(union) == date(2027, 1, 7)
    assert asked_on(union, case_id, until=date(2027, 1, 20)) == date(2027, 1, 8)


def test_a_block_that_is_lengthened_moves_it_again_and_the_worker_hears_of_each(union: World, file: Path) -> None:
    noticed(union)
    announces(union, file, TURN)
    announces(union, file, LONGER)
    assert last_day(union) == date(2027, 1, 11)
    assert sum("instead of" in one for one in union.messages(LIN)) == 2
    assert len(union.edited(ROOM)) == 2


def test_a_notice_whose_end_does_not_move_only_loses_its_doubt(union: World, file: Path) -> None:
    noticed(union)
    announces(union, file, '{ name = "元旦", first = 2027-01-02, last = 2027-01-03 }')
    assert (last_day(union), notice_of(union).days_uncertain) == (date(2027, 1, 4), False)
    assert len(union.edited(ROOM)) == 1
    assert not any("instead of" in one for one in union.messages(LIN))


def test_a_notice_that_is_over_by_the_new_calendar_ends_at_once(union: World, file: Path) -> None:
    announces(union, file, LONGER)
    case_id = union.opens()
    union.reviewed(case_id)
    union.keeps_up(END_OF_NOTICE)
    union.now = datetime(2027, 1, 8, 10, tzinfo=ZONE)
    announces(union, file, TURN)
    assert union.case(case_id).step == StepKind.APPROVAL
    assert not any("instead of" in one for one in union.messages(LIN))


def test_a_change_while_the_program_was_off_counts_from_its_next_start(union: World, file: Path) -> None:
    case_id = noticed(union)
    file.write_text(announced(TURN), "utf-8")
    union.house = replace(union.house, policies=PolicyBook(file))
    union.now = datetime(2027, 1, 5, 0, 1, tzinfo=ZONE)
    union.keeps_up(END_OF_NOTICE)
    assert union.case(case_id).step == StepKind.NOTICE
    assert last_day(union) == date(2027, 1, 7)


def test_a_process_that_does_not_lead_leaves_it_to_the_one_that_does(union: World, file: Path) -> None:
    noticed(union)
    announces(union, file, TURN, leads=False)
    assert last_day(union) == date(2027, 1, 4)
    union.keeps_up("follow the newest calendar")
    assert last_day(union) == date(2027, 1, 7)


def test_a_notice_that_has_ended_stays_ended(union: World, file: Path) -> None:
    case_id = noticed(union)
    assert asked_on(union, case_id, until=date(2027, 1, 20)) == date(2027, 1, 5)
    announces(union, file, TURN)
    assert union.case(case_id).step == StepKind.APPROVAL
    assert last_day(union) == date(2027, 1, 4)


def test_the_case_keeps_the_days_of_its_own_version(union: World, file: Path) -> None:
    """Only the calendar is new: a rule of more notice days holds for those who begin under it."""
    noticed(union)
    more = announced(TURN).replace('kind = "notice", working_days = 5', 'kind = "notice", working_days = 9')
    file.write_text(more, "utf-8")
    for _ in range(2):
        look_once(union.database, union.house, lambda: union.now)
    assert last_day(union) == date(2027, 1, 7)


def test_a_step_of_an_officer_gets_the_days_off_too(union: World, file: Path) -> None:
    case_id = union.opens()
    before = union.case(case_id).due_at
    assert before is not None
    announces(union, file, TURN)
    after = union.case(case_id).due_at
    assert after is not None
    assert after > before
    assert union.edited(STATION), "the time left is drawn anew"
    union.now = before + timedelta(hours=9)
    union.keeps_up("remind of overdue steps")
    assert not any("waited too long" in one for one in union.messages(STATION))


def test_reminders_of_an_overdue_step_go_up_by_the_newest_calendar(union: World, file: Path) -> None:
    """A day off is no day late, whatever the calendar of the case's own version says of it."""
    case_id = union.opens()
    due = union.case(case_id).due_at
    assert due is not None
    announces(union, file, LONGER)
    with union.work() as session:
        procedure.find_case(session, case_id).due_at = datetime(2026, 12, 30, tzinfo=ZONE)
    union.now = datetime(2027, 1, 5, 9, tzinfo=ZONE)
    union.keeps_up("remind of overdue steps")
    assert union.case(case_id).raised == 0


def test_the_administrators_read_what_a_new_version_changes_for_running_cases(union: World, file: Path) -> None:
    announces(union, file, TURN)
    assert any("newest calendar" in one for one in union.messages(ADMIN))
    assert union.messages(POINT) == []


def test_two_processes_that_follow_at_one_instant_move_a_notice_once(union: World, file: Path) -> None:
    case_id = noticed(union)
    announces(union, file, TURN, leads=False)
    before = len(union.messages(LIN))
    together = Barrier(2, timeout=10)

    def follows() -> None:
        together.wait()
        with union.work() as session:
            procedure.follow_calendar(union.at_work(session))

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(follows) for _ in range(2)]:
            done.result(timeout=30)
    assert last_day(union) == date(2027, 1, 7)
    assert len(union.messages(LIN)) == before + 1
    assert len(union.edited(ROOM)) == 1
    assert union.case(case_id).step == StepKind.NOTICE
