"""A loan from the voucher's yes to the last repayment, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou
from domain.platform.text import Refusal, pack
from domain.procedure.refusals import SecondPairOfEyesNeeded
from domain.procedure.state import Verdict
from domain.procedure.steps.repay import StillOwed
from models.officers import Appointment
from models.payments import Repayment
from services.cases import card, own
from services.payments import receipts
from services.payments.loans import reminding, repaying
from services.procedure import decisions
from tests.union import APPROVER, CASHIER, LIN, POINT, RECORDER, STATION, STRANGER, ZONE, World, told

VOUCHED = {"vouched": "十年的老职工，信得过"}
SIGNED = {"signed_on": "2026-07-28", "contract": []}
PLAN: dict[str, Any] = {"own_loan_trade": "repair", "own_loan_plan": "修车铺", "own_loan_sum": 20_000_00}


def appoints(world: World, person_id: int = STRANGER) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=person_id, role="voucher", unit_id=4, appointed_by=APPROVER, since=world.now))


def approves(world: World, officer: int, case_id: int, answers: dict[str, Any]) -> None:
    version = world.case(case_id).version
    with world.work() as session:
        work = world.at_work(session, officer)
        decisions.decide(work, case_id, version, Verdict.APPROVE, answers=answers)


def asked(world: World, months: int = 24) -> int:
    """A loan whose home was visited, and which is reviewed: its voucher is asked."""
    answers = {**PLAN, "own_loan_months": months, "bank_card": "6222020000000000005"}
    case_id = world.opens(
        programme="startup_loan", amount=20_000_00, answers=answers, period="ever", subject_print="of the household"
    )
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    return case_id


def lent(world: World, months: int = 24) -> int:
    appoints(world)
    case_id = asked(world, months)
    approves(world, STRANGER, case_id, VOUCHED)
    world.now = datetime(2026, 7, 28, 9, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    approves(world, RECORDER, case_id, SIGNED)
    world.pays(case_id, on=date(2026, 7, 28))
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    return case_id


def repays(world: World, case_id: int, fen: int, reference: str, **more: Any) -> int:
    day = more.get("on") or world.now.astimezone(ZONE).date()
    version = world.case(case_id).version
    with world.work() as session:
        work = world.at_work(session, more.get("by", CASHIER))
        return repaying.repay(work, case_id, version, fen=fen, paid_on=day, reference=reference)


def plan_told(world: World, case_id: int) -> str:
    with world.work() as session:
        loan = own.own_case(world.at_work(session, LIN), case_id).loan
        assert loan is not None
        return told(pack(loan.told))


def test_the_voucher_is_asked_and_sees_no_household(world: World) -> None:
    appoints(world)
    case_id = asked(world)
    assert world.case(case_id).step == "consent"
    assert world.prompted(case_id) == {STRANGER}
    assert "Class" not in world.messages(STRANGER)[-1]
    with world.work() as session:
        shown = [told(pack(one.text)) for one in card.look_at_case(world.at_work(session, STRANGER), case_id)]
    assert "林示例" in shown[0]
    assert "修车铺" in shown[0]
    assert not any(word in "".join(shown) for word in ("Income", "Class", "illness", "6222"))
    for look in (card.look_at_papers, card.look_at_history):
        with world.work() as session, pytest.raises(NotForYou):
            look(world.at_work(session, STRANGER), case_id)
    approves(world, STRANGER, case_id, VOUCHED)
    assert any("信得过" in one for one in world.messages(LIN))


def test_a_no_ends_it_with_its_reason(world: World) -> None:
    appoints(world)
    case_id = asked(world)
    world.decides(STRANGER, case_id, "refuse", reason="We do not know them.")
    assert world.case(case_id).status == "refused"
    assert "We do not know them." in world.messages(LIN)[-1]


def test_without_a_voucher_the_administrators_and_the_worker_hear_of_it(world: World) -> None:
    case_id = asked(world)
    assert world.prompted(case_id) == set()
    assert any("consent of who vouches" in one for one in world.messages(90))
    assert "nobody at your unit can vouch for you yet" in world.messages(LIN)[-1]


def test_who_reviewed_does_not_vouch(world: World) -> None:
    appoints(world, STATION)
    case_id = asked(world)
    with pytest.raises(SecondPairOfEyesNeeded):
        approves(world, STATION, case_id, VOUCHED)


def test_it_is_paid_back_to_its_end(world: World) -> None:
    case_id = lent(world)
    assert world.case(case_id).step == "repay"
    assert "Still to pay back: ¥20,000" in plan_told(world, case_id)
    world.passes(days=31)
    assert repays(world, case_id, 833_33, "R-1") == 20_000_00 - 833_33
    assert "The next is" in world.messages(LIN)[-1]
    assert repays(world, case_id, 19_000_00, "R-2") == 166_67
    assert repays(world, case_id, 166_67, "R-3") == 0
    case = world.case(case_id)
    assert case.status == "finished"
    assert "paid back in full" in world.messages(LIN)[-1]
    assert "You are free" in world.messages(STRANGER)[-1]
    assert case.once_key is not None
    assert case.once_key.endswith(case.number), "another loan can be asked for"


def test_what_cannot_be_is_told_and_changes_nothing(world: World) -> None:
    case_id = lent(world)
    repays(world, case_id, 100_00, "R-1")
    wrong: tuple[tuple[int, dict[str, Any], type[Refusal]], ...] = (
        (100_00, {}, repaying.RepaidAlready),
        (100_00, {"on": date(2026, 7, 27), "reference": "R-2"}, repaying.RepaidOnAnotherDay),
        (20_000_00, {"reference": "R-3"}, repaying.MoreThanOwed),
        (0, {"reference": "R-4"}, repaying.NothingRepaid),
        (1, {"reference": "R-5", "by": APPROVER}, NotForYou),
    )
    for fen, more, refusal in wrong:
        with pytest.raises(refusal):
            repays(world, case_id, fen, more.pop("reference", "r-1"), **more)
    with pytest.raises(StillOwed):
        world.decides(CASHIER, case_id)
    with world.work() as session:
        assert [one.fen for one in session.exec(select(Repayment))] == [100_00]


def test_reminders_come_before_on_and_after_the_day(world: World) -> None:
    case_id = lent(world)
    due = date(2026, 8, 28)
    said: dict[int, int] = {}
    for days in range(-7, 12):
        world.now = datetime.combine(due + timedelta(days=days), datetime.min.time(), ZONE) + timedelta(hours=9)
        before = len(reminders(world))
        with world.work() as session:
            reminding.remind_of_repayments(world.at_work(session))
        said[days] = len(reminders(world)) - before
    assert {day for day, count in said.items() if count} == {-5, 0, 5}
    assert any("has not come, though" in one for one in world.messages(POINT))
    repays(world, case_id, 833_33, "R-1")
    world.passes(days=3)
    before = len(reminders(world))
    with world.work() as session:
        reminding.remind_of_repayments(world.at_work(session))
    assert len(reminders(world)) == before


def reminders(world: World) -> list[str]:
    return [one for one in world.messages(LIN) if one.startswith("Repayment 1 ")]
