"""What an officer does with a case costs a few statements: where it stands is read once in an action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from domain.notices.buttons import Answer
from domain.payments.buttons import PayMonths
from domain.payments.money import Cause
from domain.procedure.state import Verdict
from models.notices import Notice, Objection
from models.officers import Appointment
from models.payments import MoneyRow
from models.people import Person
from models.procedure import Visit
from services.cases import card, pay_list
from services.notices import objections
from services.payments import disputes, payments, receipts, returns, second
from services.platform.work import Work
from services.procedure import decisions, entry, visits
from tests.union import ANSWERS, APPROVER, CASHIER, LIN, PAPER, POINT, RECORDER, STATION, STRANGER, ZONE, World

AN_ACTION, A_CARD = 15, 10
# An entry that opens a file is an entry (10), and four acts of other rooms: the file gets its number and its people (6)
# and a case officer (5), to whom goes what waits for them (6), accounts of its people are looked for (2), its first
# versions are kept (2), it is compared with all other files (3), and is
# near the line no more (1); before all that it is looked for a closed file of theirs (1).
AN_OPENING = 36
OF_A_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def noted(world: World) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)


def cost(world: World, officer: int, act: Callable[[Work], object]) -> list[str]:
    """Let an officer act as in an update, at whose beginning the desk knows the person, and return what was asked."""
    with noted(world) as said, world.work() as session:
        person = session.get_one(Person, officer)
        said.clear()
        act(world.at_work(session, person.id))
    return [one for one in said if not one.startswith(OF_A_TRANSACTION)]


def latest(session: Session, table: Any) -> int:
    return int(session.exec(select(table.id).order_by(col(table.id).desc())).first() or 0)


def last(world: World, table: Any) -> int:
    with world.work() as session:
        return latest(session, table)


@pytest.fixture
def report(world: World) -> int:
    """A hardship report with a paper, at its review."""
    return world.opens(answers={**ANSWERS, **PAPER})


@pytest.fixture
def grant(world: World) -> int:
    """A grant that is due to be paid."""
    case_id = noticed_grant(world)
    world.decides(APPROVER, case_id)
    return case_id


def noticed_grant(world: World) -> int:
    """A grant for a household on file that waits for its approval."""
    world.approved(world.opens(LIN))
    world.enters(1)
    case_id = world.opens(programme="golden_autumn", amount=750_000, household_id=1)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    world.passes(days=9)
    world.keeps_up("end public notices")
    return case_id


def decided(case_id: int, number: int, verdict: Verdict) -> Callable[[Work], object]:
    return lambda work: decisions.decide(work, case_id, number, verdict, reason="because")


def visited(world: World, case_id: int) -> Callable[[Work], object]:
    with world.work() as session:
        held = session.exec(select(Appointment.id).where(Appointment.person_id == STATION)).first()
    return lambda work: visits.record_visit(
        work, case_id, second_appointment=held or 0, visited_on=work.today, findings="All as reported."
    )


def test_a_visit(world: World, report: int) -> None:
    assert len(cost(world, POINT, visited(world, report))) <= AN_ACTION
    visit_id = last(world, Visit)
    assert len(cost(world, STATION, lambda work: visits.confirm_visit(work, visit_id))) <= AN_ACTION


def test_a_visit_at_which_the_colleague_was_not(world: World, report: int) -> None:
    visit_id = world.visits(POINT, STATION, report, confirm=False)
    assert len(cost(world, STATION, lambda work: visits.deny_visit(work, visit_id))) <= AN_ACTION


@pytest.mark.parametrize("verdict", [Verdict.APPROVE, Verdict.RETURN, Verdict.REFUSE])
def test_a_verdict_of_the_review(world: World, report: int, verdict: Verdict) -> None:
    world.visits(POINT, STATION, report)
    assert len(cost(world, STATION, decided(report, world.case(report).version, verdict))) <= AN_ACTION


@pytest.mark.parametrize("verdict", [Verdict.APPROVE, Verdict.RETURN, Verdict.REFUSE])
def test_an_approval(world: World, report: int, verdict: Verdict) -> None:
    world.noticed(report)
    assert len(cost(world, APPROVER, decided(report, world.case(report).version, verdict))) <= AN_ACTION


def test_an_approval_of_money(world: World) -> None:
    case_id = noticed_grant(world)
    approved = cost(world, APPROVER, decided(case_id, world.case(case_id).version, Verdict.APPROVE))
    assert len(approved) <= AN_ACTION


def test_each_month_of_a_list_costs_no_more_than_one_by_itself(world: World) -> None:
    """What many are given each month is paid in one transfer."""
    first, second = (
        world.opens(programme="love_card", amount=900_00, months=3, subject_print=name) for name in ("a", "b")
    )
    world.reviewed(first)
    world.approved(second)
    world.decides(APPROVER, first)
    world.now = datetime(2026, 8, 10, 9, tzinfo=ZONE)
    world.keeps_up("let months be due")
    with world.work() as session:
        press = PayMonths(
            pay_list.mark_of(session.exec(select(MoneyRow.id).order_by(col(MoneyRow.id))).all()), 2, 600_00
        )

    def paid(work: Work) -> object:
        return pay_list.pay_listed(work, press, paid_on=work.today, reference="R-1")

    assert len(cost(world, CASHIER, paid)) <= 1 + 2 * AN_ACTION, "the list itself is read once"


def test_an_entry(world: World, report: int) -> None:
    world.approved(report)
    number = world.case(report).version
    entered = cost(world, RECORDER, lambda work: entry.enter(work, report, number, "N-001"))
    assert len(entered) <= AN_OPENING, "\n".join(entered)


def test_a_payment_that_did_not_come(world: World, grant: int) -> None:
    number, today = world.case(grant).version, world.now.astimezone(ZONE).date()
    paid = cost(world, CASHIER, lambda work: payments.pay(work, grant, number, paid_on=today, reference="BANK-1"))
    assert len(paid) <= AN_ACTION
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), grant)
    answered = cost(world, CASHIER, lambda work: disputes.answer_worker(work, grant, words="The bank looks for it."))
    assert len(answered) <= AN_ACTION
    back = cost(world, CASHIER, lambda work: returns.record_return(
        work, grant, returned_on=today, reference="R-1", cause=Cause.OTHER))  # fmt: skip
    assert len(back) <= AN_ACTION
    row_id = last(world, MoneyRow)
    assert len(cost(world, RECORDER, lambda work: second.let_pay_again(work, row_id))) <= AN_ACTION


@pytest.mark.parametrize("how", [Answer.DISMISS, Answer.RETURN, Answer.REFUSE])
def test_an_answer_to_an_objection(world: World, report: int, how: Answer) -> None:
    world.reviewed(report)
    with world.work() as session:
        objections.object_to_notice(world.at_work(session, STRANGER), latest(session, Notice), words="Two homes.")
    objection_id = last(world, Objection)
    answered = cost(world, APPROVER, lambda work: objections.answer(work, objection_id, how, words="We looked."))
    assert len(answered) <= AN_ACTION


def shows(world: World, officer: int, case_id: int) -> int:
    return len(cost(world, officer, lambda work: card.look_at_case(work, case_id)))


def test_the_card_of_a_report(world: World, report: int) -> None:
    assert shows(world, STATION, report) <= A_CARD
    world.visits(POINT, STATION, report)
    assert shows(world, STATION, report) <= A_CARD
    world.decides(STATION, report)
    world.now = datetime(2026, 7, 28, 0, 1, tzinfo=ZONE)
    world.keeps_up("end public notices")
    assert shows(world, APPROVER, report) <= A_CARD
    world.decides(APPROVER, report)
    world.enters(report)
    assert shows(world, RECORDER, report) <= A_CARD


def test_the_card_of_a_grant(world: World, grant: int) -> None:
    assert shows(world, CASHIER, grant) <= A_CARD
    world.pays(grant)
    assert shows(world, CASHIER, grant) <= A_CARD
