"""The money did not come: the worker is answered, and only a return that is on record leads to another payment."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou
from domain.procedure.refusals import AlreadyPaid, NotThisStep
from models.payments import MoneyRow
from models.platform.audit import Audit
from services.payments import disputes, receipts
from tests.union import ANSWERS, APPROVER, CASHIER, LIN, World


def disputed(world: World) -> int:
    case_id = world.opens(programme="golden_autumn", amount=750_000, answers=dict(ANSWERS))
    world.approved(case_id)
    world.pays(case_id)
    misses(world, case_id)
    return case_id


def misses(world: World, case_id: int) -> None:
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)


def answers(world: World, case_id: int, officer: int = CASHIER) -> None:
    with world.work() as session:
        actor = world.actor(session, officer)
        disputes.answer_worker(world.at_work(session).by(actor), case_id, words="The bank says tomorrow.")


def actions(world: World) -> list[str]:
    with world.work() as session:
        return [one.action for one in session.exec(select(Audit)) if one.person_id == CASHIER]


def test_money_that_did_not_come_is_not_paid_again_as_long_as_it_has_not_come_back(world: World) -> None:
    case_id = disputed(world)
    assert [f"pa:{case_id}", f"aw:{case_id}"] == world.presses(CASHIER)[:2]
    with pytest.raises(AlreadyPaid):
        world.pays(case_id, reference="BANK-8")
    with world.work() as session:
        assert len(session.exec(select(MoneyRow)).all()) == 1


def test_missed_twice_it_lies_before_the_cashier_once(world: World) -> None:
    case_id = disputed(world)
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
    with pytest.raises(NotForYou):
        answers(world, case_id, APPROVER)
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    with pytest.raises(NotThisStep):
        answers(world, case_id)
