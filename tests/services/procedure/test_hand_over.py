"""A case is handed over to another body and answered: who may, what stays put meanwhile, and what is kept."""

from typing import Any

import pytest
from sqlmodel import col, select

from domain.procedure.refusals import SecondPairOfEyesNeeded
from domain.procedure.state import Verdict
from models.households import HouseholdFile
from models.procedure import Decision
from services.procedure import decisions, handover
from tests.services.aid.test_applications import with_file
from tests.services.procedure.test_grounds import seen
from tests.union import APPROVER, APPROVER_TOO, LIN, STATION, World

TO = {"handed_to": "住房科李科长", "handed_on": "2026-07-20"}
BACK = {"answer": "waiting", "answered_on": "2026-07-20", "note": None}


def referred(world: World, **more: Any) -> int:
    """A referral for a household on file that its station has reviewed."""
    with_file(world)
    with world.work() as session:
        file = session.exec(select(HouseholdFile.id)).one()
    case_id: int = world.opens(programme="housing", answers={"own_housing_need": "一间"}, household_id=file, **more)
    world.decides(STATION, case_id)
    return case_id


def fills_in(world: World, officer: int, case_id: int, answers: dict[str, Any]) -> None:
    version = world.case(case_id).version
    with world.work() as session:
        decisions.decide(world.at_work(session, officer), case_id, version, Verdict.APPROVE, answers=answers)


def test_whoever_handed_it_over_may_write_the_answer_down_and_the_case_ends(world: World) -> None:
    case_id = referred(world)
    assert world.case(case_id).step == "refer"
    fills_in(world, APPROVER, case_id, TO)
    assert world.case(case_id).step == "answer"
    assert "住房科李科长" in world.messages(LIN)[-1]
    fills_in(world, APPROVER, case_id, BACK)
    case = world.case(case_id)
    assert (case.status, case.amount) == ("finished", 0)
    assert "On the waiting list" in world.messages(LIN)[-1]
    with world.work() as session:
        kept = [one.reason for one in session.exec(select(Decision).order_by(col(Decision.id))) if one.step != "review"]
        assert kept[0] is not None
        assert kept[1] is not None
        assert '"key": "waiting"' in kept[1]


def test_whoever_reviewed_does_not_hand_over(world: World) -> None:
    case_id = referred(world)
    with world.work() as session:
        session.exec(select(Decision)).one().person_id = APPROVER
    with pytest.raises(SecondPairOfEyesNeeded):
        fills_in(world, APPROVER, case_id, TO)
    fills_in(world, APPROVER_TOO, case_id, TO)


def test_a_change_of_the_file_takes_it_back_before_it_is_handed_over_and_not_after(world: World) -> None:
    case_id = referred(world)
    _changes(world, 1)
    assert world.case(case_id).step == "review"
    world.decides(STATION, case_id)
    fills_in(world, APPROVER, case_id, TO)
    _changes(world, 2)
    assert world.case(case_id).step == "answer"
    seen(world, APPROVER, case_id)
    fills_in(world, APPROVER, case_id, BACK)
    assert world.case(case_id).status == "finished"


def _changes(world: World, wage: int) -> None:
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        file.data = {**file.data, "self_monthly_income": wage * 1000_00}
    with world.work() as session:
        handover.household_changed(world.at_work(session, APPROVER_TOO), household_id=file.id)
