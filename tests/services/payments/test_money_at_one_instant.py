"""Two presses at one instant, on both databases: money is let go once, paid once, and a list is approved once."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from domain.cases.buttons import ApproveList
from domain.payments.buttons import Again
from domain.payments.money import Cause
from models.payments import MoneyRow
from models.procedure import AidCase
from services.cases import by_list, pay_list
from services.payments import payments, returns, second
from tests.services.aid.test_once import Act, at_one_instant
from tests.services.payments.test_returns import appoints, paid, proposed, states, today
from tests.services.tasks.test_visit_money import WINTER, case_of, household, press_of, settles
from tests.union import APPROVER, APPROVER_TOO, CASHIER, RECORDER, STRANGER, World


def came_back(world: World) -> int:
    """Money that came back and lies before two second officers."""
    case_id = paid(world)
    appoints(world, STRANGER, "recorder")
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        returns.record_return(work, case_id, returned_on=today(world), reference="R-1", cause=Cause.OTHER)
    return case_id


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_one_lets_go_and_another_finds_paid_is_one_of_both(world: World, order: tuple[int, int]) -> None:
    case_id = came_back(world)
    row = proposed(world, case_id)

    def lets(session: Session) -> None:
        second.let_pay_again(world.at_work(session, RECORDER), row)

    def finds(session: Session) -> None:
        second.refuse_again(world.at_work(session, STRANGER), row, Again.PAID, reason="It had come.")

    acts = (lets, finds)
    assert at_one_instant(world, acts[order[0]], acts[order[1]]) == ["done", "NotThisStep"]
    assert states(world, case_id) in (["returned", "due"], ["paid", "cancelled"])


def test_a_cashier_on_two_devices_pays_what_is_due_again_once(world: World) -> None:
    case_id = came_back(world)
    with world.work() as session:
        second.let_pay_again(world.at_work(session, RECORDER), proposed_now(session))
    version = world.case(case_id).version

    def pays(device: int) -> Act:
        def act(session: Session) -> None:
            work = world.at_work(session, CASHIER)
            payments.pay(work, case_id, version, paid_on=today(world), reference=f"AGAIN-{device}")

        return act

    assert at_one_instant(world, pays(1), pays(2)) == ["done", "AlreadyPaid"]
    assert states(world, case_id) == ["returned", "paid"]


def proposed_now(session: Session) -> int:
    return session.exec(select(MoneyRow.id).where(MoneyRow.state == "proposed")).one()


def test_two_approvers_press_one_list_and_each_case_is_approved_once(world: World) -> None:
    world.now = WINTER
    task = household(world)
    settles(world, task)
    case_id = case_of(world, task).id
    press = press_of(world)
    done: list[object] = []

    def approves(officer: int, press: ApproveList) -> Act:
        def act(session: Session) -> None:
            done.append(by_list.approve_list(world.at_work(session, officer), press))

        return act

    assert at_one_instant(world, approves(APPROVER, press), approves(APPROVER_TOO, press)) == ["done", "done"]
    approved = [one.approved for one in done if isinstance(one, pay_list.Done)]
    assert sum(approved) == 1
    with world.work() as session:
        assert session.get_one(AidCase, case_id).step == "payment"
        assert len(session.exec(select(MoneyRow)).all()) == 1
