"""The worker sends the contract; whoever signs for the union can read it, or asks for it once more."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import col, select

from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.procedure.refusals import NotThisStep, ReasonNeeded
from models.procedure import Paper
from services.procedure import contracts, decisions
from tests.services.payments.test_loans import SIGNED, VOUCHED, appoints, approves, asked
from tests.union import APPROVER, AYGUL, LIN, POINT, RECORDER, STRANGER, ZONE, World

PAGE = FileRef(file_id="f", unique_id="u", mime="image/jpeg", name="", size=9).to_json()


@pytest.fixture
def to_sign(world: World) -> int:
    appoints(world)
    case_id = asked(world)
    with world.work() as session, pytest.raises(NotThisStep):
        contracts.send_contract(world.at_work(session, LIN), case_id, [PAGE])
    approves(world, STRANGER, case_id, VOUCHED)
    world.now = datetime(2026, 7, 28, 9, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    return case_id


def sends(world: World, case_id: int, by: int = LIN) -> None:
    with world.work() as session:
        contracts.send_contract(world.at_work(session, by), case_id, [PAGE])


def sends_back(world: World, case_id: int, by: int = RECORDER, reason: str = "The seal is cut off.") -> None:
    version = world.case(case_id).version
    with world.work() as session:
        contracts.send_back(world.at_work(session, by), case_id, version, reason=reason)


def asks_pages(world: World, case_id: int) -> bool:
    """Whether the officer has to send the pages themselves."""
    with world.work() as session:
        form = decisions.asks(world.at_work(session, RECORDER), case_id).form
    assert form is not None
    return not form.questions[1].optional


def test_the_officer_is_asked_for_no_page_that_the_worker_sent(world: World, to_sign: int) -> None:
    assert asks_pages(world, to_sign)
    sends(world, to_sign)
    assert not asks_pages(world, to_sign)
    assert "sent 1 photo of the contract" in world.messages(RECORDER)[-1]
    approves(world, RECORDER, to_sign, SIGNED)
    assert world.case(to_sign).step == "payment"


def test_what_cannot_be_read_is_sent_once_more(world: World, to_sign: int) -> None:
    with pytest.raises(NotThisStep):
        sends_back(world, to_sign)
    sends(world, to_sign)
    with pytest.raises(ReasonNeeded):
        sends_back(world, to_sign, reason=" ")
    sends_back(world, to_sign)
    assert "The seal is cut off." in world.messages(LIN)[-1]
    assert asks_pages(world, to_sign), "what was set aside is no contract"
    sends(world, to_sign)
    assert not asks_pages(world, to_sign)
    with world.work() as session:
        kept = session.exec(select(Paper.about).where(col(Paper.about).startswith("contract")).order_by(col(Paper.id)))
        assert [one.partition(":")[0] for one in kept] == ["contract_back", "contract"], "nothing is lost"


def test_nobody_else_sends_or_judges_it(world: World, to_sign: int) -> None:
    with pytest.raises(NotForYou):
        sends(world, to_sign, by=AYGUL)
    sends(world, to_sign)
    for somebody in (POINT, AYGUL):
        with pytest.raises(NotForYou):
            sends_back(world, to_sign, by=somebody)
