"""What is given each month, from the approval to its end, on both databases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from domain.payments.buttons import Again, PayMonths
from domain.payments.money import Cause
from domain.platform.access import NotForYou
from domain.platform.text import Refusal, pack
from domain.procedure.refusals import MoneyHeld, NotThisStep, SecondPairOfEyesNeeded
from models.households import HouseholdFile
from models.payments import MoneyRow, MonthRun
from models.procedure import AidCase
from services import payments
from services.cases import own, pay_list, worker_side
from services.payments.months import ending
from services.payments.payments import ReferenceOnRecord
from tests.union import APPROVER, APPROVER_TOO, CASHIER, LIN, RECORDER, STATION, ZONE, World, told


def runs(world: World, months: int = 3, **more: Any) -> int:
    """The Love Card of a household on file, approved: 300 a month from August on."""
    case_id = world.opens(programme="love_card", amount=300_00 * months, months=months, period="ever", **more)
    world.approved(case_id)
    return case_id


def comes(world: World, year: int, month: int, day: int) -> None:
    """A morning comes, on which the jobs run."""
    world.now = datetime(year, month, day, 9, tzinfo=ZONE)
    world.keeps_up("let months be due")
    world.keeps_up("put lists before approvers")


def rows(world: World, case_id: int) -> list[tuple[str, str, int]]:
    with world.work() as session:
        query = select(MoneyRow).where(MoneyRow.case_id == case_id).order_by(col(MoneyRow.id))
        return [(one.period, one.state, one.attempt) for one in session.exec(query)]


def pays(world: World, case_id: int, reference: str = "R-1", *, by: int = CASHIER, **more: Any) -> int:
    with world.work() as session:
        version = session.get_one(AidCase, case_id).version
        day = world.now.astimezone(ZONE).date()
        work = world.at_work(session, by)
        return payments.pay_months(work, case_id, version, paid_on=more.get("on") or day, reference=reference)


def shown(world: World, case_id: int) -> str:
    with world.work() as session:
        return "\n".join(told(pack(one)) for one in own.own_case(world.at_work(session, LIN), case_id).told)


def test_each_month_is_due_on_its_day_once_and_paid_to_the_end(world: World) -> None:
    case_id = runs(world)
    assert world.case(case_id).step == "run"
    assert world.prompted(case_id) == set(), "nobody is asked before a month is due"
    comes(world, 2026, 8, 9)
    assert rows(world, case_id) == []
    comes(world, 2026, 8, 10)
    comes(world, 2026, 8, 10)
    assert rows(world, case_id) == [("2026-08", "due", 1)]
    assert world.prompted(case_id) == {CASHIER}
    assert sum("this month's money" in one for one in world.messages(CASHIER)) == 1
    assert pays(world, case_id) == 300_00
    assert world.prompted(case_id) == set()
    assert "From now on it comes each month" in world.messages(LIN)[-1]
    before = len(world.messages(LIN))
    comes(world, 2026, 9, 10)
    pays(world, case_id, "R-2")
    assert len(world.messages(LIN)) == before, "the others come without a word"
    comes(world, 2026, 10, 10)
    pays(world, case_id, "R-3")
    comes(world, 2026, 10, 19)
    assert world.case(case_id).status == "open", "a bank may yet send the last one back"
    comes(world, 2026, 10, 20)
    case = world.case(case_id)
    assert case.status == "finished"
    assert case.once_key is None or case.once_key.endswith(case.number)
    assert "All months of case" in world.messages(LIN)[-1]
    comes(world, 2027, 1, 10)
    assert [state for _, state, _ in rows(world, case_id)] == ["paid"] * 3


def test_after_a_standstill_every_month_is_due_once(world: World) -> None:
    case_id = runs(world)
    comes(world, 2027, 2, 1)
    assert rows(world, case_id) == [("2026-08", "due", 1), ("2026-09", "due", 1), ("2026-10", "due", 1)]
    assert pays(world, case_id) == 900_00
    with pytest.raises(NotThisStep):
        pays(world, case_id, "R-2")


def test_many_are_paid_in_one_transfer_each_by_itself(world: World) -> None:
    first, second = (
        world.opens(programme="love_card", amount=900_00, months=3, subject_print=name) for name in ("a", "b")
    )
    world.reviewed(first)
    world.approved(second)
    world.decides(APPROVER, first)
    comes(world, 2026, 8, 10)
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        seen = pay_list.mark_of(session.exec(select(MoneyRow.id).order_by(col(MoneyRow.id))).all())
        for other in (PayMonths(seen, 1, 300_00), PayMonths(seen + 1, 2, 600_00)):  # as long and as much, and another
            with pytest.raises(pay_list.ListChanged):
                pay_list.pay_listed(work, other, paid_on=work.today, reference="R-1")
        done = pay_list.pay_listed(work, PayMonths(seen, 2, 600_00), paid_on=work.today, reference="R-1")
        assert (done.approved, done.fen, done.left) == (2, 600_00, ())
    assert rows(world, first) == rows(world, second) == [("2026-08", "paid", 1)]
    assert "All of it is paid" in world.edited(CASHIER)[-1]
    comes(world, 2026, 9, 10)
    with pytest.raises(ReferenceOnRecord):
        pays(world, first, "r-1")


def test_four_eyes_as_for_every_payment(world: World) -> None:
    case_id = runs(world)
    comes(world, 2026, 8, 10)
    for officer in (APPROVER, RECORDER, STATION):
        with pytest.raises(NotForYou):
            pays(world, case_id, by=officer)


def test_a_month_that_came_back_holds_the_others_until_a_second_officer_looked(world: World) -> None:
    case_id = runs(world)
    comes(world, 2026, 8, 10)
    pays(world, case_id)
    comes(world, 2026, 9, 10)
    returns(world, case_id, cause=Cause.NUMBER)
    assert "other card" in world.messages(LIN)[-1] or "another card" in world.messages(LIN)[-1]
    with pytest.raises(MoneyHeld):
        pays(world, case_id, "R-2")
    with world.work() as session:
        payments.give_card(world.at_work(session, LIN), case_id, "6222020000000000013")
    with world.work() as session:
        row = session.exec(select(MoneyRow).where(MoneyRow.state == "proposed")).one()
        assert (row.period, row.fen, row.kind) == ("2026-08", 300_00, "month")
        payments.let_pay_again(world.at_work(session, RECORDER), row.id)
    assert pays(world, case_id, "R-3") == 600_00
    assert rows(world, case_id) == [("2026-08", "returned", 1), ("2026-09", "paid", 1), ("2026-08", "paid", 2)]
    with world.work() as session:
        cards = session.exec(select(MoneyRow.card).where(MoneyRow.state == "paid")).all()
        assert set(cards) == {"6222020000000000013"}


def returns(world: World, case_id: int, **more: Any) -> None:
    with world.work() as session:
        payments.record_return(
            world.at_work(session, CASHIER), case_id, returned_on=world.now.astimezone(ZONE).date(), reference="B-1",
            **more,
        )  # fmt: skip


def test_it_had_not_come_back_and_stays_paid(world: World) -> None:
    case_id = runs(world)
    comes(world, 2026, 8, 10)
    pays(world, case_id)
    returns(world, case_id, cause=Cause.OTHER)
    with world.work() as session:
        row = session.exec(select(MoneyRow).where(MoneyRow.state == "proposed")).one()
        payments.refuse_again(world.at_work(session, RECORDER), row.id, Again.PAID, reason="It is there.")
    assert rows(world, case_id) == [("2026-08", "paid", 1), ("2026-08", "cancelled", 2)]
    comes(world, 2026, 9, 10)
    assert pays(world, case_id, "R-2") == 300_00


def test_while_it_rests_months_wait_and_are_paid_when_it_goes_on(world: World) -> None:
    case_id = runs(world)
    comes(world, 2026, 8, 10)
    steers(world, STATION, lambda work: ending.hold(work, case_id, reason="Nobody is at home."))
    assert "Nobody is at home." in world.messages(LIN)[-1]
    assert world.prompted(case_id, "held") == {APPROVER, APPROVER_TOO}
    with pytest.raises(ending.Rests):
        pays(world, case_id)
    comes(world, 2026, 9, 10)
    assert rows(world, case_id) == [("2026-08", "due", 1)]
    assert "It rests since" in shown(world, case_id)
    steers(world, APPROVER, lambda work: ending.let_go_on(work, case_id))
    comes(world, 2026, 9, 11)
    assert pays(world, case_id) == 600_00


def steers(world: World, officer: int, act: Any) -> None:
    with world.work() as session:
        act(world.at_work(session, officer))


def test_a_second_officer_ends_what_rests(world: World) -> None:
    case_id = runs(world)
    comes(world, 2026, 8, 10)
    pays(world, case_id)
    wrong: tuple[tuple[int, type[Refusal]], ...] = (
        (CASHIER, NotForYou), (APPROVER, ending.RestsNot),
    )  # fmt: skip
    for officer, refusal in wrong:
        with pytest.raises(refusal):
            steers(world, officer, lambda work: ending.end_for_good(work, case_id, reason="Moved away."))
    steers(world, APPROVER, lambda work: ending.hold(work, case_id, reason="Moved away."))
    with pytest.raises(SecondPairOfEyesNeeded):
        steers(world, APPROVER, lambda work: ending.end_for_good(work, case_id, reason="Moved away."))
    steers(world, APPROVER_TOO, lambda work: ending.end_for_good(work, case_id, reason="Moved away."))
    assert "Moved away." in world.messages(LIN)[-1]
    comes(world, 2026, 9, 10)
    assert rows(world, case_id) == [("2026-08", "paid", 1)]
    assert world.case(case_id).status == "finished"


@pytest.mark.parametrize(("household_class", "on", "months"), [
    ("relative", date(2026, 9, 5), 1), ("relative", date(2026, 9, 11), 2), ("deep", date(2026, 9, 5), 3),
])  # fmt: skip
def test_it_ends_with_the_class_for_the_months_after(world: World, household_class: str, on: date, months: int) -> None:
    file_id = opens_file(world)
    case_id = runs(world, household_id=file_id)
    with world.work() as session:
        changes_class(session, file_id, household_class, on)
    comes(world, 2026, 12, 1)
    assert len(rows(world, case_id)) == months
    assert any("is in another class now" in one for one in world.messages(LIN)) is (months < 3)


def opens_file(world: World) -> int:
    with world.work() as session:
        file = HouseholdFile(number="HF-1", national_number="N-1", head_id=LIN, unit_id=4, household_class="deep",
                             data={"bank_card": "6222020000000000005"}, opened_at=world.now)  # fmt: skip
        session.add(file)
        session.flush()
        return file.id


def changes_class(session: Any, file_id: int, household_class: str, on: date) -> None:
    file = session.get_one(HouseholdFile, file_id)
    file.household_class, file.class_on = household_class, on


def test_what_is_taken_back_before_the_first_month_is_off(world: World) -> None:
    case_id = runs(world)
    comes(world, 2026, 8, 10)
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), case_id)
    assert rows(world, case_id) == [("2026-08", "cancelled", 1)]
    comes(world, 2026, 9, 10)
    assert len(rows(world, case_id)) == 1
    with world.work() as session:
        assert session.exec(select(MonthRun.ended)).one() == "off"


def test_its_worker_needs_it_no_more_and_it_ends_with_the_month(world: World) -> None:
    case_id = runs(world, months=6)
    comes(world, 2026, 8, 10)
    with world.work() as session, pytest.raises(NotForYou):
        payments.stop(world.at_work(session, APPROVER), case_id)
    steers(world, LIN, lambda work: payments.stop(work, case_id))
    assert "ends on 31 August 2026" in world.messages(LIN)[-1]
    with world.work() as session, pytest.raises(NotThisStep):
        payments.stop(world.at_work(session, LIN), case_id)
    assert pays(world, case_id) == 300_00, "what is due is paid"
    comes(world, 2026, 9, 10)
    assert rows(world, case_id) == [("2026-08", "paid", 1)]
    assert world.case(case_id).status == "finished"


def test_a_month_that_came_back_keeps_the_case_open_and_is_reminded_of(world: World) -> None:
    """The last month comes back within ten days; nothing ends while it waits for a card."""
    case_id = runs(world, months=1)
    comes(world, 2026, 8, 10)
    pays(world, case_id)
    comes(world, 2026, 8, 17)
    returns(world, case_id, cause=Cause.NUMBER)
    reminded = []
    for day in range(18, 32):
        comes(world, 2026, 8, day)
        world.keeps_up("remind of money that came back")
        reminded = [one for one in world.messages(LIN) if "still waits for a card" in one]
    assert len(reminded) == 2, "on the days 5 and 10"
    comes(world, 2026, 9, 2)
    world.keeps_up("remind of money that came back")
    assert world.case(case_id).status == "open"
    with world.work() as session:
        payments.give_card(world.at_work(session, LIN), case_id, "6222020000000000013")
    comes(world, 2026, 9, 5)
    world.keeps_up("call on officers who are waited for")
    assert any("once more" in one or "again" in one for one in world.messages(RECORDER) + world.messages(APPROVER))
    assert world.case(case_id).status == "open"
