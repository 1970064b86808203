"""Pay first, papers after: asked for once the money is out, reminded of, told upward, and looked at in the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from domain.payments.money import Cause
from domain.procedure.refusals import VerdictNotHere
from models.procedure import Decision
from services.cases import own
from services.payments import receipts, returns
from tests.services.aid.test_applications import chooses, emergency
from tests.services.cases.test_waiting import brings, on
from tests.union import ADMIN, APPROVER, CASHIER, LIN, POINT, STATION, World

PAPERS = ("disaster_proof", "loss_proof")


@pytest.fixture
def paid(world: World) -> int:
    """An emergency that was approved and paid, and whose worker has the money."""
    case_id = emergency(world, "2026-07-19", 2_000)
    assert APPROVER in world.prompted(case_id), "nobody looks at it before the money"
    chooses(world, case_id, 1_500_00)
    world.pays(case_id)
    return case_id


def confirms(world: World, case_id: int, act: str = "confirm_receipt") -> None:
    with world.work() as session:
        getattr(receipts, act)(world.at_work(session, LIN), case_id)


def asked_for(world: World) -> list[str]:
    return [one for one in world.messages(LIN) if "still to come" in one]


def test_papers_are_asked_for_after_the_money_and_looked_at_when_they_are_there(world: World, paid: int) -> None:
    confirms(world, paid)
    assert "Please send them by" in world.messages(LIN)[-1]
    with world.work() as session:
        seen = own.own_case(world.at_work(session, LIN), paid)
        assert seen.waits_for_proofs
        assert not seen.waits_for_receipt
        assert {one.key for one in seen.missing} == set(PAPERS)
    brings(world, paid, PAPERS[0])
    assert world.case(paid).step == "papers"
    brings(world, paid, PAPERS[1])
    assert world.case(paid).step == "review"
    world.decides(STATION, paid)
    assert world.case(paid).status == "finished"


def test_who_sent_them_before_is_not_asked_again(world: World) -> None:
    case_id = emergency(world, "2026-07-19", 2_000)
    with world.work() as session:
        work = world.at_work(session, LIN)
        assert {one.key for one in own.papers_to_add(work, case_id)} == set(PAPERS)
        assert own.own_case(work, case_id).missing == (), "before the money nothing is missing"
    brings(world, case_id, *PAPERS)
    chooses(world, case_id, 600_00)
    world.pays(case_id)
    confirms(world, case_id)
    assert world.case(case_id).step == "review"


def test_papers_that_do_not_come_are_reminded_of_and_told_upward_and_it_is_looked_at_without_them(
    world: World, paid: int
) -> None:
    confirms(world, paid)
    began = date(2026, 7, 20)
    for days in (10, 21):
        on(world, began + timedelta(days=days))
    assert len(asked_for(world)) == 2
    assert [one for one in world.messages(POINT) if "A call or a visit may help" in one]
    on(world, began + timedelta(days=35))
    assert world.case(paid).step == "review"
    for officer in (ADMIN, STATION, POINT):
        assert [one for one in world.messages(officer) if "have not come in time" in one], officer
    with world.work() as session:
        said = session.exec(select(Decision.verdict).where(Decision.case_id == paid)).all()
    assert "papers_over" in said


def test_what_is_paid_is_neither_returned_nor_refused_but_may_be_found_not_in_order(world: World, paid: int) -> None:
    confirms(world, paid)
    brings(world, paid, *PAPERS)
    with pytest.raises(VerdictNotHere):
        world.decides(STATION, paid, "return", reason="Something is missing.")
    world.decides(STATION, paid, "refuse", reason="There was no fire.")
    case = world.case(paid)
    assert (case.status, case.once_key is not None) == ("finished", True), "it is not asked for a second time"
    assert "There was no fire." in world.messages(LIN)[-1]
    for officer in (ADMIN, APPROVER, CASHIER):
        assert "not in order" in world.messages(officer)[-1]


def test_money_of_which_nobody_spoke_may_still_be_missed_or_come_back_while_the_papers_are_waited_for(
    world: World, paid: int
) -> None:
    for days in (3, 7, 15, 31):
        on(world, date(2026, 7, 20) + timedelta(days=days))
    assert world.case(paid).step == "papers"
    confirms(world, paid, "dispute_receipt")
    assert world.case(paid).step == "receipt"
    with world.work() as session:
        returns.record_return(
            world.at_work(session, CASHIER), paid, returned_on=world.now.date(), reference="R-1", cause=Cause.OTHER
        )
    assert world.case(paid).step == "payment"
