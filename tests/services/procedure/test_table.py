"""The table that is tested is the table that runs: what the procedure returns is what the tables say afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from domain.notices.buttons import Answer
from domain.payments.money import Cause
from domain.procedure.state import CaseState
from models.notices import Notice, Objection
from models.payments import MoneyRow
from models.procedure import AidCase
from services.cases import worker_side as cases
from services.notices import objections
from services.payments import receipts, returns, second
from services.platform.work import Work
from services.procedure import course, record
from tests.union import ANSWERS, APPROVER, CASHIER, LIN, RECORDER, STATION, STATION_TOO, STRANGER, ZONE, World


def told(state: CaseState) -> dict[str, Any]:
    """What is compared: the notice is posted, and its days written, only after the case has come to it."""
    paid = state.payment and (state.payment.officer, state.payment.paid_on, state.payment.reference)
    decisions = [(one.officer, one.step, one.verdict) for one in state.decisions]
    names = ("number", "steps", "applicant", "household", "amount", "position", "turn", "status", "visitors",
             "open_objections", "receipt_disputed", "held_by", "released_by")  # fmt: skip
    return {name: getattr(state, name) for name in names} | {"payment": paid, "decisions": decisions}


@pytest.fixture(autouse=True)
def stored(monkeypatch: pytest.MonkeyPatch, world: World) -> list[CaseState]:
    """Every state that is stored is read back at once and must be the same; the list holds them in order."""
    kept: list[CaseState] = []
    world.progress.has_come_to(None)  # nothing is put back, so that everything is seen as it happens

    def checked(store: Callable[..., None]) -> Callable[..., None]:
        def store_and_read(work: Work, case: AidCase, after: CaseState, **more: Any) -> None:
            store(work, case, after, **more)
            assert told(record.state_of(work, case)) == told(after)
            kept.append(after)

        return store_and_read

    monkeypatch.setattr(course, "save", checked(record.save))
    monkeypatch.setattr(course, "place", checked(record.place))
    return kept


def steps_of(stored: list[CaseState]) -> list[tuple[str, str]]:
    return [(state.kind.value if state.kind else "closed", state.status.value) for state in stored]


def as_worker(world: World, case_id: int, act: Callable[..., Any], **more: Any) -> Any:
    with world.work() as session:
        return act(world.at_work(session, LIN), case_id, **more)


def hands_in_again(world: World, case_id: int) -> None:
    as_worker(world, case_id, cases.resubmit, answers=ANSWERS, household_class="deep", amount=0)


def objects(world: World) -> int:
    with world.work() as session:
        notice = session.exec(select(Notice)).all()[-1]
        objections.object_to_notice(world.at_work(session, STRANGER), notice.id, words="Two homes.")
        return session.exec(select(Objection)).all()[-1].id


def answers(world: World, objection_id: int, how: Answer) -> None:
    with world.work() as session:
        objections.answer(world.at_work(session, APPROVER), objection_id, how, words="We looked.")


def test_a_hardship_report_and_a_return(world: World, stored: list[CaseState]) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "return")
    hands_in_again(world, case_id)
    world.approved(case_id)
    world.enters(case_id)
    assert steps_of(stored) == [
        ("review", "open"), ("review", "returned"), ("review", "open"), ("notice", "open"), ("approval", "open"),
        ("entry", "open"), ("closed", "finished"),
    ]  # fmt: skip


def test_a_grant_whose_money_did_not_come_at_first(world: World, stored: list[CaseState]) -> None:
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    world.pays(case_id)
    as_worker(world, case_id, receipts.dispute_receipt)
    with world.work() as session:
        assert stored_now(world, session, case_id).receipt_disputed
        today = world.now.astimezone(ZONE).date()
        returns.record_return(
            world.at_work(session, CASHIER), case_id, returned_on=today, reference="R-1", cause=Cause.OTHER
        )
        assert not stored_now(world, session, case_id).receipt_disputed
    with world.work() as session:
        proposed = session.exec(select(MoneyRow).where(MoneyRow.state == "proposed")).one()
        second.let_pay_again(world.at_work(session, RECORDER), proposed.id)
    world.pays(case_id, reference="BANK-8")
    as_worker(world, case_id, receipts.confirm_receipt)
    assert steps_of(stored)[-6:] == [
        ("payment", "open"), ("receipt", "open"), ("payment", "open"), ("payment", "open"), ("receipt", "open"),
        ("closed", "finished"),
    ]  # fmt: skip


def stored_now(world: World, session: Session, case_id: int) -> CaseState:
    return record.state_of(world.at_work(session), session.get_one(AidCase, case_id))


def test_an_objection_that_was_right(world: World, stored: list[CaseState]) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    answers(world, objects(world), Answer.RETURN)
    hands_in_again(world, case_id)
    world.decides(STATION, case_id)
    assert steps_of(stored)[2:] == [("review", "returned"), ("review", "open"), ("notice", "open")]


def test_an_objection_that_refused_a_case_and_an_appeal_that_reopened_it(world: World, stored: list[CaseState]) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    answers(world, objects(world), Answer.REFUSE)
    world.passes(days=1)
    as_worker(world, case_id, objections.object_to_decision, words="It is one home.")
    with world.work() as session:
        appeal = session.exec(select(Objection).where(Objection.kind == "decision")).one().id
    answers(world, appeal, Answer.RETURN)
    assert steps_of(stored)[2:] == [("notice", "refused"), ("notice", "open")]
    with world.work() as session:
        assert len(session.exec(select(Notice)).all()) == 2, "what was refused is posted anew"


@pytest.mark.parametrize("how", Answer)
def test_an_answer_moves_nothing_when_the_worker_was_faster(world: World, stored: list[CaseState], how: Answer) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    objection_id = objects(world)
    as_worker(world, case_id, cases.withdraw)
    answers(world, objection_id, how)
    assert steps_of(stored)[2:] == [("notice", "withdrawn")]
    assert any("We looked." in text for text in world.messages(STRANGER))


def test_a_visit_counts_for_both_once_it_is_confirmed(world: World) -> None:
    case_id = world.opens()
    world.visits(STATION, STATION_TOO, case_id)
    with world.work() as session:
        assert stored_now(world, session, case_id).visitors == (STATION, STATION_TOO)
