"""The money did not come: paid once more, or answered; there stays one payment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou
from domain.procedure.refusals import NotThisStep
from models.payments import MoneyRow
from models.platform.audit import Audit
from models.procedure import AidCase
from services.cases.history import history
from services.payments import disputes, receipts
from services.payments.payments import PaidOnAnotherDay
from tests.union import ANSWERS, APPROVER, CASHIER, LIN, ZONE, World


def disputed(world: World) -> int:
    case_id = world.opens(programme="golden_autumn", amount=750_000, answers=dict(ANSWERS))
    world.approved(case_id)
    world.pays(case_id)
    misses(world, case_id)
    return case_id


def misses(world: World, case_id: int) -> None:
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)


def pays_again(world: World, case_id: int, officer: int = CASHIER, *, ago: int = 0) -> None:
    with world.work() as session:
        day = (world.now - timedelta(days=ago)).astimezone(ZONE).date()
        actor = world.actor(session, officer)
        disputes.paid_again(world.at_work(session).by(actor), case_id, paid_on=day, reference="BANK-8")


def answers(world: World, case_id: int, officer: int = CASHIER) -> None:
    with world.work() as session:
        actor = world.actor(session, officer)
        disputes.answer_worker(world.at_work(session).by(actor), case_id, words="The bank says tomorrow.")


def actions(world: World) -> list[str]:
    with world.work() as session:
        return [one.action for one in session.exec(select(Audit)) if one.person_id == CASHIER]


def test_paid_again_asks_the_worker_again_and_stays_one_payment(world: World) -> None:
    case_id = disputed(world)
    assert f"pa:{case_id}" in world.presses(CASHIER)
    pays_again(world, case_id)
    assert "was sent again" in world.messages(LIN)[-1]
    assert world.presses(LIN) == [f"ra:{case_id}", f"rm:{case_id}"]
    assert world.prompted(case_id, "dispute") == set()
    with world.work() as session:
        assert len(session.exec(select(MoneyRow)).all()) == 1
        lines = [one.said for one in history(session, session.get_one(AidCase, case_id))]
    assert any(line.args.get("reference") == "BANK-8" for line in lines)
    assert actions(world)[-1] == "paid again"


def test_missing_once_more_it_is_the_cashiers_again(world: World) -> None:
    case_id = disputed(world)
    pays_again(world, case_id)
    misses(world, case_id)
    assert world.prompted(case_id, "dispute") == {CASHIER}


def test_an_answer_reaches_the_worker_and_the_question_stays_open(world: World) -> None:
    case_id = disputed(world)
    answers(world, case_id)
    assert "The bank says tomorrow." in world.messages(LIN)[-1]
    assert world.presses(LIN) == [f"ra:{case_id}", f"rm:{case_id}"]
    assert world.prompted(case_id, "dispute") == {CASHIER}
    assert actions(world)[-1] == "answered the worker about the money"


def test_only_a_cashier_answers_and_only_while_the_money_is_missed(world: World) -> None:
    case_id = disputed(world)
    for act in (pays_again, answers):
        with pytest.raises(NotForYou):
            act(world, case_id, APPROVER)
    pays_again(world, case_id)
    for act in (pays_again, answers):
        with pytest.raises(NotThisStep):
            act(world, case_id)


def test_the_day_of_the_second_payment_is_checked(world: World) -> None:
    case_id = disputed(world)
    with pytest.raises(PaidOnAnotherDay):
        pays_again(world, case_id, ago=400)
