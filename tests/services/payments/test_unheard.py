"""Nobody says whether the money came: reminders, the officer asks, the case is closed; its worker may yet say."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from domain.payments.buttons import Heard
from domain.payments.money import Cause
from domain.platform.access import NotForYou
from domain.platform.text import pack
from domain.procedure.refusals import CaseAlreadyClosed, NotThisStep, OwnHousehold, SecondPairOfEyesNeeded
from domain.procedure.state import Status
from models.officers import Appointment
from models.payments import MoneyRow
from models.procedure import AidCase, Decision
from services.cases import card, own
from services.cases.history import history
from services.payments import disputes, receipts, returns, second, unheard
from tests.data.households import demo
from tests.services.cases.test_waiting import on, sent
from tests.union import AYGUL, CASHIER, LIN, POINT, RECORDER, STATION, ZONE, World, told

PAID_ON = date(2026, 7, 28)


@pytest.fixture
def paid(world: World) -> int:
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    world.pays(case_id)
    return case_id


def asks(world: World) -> list[str]:
    return [one for one in world.messages(LIN) if one.startswith("Has the money of case")]


def days_go_by(world: World, *days: int) -> None:
    for day in days:
        on(world, PAID_ON + timedelta(days=day))


def hears(world: World, case_id: int, heard: Heard, *, by: int = POINT, version: int = 0) -> None:
    with world.work() as session:
        seen = version or session.get_one(AidCase, case_id).version
        unheard.hear(world.at_work(session, by), case_id, seen, heard)


def says(world: World, case_id: int, act: str = "confirm_receipt", by: int = LIN) -> None:
    with world.work() as session:
        getattr(receipts, act)(world.at_work(session, by), case_id)


def row(world: World) -> MoneyRow:
    with world.work() as session:
        return session.exec(select(MoneyRow)).one()


def test_a_worker_who_says_nothing_is_reminded_then_called_then_the_case_is_closed(world: World, paid: int) -> None:
    assert world.case(paid).waits_until == date(2026, 8, 27)
    days_go_by(world, 2)
    assert asks(world) == []
    days_go_by(world, 3, 7)
    assert len(asks(world)) == 2
    assert "tell us by 27 August 2026" in asks(world)[-1]
    assert world.presses(LIN)[:2] == [f"ra:{paid}", f"rm:{paid}"]
    assert world.prompted(paid, "receipt") == set()
    days_go_by(world, 15)
    assert len(asks(world)) == 3
    assert world.prompted(paid, "receipt") == {POINT}
    days_go_by(world, 30)
    assert world.case(paid).status == Status.OPEN
    days_go_by(world, 31)
    case = world.case(paid)
    assert (case.status, case.step, case.call_on) == ("finished", "closed", None)
    assert "is closed now" in world.messages(LIN)[-1]
    assert world.presses(LIN) == [f"ra:{paid}", f"rm:{paid}"]
    assert world.prompted(paid, "receipt") == set()
    assert row(world).confirmed_at is None
    with world.work() as session:
        lines = [line.said.source for line in history(session, session.get_one(AidCase, paid), demo())]
        seen = own.own_case(world.at_work(session, LIN), paid)
    assert "Nobody said whether the money came; the case was closed as paid" in lines
    assert (seen.is_unheard, seen.is_closed) == (True, True)
    days_go_by(world, 400)
    assert len(asks(world)) == 3


def test_whoever_answers_hears_no_more(world: World, paid: int) -> None:
    days_go_by(world, 3)
    says(world, paid)
    days_go_by(world, 7, 40)
    assert len(asks(world)) == 1
    with world.work() as session:
        assert not own.own_case(world.at_work(session, LIN), paid).is_unheard


def test_a_jump_of_a_year_closes_nothing_unforeseen(world: World, paid: int) -> None:
    days_go_by(world, 365)
    assert len(asks(world)) == 1
    assert world.case(paid).status == Status.OPEN
    assert world.prompted(paid, "receipt") == {POINT}
    days_go_by(world, 379)
    assert world.case(paid).status == Status.OPEN
    days_go_by(world, 382)
    assert world.case(paid).status == Status.FINISHED


def test_money_that_is_looked_for_is_closed_by_no_clock_and_the_days_begin_anew(world: World, paid: int) -> None:
    says(world, paid, "dispute_receipt")
    days_go_by(world, 3, 31, 90)
    assert asks(world) == []
    assert world.case(paid).status == Status.OPEN
    with world.work() as session:
        at = session.exec(select(MoneyRow)).one()
        at.missing_since = None  # however it was found
    days_go_by(world, 91)
    assert asks(world) == []
    days_go_by(world, 97)
    assert len(asks(world)) == 1
    assert world.case(paid).waits_until == date(2026, 11, 30)


# The case officer asks -----------------------------------------------------------------------------------------------


def test_what_the_worker_says_to_the_officer_is_written_down(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15)
    hears(world, paid, Heard.ARRIVED)
    assert world.case(paid).status == Status.FINISHED
    assert "You told an officer that the money of case" in world.messages(LIN)[-1]
    assert world.prompted(paid, "receipt") == set()
    says(world, paid, "dispute_receipt")
    assert world.case(paid).status == Status.OPEN, "and the worker may say that it was not so"
    assert world.prompted(paid, "dispute") == {CASHIER}


def test_money_that_the_worker_tells_the_officer_is_missing_is_looked_for(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15)
    hears(world, paid, Heard.MISSING)
    assert (world.case(paid).status, row(world).missing_since) == ("open", world.now)
    assert world.prompted(paid, "dispute") == {CASHIER}
    assert world.prompted(paid, "receipt") == set()
    with world.work() as session:
        disputes.check_may_answer(world.at_work(session, CASHIER), paid)
    says(world, paid)
    assert world.case(paid).status == Status.FINISHED


def test_whom_nobody_reached_has_the_rest_of_the_days(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15)
    hears(world, paid, Heard.NOBODY)
    assert world.prompted(paid, "receipt") == set()
    assert world.case(paid).status == Status.OPEN
    days_go_by(world, 31)
    assert world.case(paid).status == Status.FINISHED
    with world.work() as session:
        verdicts = session.exec(select(Decision.verdict).where(Decision.step == "receipt")).all()
    assert verdicts == ["heard_nobody", "unheard"]


def test_only_officers_there_write_it_down_and_nobody_who_paid(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15)
    for officer in (CASHIER, AYGUL):
        with pytest.raises(NotForYou):
            hears(world, paid, Heard.ARRIVED, by=officer)
    with pytest.raises(NotThisStep):
        hears(world, paid, Heard.ARRIVED, version=1)
    with world.work() as session:
        for person, role in ((CASHIER, "case_officer"), (LIN, "case_officer")):
            session.add(Appointment(person_id=person, role=role, unit_id=4, appointed_by=1, since=world.now))
    with pytest.raises(SecondPairOfEyesNeeded):
        hears(world, paid, Heard.ARRIVED, by=CASHIER)
    with pytest.raises(OwnHousehold):
        hears(world, paid, Heard.ARRIVED, by=LIN)
    hears(world, paid, Heard.ARRIVED, by=STATION)


def test_who_paid_is_not_asked_to_call(world: World, paid: int) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=CASHIER, role="case_officer", unit_id=4, appointed_by=1, since=world.now))
    days_go_by(world, 3, 7, 15)
    assert world.prompted(paid, "receipt") == {POINT}


# The way back --------------------------------------------------------------------------------------------------------


def test_who_speaks_late_is_heard(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15, 31, 300)
    with pytest.raises(NotForYou):
        says(world, paid, by=AYGUL)
    says(world, paid, "dispute_receipt")
    case = world.case(paid)
    assert (case.status, case.step, case.closed_at, case.waits_until) == ("open", "receipt", None, None)
    assert world.prompted(paid, "dispute") == {CASHIER}
    says(world, paid)
    assert (world.case(paid).status, row(world).missing_since) == ("finished", None)
    with pytest.raises(CaseAlreadyClosed):
        says(world, paid, "dispute_receipt")


def test_who_says_late_that_it_came_is_thanked_and_nothing_moves(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15, 31)
    before = world.case(paid).version
    says(world, paid)
    assert world.case(paid).version == before
    assert row(world).confirmed_at == world.now
    assert world.messages(LIN)[-1].startswith("Good to hear!")
    with pytest.raises(CaseAlreadyClosed):
        says(world, paid)


def test_both_sides_read_until_when(world: World, paid: int) -> None:
    with world.work() as session:
        seen = own.own_case(world.at_work(session, LIN), paid)
        officer = told(pack(card.look_at_case(world.at_work(session, STATION), paid)[-1].text))
    assert (seen.waits_until, seen.due_on) == (date(2026, 8, 27), None)
    assert "It waits for the worker until 27 August 2026." in officer
    says(world, paid, "dispute_receipt")
    with world.work() as session:
        assert own.own_case(world.at_work(session, LIN), paid).waits_until is None


def test_a_receipt_that_waited_before_this_version_gets_its_days_from_today(world: World, paid: int) -> None:
    with world.work() as session:
        case = session.get_one(AidCase, paid)
        case.waits_since, case.waits_until, case.call_on = None, None, date(2020, 1, 1)
    sent(world)
    world.now = datetime(2026, 12, 1, 9, 5, tzinfo=ZONE)
    world.keeps_up("call on workers who are waited for")
    assert asks(world) == []
    assert world.case(paid).waits_until == date(2026, 12, 31)


def comes_back(world: World, case_id: int) -> None:
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        returns.record_return(work, case_id, returned_on=world.now.date(), reference="R-1", cause=Cause.OTHER)


def test_the_bank_may_send_money_back_after_the_case_was_closed_unheard(world: World, paid: int) -> None:
    days_go_by(world, 3, 7, 15, 31)
    assert world.case(paid).status == "finished"
    with world.work() as session:
        keys = card.look_at_case(world.at_work(session, CASHIER), paid)[-1].keys
    assert f"pa:{paid}" in [one.press for line in keys for one in line]
    comes_back(world, paid)
    case = world.case(paid)
    assert (case.status, case.step, case.closed_at) == ("open", "payment", None)
    assert "is not lost" in world.messages(LIN)[-1]
    with world.work() as session:
        proposed = session.exec(select(MoneyRow).where(MoneyRow.state == "proposed")).one().id
    with world.work() as session:
        second.let_pay_again(world.at_work(session, RECORDER), proposed)
    world.pays(paid, reference="BANK-8")
    says(world, paid)
    assert world.case(paid).status == "finished"
    with pytest.raises(CaseAlreadyClosed):
        comes_back(world, paid)
