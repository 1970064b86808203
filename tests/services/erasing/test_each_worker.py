"""Every worker of a played union is erased: no table tells of them any more, and no row of money that moved is lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import SQLModel, col, select

from domain.payments.money import Cause
from models.payments import MoneyRow
from models.people import Person
from models.procedure import AidCase
from services import erasing
from services.payments import returns
from tests.one_life import CARD, PHONE, lives
from tests.played import played_often
from tests.union import (
    APPROVER,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STRANGER,
    ZONE,
    World,
)

GIVEN = {
    LIN: (PHONE, CARD), AYGUL: ("13912340002", "6222020000000000013"), STRANGER: ("13912340003", "6222020000000000021"),
}  # fmt: skip
# Of whom which rows of money there are before, and after.
MONEY = {LIN: (["paid"], ["paid"]), AYGUL: (["returned"], ["returned"]), STRANGER: (["due"], [])}


@played_often
def money_of_all(world: World) -> None:
    """LIN was paid; what AYGUL was paid came back from the bank; what STRANGER is to get is due."""
    lives(world)
    _grants(world)
    with world.work() as session:
        for person_id, (phone, _) in GIVEN.items():
            session.get_one(Person, person_id).phone = phone


def _grants(world: World) -> None:
    cases = {who: world.opens(who, "golden_autumn", 600_000, answers={"bank_card": GIVEN[who][1]},
                              subject_print=f"of {who}") for who in (AYGUL, STRANGER)}  # fmt: skip
    for who, first, second in ((AYGUL, OTHER_STATION, CENTRE_REVIEWER), (STRANGER, POINT, STATION)):
        world.visits(first, second, cases[who])
        world.decides(second, cases[who])
    world.now = datetime(2026, 8, 20, 9, tzinfo=ZONE)
    world.keeps_up("end public notices")
    for case_id in cases.values():
        world.decides(APPROVER, case_id)
    world.pays(cases[AYGUL])
    with world.work() as session:
        cashier = world.at_work(session, CASHIER)
        returns.record_return(cashier, cases[AYGUL], returned_on=world.now.date(), reference="B-1", cause=Cause.CLOSED)


def told_of(world: World, words: set[str]) -> set[tuple[str, str]]:
    """Return in which tables, opened, which of the words stand."""
    with world.work() as session:
        rows = [(name, repr(row)) for name, table in SQLModel.metadata.tables.items()
                for row in session.execute(table.select())]  # fmt: skip
    return {(name, word) for name, row in rows for word in words if word in row}


def money(world: World) -> dict[int, list[str]]:
    """Return in which state whose money is."""
    with world.work() as session:
        rows = session.exec(select(MoneyRow).order_by(col(MoneyRow.id))).all()
        whose = {case.id: case.applicant_id for case in session.exec(select(AidCase)).all()}
        return {who: [row.state for row in rows if whose[row.case_id] == who] for who in GIVEN}


@pytest.mark.parametrize("worker", GIVEN)
def test_nothing_tells_of_them_and_money_that_moved_stays(world: World, worker: int) -> None:
    money_of_all(world)
    with world.work() as session:
        person = session.get_one(Person, worker)
        words = {word for word in (person.name, person.resident_id, *GIVEN[worker]) if word}
    assert {word for _, word in told_of(world, words)} == words, "all of it was there"
    assert money(world) == {who: before for who, (before, _) in MONEY.items()}
    with world.work() as session:
        erasing.erase(world.at_work(session), worker)
    assert told_of(world, words) == set()
    assert money(world) == {who: after if who == worker else before for who, (before, after) in MONEY.items()}
