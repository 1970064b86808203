"""Rows of money: due once approved, to one card, one alive at a time; a bank's number that is there is asked about."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from delivery.rendering import render_plain
from domain.payments.money import LIVE, MoneyState
from domain.procedure.refusals import AlreadyPaid
from models.payments import MoneyRow
from models.procedure import AidCase
from services.cases import worker_side as cases
from services.cases.history import history
from services.payments import cards, payments, rows
from tests.data.households import demo
from tests.union import ANSWERS, APPROVER, CASHIER, LIN, ZONE, World

CARD = "6222020000000000005"


def approved(world: World, applicant: int = LIN) -> int:
    return all_approved(world, applicant)[0]


def all_approved(world: World, *applicants: int) -> list[int]:
    opened = [world.opens(one, programme="golden_autumn", amount=750_000) for one in applicants]
    for case_id in opened:
        world.reviewed(case_id)
    world.now = datetime(2026, 7, 28, 0, 1, tzinfo=ZONE)
    world.keeps_up("end public notices")
    for case_id in opened:
        world.decides(APPROVER, case_id)
    return opened


def rows_of(world: World, case_id: int) -> list[MoneyRow]:
    with world.work() as session:
        return list(session.exec(select(MoneyRow).where(MoneyRow.case_id == case_id).order_by(col(MoneyRow.attempt))))


def pays(world: World, case_id: int, reference: str, *, same: bool = False) -> None:
    with world.work() as session:
        version = session.get_one(AidCase, case_id).version
        paid_on = world.now.astimezone(ZONE).date()
        work = world.at_work(session, CASHIER)
        payments.pay(work, case_id, version, paid_on=paid_on, reference=reference, same_reference=same)


def adds(world: World, case_id: int, attempt: int, state: str, *, period: str = "2026") -> None:
    """A row beside the procedure."""
    with world.work() as session:
        session.add(MoneyRow(case_id=case_id, period=period, attempt=attempt, fen=1, state=state, made_at=world.now))


def test_what_is_approved_is_due_to_the_card_that_was_given(world: World) -> None:
    case_id = approved(world)
    (row,) = rows_of(world, case_id)
    assert (row.state, row.kind, row.fen, row.period, row.attempt) == ("due", "pay", 750_000, "2026", 1)
    assert (row.card, row.payee) == (CARD, "林示例")
    assert row.cashier_id is None


def test_the_same_row_is_paid_and_says_when_by_whom_and_under_which_number(world: World) -> None:
    case_id = approved(world)
    pays(world, case_id, " bank 7 ")
    (row,) = rows_of(world, case_id)
    assert (row.state, row.cashier_id, row.bank_reference) == ("paid", CASHIER, "bank 7")
    assert row.paid_on == world.now.astimezone(ZONE).date()


def test_what_is_due_goes_to_the_card_that_was_there_when_it_became_due(world: World) -> None:
    case_id = approved(world)
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.answers = {**case.answers, "bank_card": "6222020000000000013"}
        session.flush()
        assert cards.full_card(session, case) == (CARD, "林示例")


def test_a_case_that_was_taken_back_owes_nothing(world: World) -> None:
    case_id = approved(world)
    with world.work() as session:
        cases.withdraw(world.at_work(session, LIN), case_id)
    assert [row.state for row in rows_of(world, case_id)] == ["cancelled"]


def test_what_is_due_follows_a_case_that_was_corrected(world: World) -> None:
    case_id = approved(world)
    world.decides(CASHIER, case_id, "return")
    new = {**ANSWERS, "bank_card": "6222020000000000013"}
    with world.work() as session:
        work = world.at_work(session, LIN)
        cases.resubmit(work, case_id, answers=new, household_class="deep", amount=750_000)
    live = [row for row in rows_of(world, case_id) if row.state in LIVE]
    if world.case(case_id).step == "payment":  # what changed may have to be reviewed anew, and owes nothing then
        assert [row.card for row in live] == ["6222020000000000013"]
    else:
        assert live == []


@pytest.mark.parametrize("state", LIVE)
def test_the_database_holds_one_live_row_a_case_and_period(world: World, state: str) -> None:
    case_id = approved(world)
    with pytest.raises(IntegrityError):
        adds(world, case_id, 2, state)
    adds(world, case_id, 2, "returned")  # what is over does not stand in the way
    adds(world, case_id, 1, state, period="2027")  # and another period is another matter


def test_an_attempt_is_counted_once(world: World) -> None:
    case_id = approved(world)
    with pytest.raises(IntegrityError):
        adds(world, case_id, 1, "cancelled")


def test_a_row_that_is_paid_beside_the_procedure_stops_the_next_payment(world: World) -> None:
    case_id = approved(world)
    with world.work() as session:
        row = session.exec(select(MoneyRow)).one()
        row.state = MoneyState.PROPOSED.value
    with pytest.raises(AlreadyPaid):
        pays(world, case_id, "BANK-7")


def test_a_number_that_is_on_record_is_asked_about_before_it_counts(world: World) -> None:
    first, second = all_approved(world, LIN, LIN)
    pays(world, first, "BANK-2026-7")
    with pytest.raises(payments.ReferenceOnRecord) as asked:
        pays(world, second, "ｂａｎｋ-2026-7 ")
    assert world.case(first).number in render_plain(asked.value.said, "en", timezone=ZONE, limit=4000)
    assert world.case(second).step == "payment"
    assert [row.state for row in rows_of(world, second)] == ["due"]
    pays(world, second, "bank-2026-7", same=True)
    assert world.case(second).step == "receipt"


def test_the_case_of_a_number_is_named_to_those_who_may_see_it(world: World) -> None:
    own, other = all_approved(world, CASHIER, LIN)
    with world.work() as session:
        for case_id in (own, other):
            row = session.exec(select(MoneyRow).where(MoneyRow.case_id == case_id)).one()
            row.state, row.reference_key, row.paid_on = "paid", "BANK-9", date(2026, 7, 28)
        session.flush()
        told = rows.standing_at(world.at_work(session, CASHIER), "bank-9")
    said = render_plain(told, "en", timezone=ZONE, limit=4000)
    assert world.case(other).number in said
    assert world.case(own).number not in said
    assert "not yours to see" in said


def test_history_tells_what_was_paid_and_not_what_is_due(world: World) -> None:
    case_id = approved(world)
    with world.work() as session:
        before = history(session, session.get_one(AidCase, case_id), demo())
    pays(world, case_id, "BANK-7")
    with world.work() as session:
        after = history(session, session.get_one(AidCase, case_id), demo())
    sources = [line.said.source for line in after]
    assert len(after) == len(before) + 2  # the step that was done, and the money
    assert any("paid to the bank card" in source for source in sources)
