"""The books, on both databases: nothing is promised that no fund holds, and every yuan is found again."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from beancount import loader
from sqlmodel import Session, col, select

from delivery.rendering import render_plain
from domain.payments.money import Cause
from domain.platform.text import Text
from domain.procedure.refusals import WaitsForMoney
from domain.procedure.state import Verdict
from models.books.ledger import BookEntry, Fund, FundHold, FundReceipt
from models.officers import Appointment
from models.procedure import AidCase
from services import books, procedure
from services.books.receiving import NotFree, ReceiptDecided, ReceiptOnRecord
from services.books.settling import NoFundHoldsIt
from services.cases import worker_side
from services.payments import returns, second
from services.payments.payments import pay
from tests.services.aid.test_once import Act, at_one_instant
from tests.services.payments.test_money_rows import pays, rows_of
from tests.services.payments.test_returns import proposed
from tests.union import APPROVER, APPROVER_TOO, CASHIER, LIN, RECORDER, STRANGER, ZONE, World

GRANT = 750_000


def comes_in(world: World, fen: int, reference: str = "IN-1", fund: str = "union_own") -> int:
    """Money comes into a fund: the cashier writes it down, the approver confirms it."""
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        books.enter(work, fund, fen, came_on=work.today, reference=reference, giver="City finance")
        receipt = session.exec(select(FundReceipt.id).where(FundReceipt.reference == reference)).one()
    world.passes(seconds=1)
    with world.work() as session:
        books.confirm(world.at_work(session, APPROVER), receipt)
    return receipt


def at_approval(world: World, *applicants: int, sums: tuple[int, ...] = (GRANT, GRANT)) -> list[int]:
    """Grants of 7,500 each, or of other sums, which wait for their approver."""
    given = zip(applicants, sums, strict=False)
    opened = [world.opens(one, programme="golden_autumn", amount=fen) for one, fen in given]
    for case_id in opened:
        world.reviewed(case_id)
    world.now = datetime(2026, 7, 28, 0, 1, tzinfo=ZONE)
    world.keeps_up("end public notices")
    return opened


def approves(world: World, case_id: int) -> None:
    world.passes(minutes=1)
    world.decides(APPROVER, case_id)


def holds(world: World) -> tuple[int, int, int, int]:
    """What all funds hold: free, set aside, paid, lent."""
    with world.work() as session:
        funds = session.exec(select(Fund)).all()
        return tuple(sum(getattr(one, part) for one in funds) for part in ("free", "committed", "paid", "lent"))


def is_short(world: World, case_id: int) -> bool:
    return world.case(case_id).short_since is not None


@pytest.fixture(autouse=True)
def _they_balance(world: World) -> object:
    """Whatever happens, the books balance and are unbroken."""
    yield
    with world.work() as session:
        assert list(books.verify(session)) == []


def test_before_the_first_money_cases_are_approved_without_books(world: World) -> None:
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    assert not is_short(world, case_id)
    assert [row.state for row in rows_of(world, case_id)] == ["due"]
    assert world.case(case_id).set_aside == 0


def test_an_approval_sets_the_money_aside_and_a_payment_takes_it(world: World) -> None:
    comes_in(world, 1_000_000)
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    assert holds(world) == (250_000, GRANT, 0, 0)
    assert "¥7,500 is set aside for you." in " ".join(world.messages(LIN))
    pays(world, case_id, "B-1")
    assert holds(world) == (250_000, 0, GRANT, 0)


def test_what_no_fund_holds_waits_in_line_and_goes_on_when_money_comes(world: World) -> None:
    comes_in(world, GRANT)
    first, second_ = at_approval(world, LIN, STRANGER)
    approves(world, first)
    approves(world, second_)
    assert not is_short(world, first)
    assert is_short(world, second_)
    assert rows_of(world, second_) == []
    told = " ".join(world.messages(STRANGER))
    assert "number 1, and nothing of it is lost" in told
    assert "waits at place 1" in " ".join(world.messages(APPROVER))
    assert world.prompted(second_) == set()
    with pytest.raises(WaitsForMoney):
        pays(world, second_, "B-2")
    world.passes(days=1)
    comes_in(world, GRANT, "IN-2")
    assert not is_short(world, second_)
    assert [row.state for row in rows_of(world, second_)] == ["due"]
    assert world.prompted(second_) == {CASHIER}
    assert "is there now: ¥7,500 is set aside for you." in " ".join(world.messages(STRANGER))


def test_nobody_is_overtaken_by_who_was_approved_later(world: World) -> None:
    comes_in(world, 100_000)
    first, second_ = at_approval(world, LIN, STRANGER, sums=(GRANT, 50_000))
    approves(world, first)
    approves(world, second_)
    assert is_short(world, first)
    assert is_short(world, second_)  # though the fund would hold it
    comes_in(world, 650_000, "IN-2")
    assert not is_short(world, first)
    assert is_short(world, second_)
    comes_in(world, 50_000, "IN-3")
    assert not is_short(world, second_)


def test_a_sum_is_covered_by_two_funds_in_the_order_of_the_policy(world: World) -> None:
    comes_in(world, 500_000)
    comes_in(world, 500_000, "IN-2", fund="city_finance")
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    with world.work() as session:
        held = session.exec(select(Fund.key, FundHold.committed).join(FundHold).order_by(col(FundHold.id))).all()
    assert held == [("union_own", 500_000), ("city_finance", 250_000)]
    pays(world, case_id, "B-1")
    assert holds(world) == (250_000, 0, GRANT, 0)


def test_a_fund_of_another_programme_gives_nothing(world: World) -> None:
    comes_in(world, GRANT, fund="revolving")
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    assert is_short(world, case_id)


def test_who_takes_it_back_frees_the_money(world: World) -> None:
    comes_in(world, GRANT)
    first, second_ = at_approval(world, LIN, STRANGER)
    approves(world, first)
    approves(world, second_)
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), first)
    assert holds(world) == (GRANT, 0, 0, 0)
    world.keeps_up("let cases go on that waited for money")
    assert not is_short(world, second_)
    assert holds(world) == (0, GRANT, 0, 0)


def test_money_that_came_back_stays_set_aside_for_its_case(world: World) -> None:
    comes_in(world, GRANT)
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    pays(world, case_id, "B-1")
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        returns.record_return(work, case_id, returned_on=work.today, reference="R-1", cause=Cause.OTHER)
    assert holds(world) == (0, GRANT, 0, 0)
    row = proposed(world, case_id)
    world.passes(minutes=1)
    with world.work() as session:
        second.let_pay_again(world.at_work(session, RECORDER), row)
    world.passes(minutes=1)
    with world.work() as session:
        session.add(Appointment(person_id=STRANGER, role="cashier", unit_id=1, appointed_by=1, since=world.now))
    version = world.case(case_id).version
    with world.work() as session:
        work = world.at_work(session, STRANGER)
        pay(work, case_id, version, paid_on=work.today, reference="B-2")
    assert holds(world) == (0, 0, GRANT, 0)


def test_what_was_approved_before_the_books_is_paid_from_them_or_not_at_all(world: World) -> None:
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    comes_in(world, 100_000)
    with pytest.raises(NoFundHoldsIt):
        pays(world, case_id, "B-1")
    comes_in(world, GRANT, "IN-2")
    pays(world, case_id, "B-1")
    assert holds(world) == (100_000, 0, GRANT, 0)


def test_what_was_paid_before_the_books_neither_waits_nor_is_set_aside_again(world: World) -> None:
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    pays(world, case_id, "B-1")
    comes_in(world, 100_000)
    with world.work() as session:
        work, case = world.at_work(session), session.get_one(AidCase, case_id)
        books.follow(work, case, procedure.state_of(work, case))
    assert not is_short(world, case_id)
    assert holds(world) == (100_000, 0, 0, 0)


def test_another_card_of_a_case_that_waits_lets_nothing_be_due(world: World) -> None:
    comes_in(world, 1)
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.answers = {**case.answers, "bank_card": "6222020000000000013"}
        session.flush()
        procedure.follow_change(world.at_work(session, RECORDER), case)
    assert rows_of(world, case_id) == []


def test_what_comes_in_counts_once_somebody_else_confirmed_it(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        books.enter(work, "union_own", 5, came_on=date(2026, 7, 1), reference="IN 1", giver="")
        receipt = session.exec(select(FundReceipt.id)).one()
    assert holds(world) == (0, 0, 0, 0)
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        with pytest.raises(ReceiptOnRecord):
            books.enter(work, "union_own", 5, came_on=date(2026, 7, 1), reference="in 1", giver="")
    with world.work() as session:
        books.refuse(world.at_work(session, APPROVER), receipt, reason="Nothing came.")
    assert "Nothing came." in " ".join(world.messages(CASHIER))
    with world.work() as session, pytest.raises(ReceiptDecided):
        books.confirm(world.at_work(session, APPROVER), receipt)
    assert holds(world) == (0, 0, 0, 0)


def test_money_goes_out_only_as_far_as_it_is_free_and_by_two_officers(world: World) -> None:
    comes_in(world, 1_000_000)
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        with pytest.raises(NotFree):
            books.take_out(work, "union_own", 250_001, came_on=work.today, reference="IN-1", reason="Written wrongly.")
        books.take_out(work, "union_own", 250_000, came_on=work.today, reference="IN-1", reason="Written wrongly.")
        receipt = session.exec(select(FundReceipt.id).where(FundReceipt.way == "o")).one()
    assert "Written wrongly." in " ".join(world.messages(APPROVER))
    assert holds(world) == (250_000, GRANT, 0, 0)
    with world.work() as session:
        books.confirm(world.at_work(session, APPROVER), receipt)
    assert holds(world) == (0, GRANT, 0, 0)


def test_two_approvers_at_one_instant_and_money_for_one(world: World) -> None:
    comes_in(world, GRANT)
    first, second_ = at_approval(world, LIN, STRANGER)

    def approve(officer: int, case_id: int) -> Act:
        version = world.case(case_id).version

        def act(session: Session) -> None:
            procedure.decide(world.at_work(session, officer), case_id, version, Verdict.APPROVE, at_once=True)

        return act

    assert at_one_instant(world, approve(APPROVER, first), approve(APPROVER_TOO, second_)) == ["done", "done"]
    assert sorted([is_short(world, first), is_short(world, second_)]) == [False, True]
    assert holds(world) == (0, GRANT, 0, 0)


def test_two_presses_confirm_money_once(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        books.enter(work, "union_own", GRANT, came_on=work.today, reference="IN-1", giver="")
        receipt = session.exec(select(FundReceipt.id)).one()

    def confirm(officer: int) -> Act:
        def act(session: Session) -> None:
            books.confirm(world.at_work(session, officer), receipt)

        return act

    assert at_one_instant(world, confirm(APPROVER), confirm(APPROVER_TOO)) == ["done", "ReceiptDecided"]
    assert holds(world) == (GRANT, 0, 0, 0)


def test_an_entry_that_was_changed_is_found(world: World) -> None:
    comes_in(world, GRANT)
    comes_in(world, 1, "IN-2")
    with world.work() as session:
        entry = session.exec(select(BookEntry).where(BookEntry.number == 1)).one()
        entry.fen += 1
    with world.work() as session:
        found = [one.number for one in books.verify(session)]
        assert found[0] == 1
        session.exec(select(BookEntry).where(BookEntry.number == 1)).one().fen -= 1
        session.flush()


def t_(text: Text) -> str:
    return render_plain(text, "zh_Hans", timezone=ZONE)


def test_beancount_proves_the_same_books(world: World) -> None:
    comes_in(world, 1_000_001)
    (case_id,) = at_approval(world, LIN)
    approves(world, case_id)
    pays(world, case_id, "B-1")
    with world.work() as session:
        written = "\n".join(books.as_beancount(session))
        (sheet,) = books.vouchers(session, t_)["sheets"]
    _, errors, _ = loader.load_string(written)
    assert errors == []
    assert [row[6] for row in sheet["rows"]] == [1_000_001, GRANT, GRANT]
    assert [row[2] for row in sheet["rows"]] == ["到账", "已安排", "已发放"]
    _, errors, _ = loader.load_string(written.replace("  -10000.01 CNY\n", "  -10000.00 CNY\n", 1))
    assert errors != []
    _, errors, _ = loader.load_string(written.replace("balance Assets:Bank  2500.01", "balance Assets:Bank  2500.00"))
    assert errors != []
