"""The yearly re-check: asked of all files at once, answered part by part, and what follows when it is not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from delivery.rendering import render_plain
from domain.broadcasts.audience import Audience
from domain.changes.change import What
from domain.households.history import Kind
from domain.platform.access import NotForYou
from domain.rechecks.parts import FileReadsOtherwise, NothingToRecheck, Part, PartsLeft
from models.broadcasts import Broadcast
from models.households import FileVersion, HouseholdFile
from models.payments import MoneyRow, MonthRun
from models.people import Person
from models.procedure import AidCase, Paper
from models.rechecks.rounds import Recheck, RecheckRound
from services import changes, payments, rechecks
from services.aid import programmes
from services.broadcasts.readers import count_readers
from services.households.history import stands, state_after
from tests.season_tasks import add_household
from tests.union import APPROVER, AYGUL, LIN, OTHER_STATION, POINT, STATION, STRANGER, ZONE, World

OPENS = datetime(2026, 11, 2, 9, 15, tzinfo=ZONE)
LONG_AGO = datetime(2025, 7, 1, 9, tzinfo=ZONE)
PROOF = {"change_note": "Since June.", "change_proof": []}


def on_file(world: World, head: int = LIN, number: int = 1, opened: datetime = LONG_AGO, **more: Any) -> int:
    with world.work() as session:
        return add_household(session, opened, head=head, officer=POINT, number=number, **more)


def last(world: World, who: int) -> str:
    return world.messages(who)[-1]


def runs(world: World) -> None:
    with world.work() as session:
        rechecks.carry_on(world.at_work(session))


def opens(world: World) -> int:
    """A household on file, and the day of the re-check."""
    household = on_file(world)
    world.now = OPENS
    runs(world)
    return household


def says(world: World, who: int, household: int | None = None, *, changed: Part | None = None) -> int:
    """Somebody says of every part that it is still so, of one perhaps that it is not; return how many presses."""
    presses = 0
    with world.work() as session:
        work = world.at_work(session, who)
        view = rechecks.shown(work, household)
        while view.part is not None:
            is_same = view.part is not changed
            view = rechecks.say_part(work, household, view.part.value, view.version, is_same=is_same)
            view = rechecks.shown(work, household)
            presses += 1
        rechecks.finish(work, household, view.recheck_id)
    return presses + 1


def not_answered(world: World) -> None:
    """The days go by, with every reminder, and the files rest."""
    for days in (15, 15, 12, 4):
        world.passes(days=days)
        runs(world)


def file_of(world: World, household: int) -> HouseholdFile:
    with world.work() as session:
        return session.get_one(HouseholdFile, household)


def test_all_old_files_are_asked_once_and_new_ones_are_spared(world: World) -> None:
    old, new = on_file(world), on_file(world, AYGUL, 2, OPENS)
    world.now = OPENS
    runs(world)
    runs(world)
    with world.work() as session:
        assert [row.household_id for row in session.exec(select(Recheck))] == [old]
        assert session.get_one(HouseholdFile, old).recheck_until == date(2026, 12, 17)
        assert session.get_one(HouseholdFile, new).recheck_until is None
        (notice,) = session.exec(select(Broadcast)).all()
        audience = Audience.from_json(notice.audience)
        assert count_readers(world.at_work(session), audience, notice.topic).readers == 1
    assert "Households of yours that are asked now: 1" in last(world, POINT)


def test_nothing_opens_before_its_day_or_long_after(world: World) -> None:
    on_file(world)
    for day in (date(2026, 11, 1), date(2026, 12, 17), date(2027, 3, 1)):
        world.now = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
        runs(world)
    with world.work() as session:
        assert not session.exec(select(RecheckRound)).all()


def test_a_recheck_without_a_change_takes_few_presses_and_stands_in_the_history(world: World) -> None:
    household = opens(world)
    assert 1 + says(world, LIN) <= 8
    with world.work() as session:
        file = session.get_one(HouseholdFile, household)
        assert (file.rechecked_on, file.recheck_until) == (OPENS.date(), None)
        kinds = [one.kind for one in session.exec(select(FileVersion).order_by(col(FileVersion.number)))]
        assert kinds == [Kind.FOUND, Kind.RECHECKED]
        assert state_after(session, household) == stands(world.at_work(session), file)
        assert count_readers(world.at_work(session), Audience(rechecked=True), "file").readers == 0
        with pytest.raises(NothingToRecheck):
            rechecks.shown(world.at_work(session, LIN), None)


def test_what_stands_there_is_shown_part_by_part(world: World) -> None:
    opens(world)
    with world.work() as session:
        view = rechecks.shown(world.at_work(session, LIN), None)
        assert view.part is Part.PEOPLE
        assert len(view.marks) <= 6
        read = {
            part: "\n".join(
                render_plain(line, "en", timezone=ZONE, limit=4000) for line in _lines(world, session, part)
            )
            for part, _ in view.marks
        }
        assert "Your monthly income: ¥" in read[Part.INCOME]
        assert "6222020000000000005" not in "".join(read.values())


def _lines(world: World, session: Any, part: Part) -> Any:
    return rechecks.shown(world.at_work(session, LIN), None, part.value).lines


def test_a_press_on_what_reads_otherwise_by_now_does_not_count(world: World) -> None:
    opens(world)
    with world.work() as session:
        work = world.at_work(session, LIN)
        with pytest.raises(FileReadsOtherwise):
            rechecks.say_part(work, None, "income", 7, is_same=True)
        with pytest.raises(PartsLeft):
            rechecks.finish(work, None, 1)


def test_who_does_not_answer_is_reminded_and_then_the_file_rests(world: World) -> None:
    household = opens(world)
    case_id = given_each_month(world, household)
    not_answered(world)
    file = file_of(world, household)
    assert file.suspended_on == world.now.date()
    assert "rests: the yearly re-check was not answered" in last(world, LIN)
    assert "whose files rest now: 1" in last(world, POINT)
    with world.work() as session:
        assert len(session.exec(select(Broadcast)).all()) == 4
        payments.let_months_be_due(world.at_work(session))
        has_file, listed = programmes.listed(world.at_work(session, LIN))
        resting = [one for one in listed if any(reason.key == "rests" for reason in one.against)]
        assert has_file
        assert {"golden_autumn"} <= {one.key for one in resting}
        assert "relief" not in {one.key for one in resting}
    assert months(world, case_id) == []


def given_each_month(world: World, household: int) -> int:
    case_id = world.opens(programme="love_card", amount=600, months=6, household_id=household)
    with world.work() as session:
        session.get_one(AidCase, case_id).step = "run"
        session.add(MonthRun(case_id=case_id, fen=100, first=date(2026, 12, 10), months=2))
    return case_id


def months(world: World, case_id: int) -> list[str]:
    with world.work() as session:
        return [row.period for row in session.exec(select(MoneyRow).where(MoneyRow.case_id == case_id))]


def test_an_answer_lets_the_file_go_on_at_once_and_its_months_are_due(world: World) -> None:
    household = opens(world)
    case_id = given_each_month(world, household)
    not_answered(world)
    says(world, LIN)
    with world.work() as session:
        payments.let_months_be_due(world.at_work(session))
    assert months(world, case_id) == ["2026-12"]
    file = file_of(world, household)
    assert (file.suspended_on, file.rechecked_on) == (None, world.now.date())
    with world.work() as session:
        versions = session.exec(select(FileVersion).order_by(col(FileVersion.number))).all()
        assert [one.kind for one in versions] == [Kind.FOUND, Kind.RESTS, Kind.BACK]
        assert state_after(session, household) == stands(world.at_work(session), file)


def test_a_change_lets_it_go_on_once_it_is_confirmed(world: World) -> None:
    household = opens(world)
    not_answered(world)
    with world.work() as session:
        wanted = changes.Wanted(None, What.ANSWER, "homes")
        number = changes.propose(world.at_work(session, LIN), wanted, {"homes": 2, **PROOF})
    says(world, LIN, changed=Part.HOME)
    runs(world)
    assert file_of(world, household).suspended_on is not None
    with world.work() as session:
        changes.confirm(world.at_work(session, STATION), number)
    runs(world)
    assert file_of(world, household).suspended_on is None
    assert "is open again" in last(world, LIN)


def test_an_officer_answers_it_for_a_household_at_a_visit(world: World) -> None:
    household = opens(world)
    assert 1 + says(world, POINT, household) <= 8
    assert file_of(world, household).recheck_until is None
    assert "Your case officer has answered the yearly re-check" in last(world, LIN)
    with world.work() as session:
        (version,) = session.exec(select(FileVersion).where(FileVersion.kind == Kind.RECHECKED)).all()
        assert version.said_by == POINT
        for stranger in (STRANGER, OTHER_STATION):
            with pytest.raises(NotForYou):
                rechecks.shown(world.at_work(session, stranger), household)


def test_the_case_officer_hears_what_is_to_be_done(world: World) -> None:
    household = opens(world)
    with world.work() as session:
        session.add(
            Paper(household_id=household, about="", kind="wage_proof", file_id="f", added_by=LIN, added_at=LONG_AGO)
        )
    says(world, LIN, changed=Part.HEALTH)
    said = last(world, POINT)
    assert "changed: Health and what is hard" in said
    assert "has run out: Proof of a year's wages" in said


def test_leaders_see_who_has_answered_unit_by_unit(world: World) -> None:
    opens(world)
    on_file(world, AYGUL, 2)
    with world.work() as session:
        top = rechecks.picture(world.at_work(session, APPROVER), 0)
        assert (top.asked, top.answered, [(unit, asked) for unit, _, _, asked in top.units]) == (1, 0, [(2, 1)])
        point = rechecks.picture(world.at_work(session, STATION), 4)
        assert [one.number for one in point.missing] == ["HF-2026-0001"]
        assert [one.number for one in rechecks.mine(world.at_work(session, POINT))] == ["HF-2026-0001"]
        with pytest.raises(NotForYou):
            rechecks.picture(world.at_work(session, STATION), 3)
    says(world, LIN)
    with world.work() as session:
        assert rechecks.picture(world.at_work(session, STATION), 4).missing == []


def test_who_agrees_no_longer_is_not_asked_and_loses_nothing(world: World) -> None:
    household = opens(world)
    with world.work() as session:
        session.get_one(Person, LIN).consented_at = None
    not_answered(world)
    assert file_of(world, household).suspended_on is None


def test_a_reminder_that_is_late_gives_its_days(world: World) -> None:
    household = opens(world)
    world.passes(days=100)
    runs(world)
    assert file_of(world, household).suspended_on is None
    assert file_of(world, household).recheck_until == world.now.date().replace(day=15)
    world.passes(days=6)
    runs(world)
    assert file_of(world, household).suspended_on is not None
