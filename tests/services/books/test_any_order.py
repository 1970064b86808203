"""In whatever order money comes, cases are approved, taken back, paid and sent back: no fund is overdrawn, nothing is
paid twice, and what is set aside is what the living cases were granted."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from sqlmodel import select

from domain.payments.money import Cause
from domain.platform.text import Refusal
from domain.procedure.state import Status
from models.books.ledger import Fund, FundHold
from models.payments import MoneyRow
from models.procedure import AidCase
from services import books
from services.cases import worker_side
from services.payments import returns, second
from services.payments.payments import pay
from tests.services.books.test_books import approves, at_approval, comes_in
from tests.union import CASHIER, LIN, RECORDER, STRANGER, World

ACTS = 30
SUMS = (750_000, 400_000)


def _comes_in(world: World, chance: Random, _case: int) -> None:
    comes_in(world, chance.choice((1, 200_000, 400_000, 750_000)), f"IN-{chance.random()}")


def _approves(world: World, _chance: Random, case_id: int) -> None:
    approves(world, case_id)


def _takes_back(world: World, _chance: Random, case_id: int) -> None:
    with world.work() as session:
        applicant = session.get_one(AidCase, case_id).applicant_id
        worker_side.withdraw(world.at_work(session, applicant), case_id)


def _pays(world: World, chance: Random, case_id: int) -> None:
    version = world.case(case_id).version
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        pay(work, case_id, version, paid_on=work.today, reference=f"B-{chance.random()}")


def _comes_back(world: World, chance: Random, case_id: int) -> None:
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        reference = f"R-{chance.random()}"
        returns.record_return(work, case_id, returned_on=work.today, reference=reference, cause=Cause.OTHER)


def _goes_out_again(world: World, _chance: Random, case_id: int) -> None:
    with world.work() as session:
        row = session.exec(select(MoneyRow.id).where(MoneyRow.case_id == case_id, MoneyRow.state == "proposed")).first()
        if row is not None:
            second.let_pay_again(world.at_work(session, RECORDER), row)


def _goes_on(world: World, _chance: Random, _case: int) -> None:
    world.keeps_up("let cases go on that waited for money")


DEEDS: tuple[Callable[[World, Random, int], None], ...] = (
    _comes_in, _approves, _approves, _takes_back, _pays, _pays, _comes_back, _goes_out_again, _goes_on,
)  # fmt: skip


def _holds_good(world: World) -> None:
    with world.work() as session:
        assert list(books.verify(session)) == []
        funds = session.exec(select(Fund)).all()
        cases = session.exec(select(AidCase)).all()
        held = {one.case_id: one for one in session.exec(select(FundHold))}
        paid = session.exec(select(MoneyRow).where(MoneyRow.state == "paid")).all()
        assert sum(one.paid for one in funds) == sum(row.fen for row in paid)
        assert len({row.case_id for row in paid}) == len(paid)
        for case in cases:
            hold = held.get(case.id)
            there = (hold.committed, hold.paid) if hold else (0, 0)
            assert sum(there) in (0, case.amount)
            if Status(case.status).came_to_nothing:
                assert there == (0, 0)
            if case.short_since is not None:
                assert there == (0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_no_order_of_acts_overdraws_a_fund_or_pays_twice(world: World, seed: int) -> None:
    chance = Random(seed)
    cases = at_approval(world, LIN, STRANGER, sums=SUMS)
    comes_in(world, 400_000)
    done = 0
    for _ in range(ACTS):
        world.passes(minutes=1)
        try:
            chance.choice(DEEDS)(world, chance, chance.choice(cases))
            done += 1
        except Refusal:
            pass
        _holds_good(world)
    assert done > ACTS // 3
