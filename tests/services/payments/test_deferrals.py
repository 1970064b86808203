"""Repayments that wait, by two officers; a leader hears of three arrears; all is paid back at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlmodel import col, select

from domain.platform.access import NotForYou
from domain.procedure.refusals import NotThisStep, OwnHousehold, ReasonNeeded, SecondPairOfEyesNeeded
from models.officers import Appointment
from models.payments import Deferral
from models.procedure import AidCase, Prompt
from services.care import assigning
from services.payments import receipts
from services.payments.loans import deferring, lent_out, letting, reminding, settling
from tests.season_tasks import add_household
from tests.services.payments.test_loans import lent, plan_told, repays
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    ZONE,
    World,
)

ILL = "住院了，下个月才上班"


def asks(world: World, case_id: int, *, by: int = LIN, months: int = 2, reason: str = ILL) -> int:
    """Repayments are to wait; return the number of what was asked."""
    with world.work() as session:
        deferring.ask_to_wait(world.at_work(session, by), case_id, months=months, reason=reason)
    return row_of(world).id


def row_of(world: World) -> Deferral:
    with world.work() as session:
        return session.exec(select(Deferral).order_by(col(Deferral.id).desc())).all()[0]


def lets(world: World, officer: int, deferral_id: int, number: int = 1) -> None:
    with world.work() as session:
        letting.let_wait(world.at_work(session, officer), deferral_id, number)


def asked(world: World, deferral_id: int) -> set[int]:
    """Before whom it lies."""
    with world.work() as session:
        lying = select(Prompt).where(Prompt.about == f"defer:{deferral_id}", col(Prompt.closed_at).is_(None))
        return {one.officer_id for one in session.exec(lying)}


def test_the_worker_asks_one_officer_is_for_it_and_a_leader_lets_it(world: World) -> None:
    case_id = lent(world)
    wait = asks(world, case_id)
    assert asked(world, wait) == {POINT}
    assert ILL in world.messages(POINT)[-1]
    assert "from 28 August 2026 to 28 October 2026" in world.messages(POINT)[-1]
    assert "It is being decided" in plan_told(world, case_id)
    lets(world, POINT, wait)
    assert asked(world, wait) == {STATION, STATION + 1}, "the nearest leaders"
    assert plan_told(world, case_id).count("28 August 2026") == 2, "nothing moves before the second officer"
    lets(world, STATION, wait)
    assert asked(world, wait) == set()
    shown = plan_told(world, case_id)
    assert "1. 28 October 2026: ¥833.33" in shown
    assert "waited for 2 months" in shown
    assert "Still to pay back: ¥20,000" in shown
    assert "the next one, ¥833.33, is due on 28 October 2026" in world.messages(LIN)[-1]


def test_an_officer_who_asks_is_the_first_and_not_the_second(world: World) -> None:
    case_id = lent(world)
    wait = asks(world, case_id, by=STATION)
    with pytest.raises(SecondPairOfEyesNeeded):
        lets(world, STATION, wait)
    with pytest.raises(NotForYou):
        lets(world, POINT, wait)
    lets(world, STATION + 1, wait)
    with pytest.raises(NotThisStep):
        lets(world, APPROVER, wait)
    assert row_of(world).state == "let"


def test_nobody_else_asks_and_nothing_is_asked_twice(world: World) -> None:
    case_id = lent(world)
    for somebody in (AYGUL, CASHIER):
        with pytest.raises(NotForYou):
            asks(world, case_id, by=somebody)
    with pytest.raises(ReasonNeeded):
        asks(world, case_id, reason=" ")
    with pytest.raises(deferring.NoMonthsLeft):
        asks(world, case_id, months=13)
    asks(world, case_id)
    for again in (LIN, STATION):
        with pytest.raises(deferring.AskedToWait):
            asks(world, case_id, by=again)


@pytest.mark.parametrize("officer", [POINT, STATION])
def test_a_no_tells_its_reason_and_another_way(world: World, officer: int) -> None:
    """The first officer may say so, and the second."""
    case_id = lent(world)
    wait = asks(world, case_id)
    if officer == STATION:
        lets(world, POINT, wait)
    with world.work() as session:
        letting.refuse_wait(world.at_work(session, officer), wait, reason="Half of it will do.")
    assert "Half of it will do." in world.messages(LIN)[-1]
    assert "tell a person of your union" in world.messages(LIN)[-1]
    assert ("Half of it will do." in world.messages(POINT)[-1]) == (officer == STATION)
    assert asks(world, case_id) > wait, "it can be asked again"


def test_a_repayment_meanwhile_is_seen_before_it_is_decided(world: World) -> None:
    case_id = lent(world)
    wait = asks(world, case_id)
    repays(world, case_id, 833_33 + 100, "R-1")
    assert (row_of(world).number, row_of(world).fen, row_of(world).due_on) == (2, 833_33 - 100, date(2026, 9, 28))
    with pytest.raises(letting.PlanHasMoved):
        lets(world, POINT, wait, number=1)
    lets(world, POINT, wait, number=2)
    lets(world, STATION, wait, number=2)
    assert "2. 28 November 2026: ¥833.33, of which ¥832.33 is open" in plan_told(world, case_id)
    wait = asks(world, case_id)
    repays(world, case_id, 20_000_00 - 833_33 - 100, "R-2")
    assert row_of(world).state == "dropped"
    assert asked(world, wait) == set()


def test_twelve_months_and_no_longer(world: World) -> None:
    case_id = lent(world)
    for months in (6, 6):
        lets(world, APPROVER, asks(world, case_id, by=STATION, months=months))
    with pytest.raises(deferring.NoMonthsLeft):
        asks(world, case_id, months=1)
    assert "1. 28 August 2027" in plan_told(world, case_id)


def test_without_a_second_officer_the_administrators_hear_of_it_and_who_comes_is_asked(world: World) -> None:
    case_id = lent(world)
    with world.work() as session:
        for held in session.exec(select(Appointment).where(col(Appointment.role).in_(("approver", "reviewer")))):
            held.ended_at = world.now
    wait = asks(world, case_id)
    lets(world, POINT, wait)
    assert "nobody may decide it" in world.messages(ADMIN)[-1]
    with world.work() as session:
        session.add(Appointment(person_id=APPROVER, role="approver", unit_id=1, appointed_by=ADMIN, since=world.now))
        session.flush()
        receipts.route_disputes_anew(world.at_work(session), "/1/")
    assert asked(world, wait) == {APPROVER}


def test_who_lives_there_decides_nothing(world: World) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=LIN, role="approver", unit_id=1, appointed_by=ADMIN, since=world.now))
    case_id = lent(world)
    wait = asks(world, case_id)
    with pytest.raises(OwnHousehold):
        lets(world, LIN, wait)


def test_reminders_go_by_the_plan_as_it_is_now_and_three_arrears_go_to_a_leader(world: World) -> None:
    case_id = lent(world)
    lets(world, STATION, asks(world, case_id, by=APPROVER, months=1))
    said = {month: reminded(world, date(2026, month, 28)) for month in (8, 9, 10)}
    assert [sum("repayments of the loan" in one for one in told) for told in said.values()] == [0, 0, 0]
    assert not any(one.startswith("Repayment 1 ") for one in said[8])
    assert any(one.startswith("Repayment 1 ") for one in said[9])
    reminded(world, date(2026, 11, 29))
    assert "3 repayments of the loan have not come, ¥2,499.99 in all" in world.messages(STATION)[-1]
    before = len(world.messages(STATION))
    reminded(world, date(2026, 11, 30))
    assert len(world.messages(STATION)) == before, "once"


def reminded(world: World, on: date) -> list[str]:
    world.now = datetime(on.year, on.month, on.day, 9, tzinfo=ZONE)
    before = {one: len(world.messages(one)) for one in (LIN, STATION)}
    with world.work() as session:
        reminding.remind_of_repayments(world.at_work(session))
    return [one for who, count in before.items() for one in world.messages(who)[count:]]


def test_all_of_it_is_paid_back_at_once(world: World) -> None:
    case_id = lent(world)
    with world.work() as session:
        assert settling.ask_to_settle(world.at_work(session, LIN), case_id).fen == 20_000_00
    assert "would like to pay back all" in world.messages(CASHIER)[-1]
    with world.work() as session, pytest.raises(settling.AskedToSettle):
        settling.ask_to_settle(world.at_work(session, LIN), case_id)
    with world.work() as session, pytest.raises(NotForYou):
        settling.tell_how(world.at_work(session, APPROVER_TOO), case_id, words="To account 1.")
    with world.work() as session:
        settling.tell_how(world.at_work(session, CASHIER), case_id, words="To account 62 001.")
    assert "To account 62 001." in world.messages(LIN)[-1]
    assert repays(world, case_id, 20_000_00, "R-1") == 0
    assert world.case(case_id).status == "finished"


def test_what_is_lent_out_stands_by_unit_with_what_is_late(world: World) -> None:
    case_id = lent(world)
    repays(world, case_id, 500_00, "R-1")
    for on, late in ((date(2026, 8, 28), 0), (date(2026, 9, 29), 2)):
        world.now = datetime(on.year, on.month, on.day, 9, tzinfo=ZONE)
        with world.work() as session:
            shown = lent_out.lent_out(world.at_work(session, STATION))
        (unit,) = shown.units
        assert (unit.count, unit.lent, unit.left) == (1, 20_000_00, 19_500_00)
        assert [one.count for one in shown.arrears] == [late] * bool(late)
    assert (shown.due, shown.came, unit.late) == (2 * 833_33, 500_00, 2 * 833_33 - 500_00)
    with world.work() as session:
        assert not lent_out.lent_out(world.at_work(session, OTHER_STATION)).units
    with world.work() as session, pytest.raises(NotForYou):
        lent_out.lent_out(world.at_work(session, POINT))


def test_it_goes_along_when_the_household_gets_another_officer(world: World) -> None:
    case_id = lent(world)
    with world.work() as session:
        file_id = add_household(session, world.now, head=LIN, officer=POINT)
        session.get_one(AidCase, case_id).household_id = file_id
    wait = asks(world, case_id)
    assert asked(world, wait) == {POINT}
    with world.work() as session:
        assigning.assign(world.at_work(session, STATION), file_id, STATION_TOO)
    assert asked(world, wait) == {STATION_TOO}
    assert any(ILL in one for one in world.messages(STATION_TOO))
