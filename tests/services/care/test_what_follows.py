"""What waits for the officer of a household goes along with it, to the next officer or away from one who leaves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select

from domain.changes.asked import Part
from domain.changes.change import What
from domain.claims.settled import Said
from domain.platform.access import NotForYou
from domain.procedure.asked import KINDS
from domain.units.steps import Role
from models.changes import Change
from models.payments import MoneyRow
from models.platform.outbox import Outbox
from models.procedure import AidCase, Prompt
from services import claims
from services.changes import confirming
from services.changes.record import about
from services.payments import unheard
from tests.services.care.test_case_officers import appoints, assigns, ends
from tests.services.claims.test_accounts import opens_file, registers, says
from tests.services.claims.test_moves import asks, checks
from tests.union import CASHIER, LIN, POINT, STATION, World

NEXT = 63
BY_CASE_OFFICER = {"receipt", "account"}
# Put before whoever holds an office over the case's unit, or before somebody by name: another officer of the household
# changes nothing there. A visit is asked of whoever may go along; `confirm` of who was there.
BY_OFFICE = {"step", "visit", "objection", "appeal", "dispute", "again", "clash", "double", "held", "settle", "vote"}
BY_NAME = {"confirm", "named"}
OF_LOANS = {"defer"}  # of a case officer first, then of a leader: `unheard.follow_officers`


@pytest.fixture
def waits(world: World) -> World:
    """Of everything that is asked of a case officer, one."""
    appoints(world, NEXT, Role.CASE_OFFICER, 4)
    case_id = opens_file(world)
    registers(world)
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.status, case.step = "open", "receipt"
        session.add(
            MoneyRow(case_id=case_id, period="2026", fen=1, state="paid", made_at=world.now, cashier_id=CASHIER)
        )
        session.flush()
        unheard.ask_to_call(world.at_work(session), case)
        old, new = Part({"self_monthly_income": 70_000}), Part({"self_monthly_income": 80_000})
        change = Change(
            household_id=case.household_id, what=What.ANSWER.value, field="self_monthly_income", old=old.to_json(),
            new=new.to_json(), note="The wage rose.", by_worker=True, proposed_by=LIN, proposed_at=world.now, asked=[],
        )  # fmt: skip
        session.add(change)
        session.flush()
        confirming.ask(world.at_work(session), change, about(session, change))
    asks(world)
    return world


def lies_before(world: World, officer: int) -> set[str]:
    """Return the kinds of what is open before an officer: prompts, changes, accounts that move."""
    with world.work() as session:
        prompts = session.exec(select(Prompt).where(Prompt.officer_id == officer, col(Prompt.closed_at).is_(None)))
        found = {prompt.kind for prompt in prompts}
        found |= {"change" for one in session.exec(select(Change)) if officer in one.asked}
        work = world.at_work(session, officer)
        return found | {"move" for _ in claims.moves_waiting(work)}


ALL = BY_CASE_OFFICER | {"change", "move"}


def test_every_kind_is_known() -> None:
    assert set(KINDS) == BY_CASE_OFFICER | BY_OFFICE | BY_NAME | OF_LOANS


def test_everything_follows_the_household_to_its_next_officer(waits: World) -> None:
    assert lies_before(waits, POINT) == ALL
    assert not lies_before(waits, NEXT)
    assigns(waits, 1, NEXT)
    assert lies_before(waits, NEXT) == ALL
    assert not lies_before(waits, POINT)
    gone = [text for text in waits.edited(POINT) if "This no longer waits for you." in text]
    assert len(gone) == len(ALL)
    with pytest.raises(NotForYou):
        says(waits, POINT, Said.YES)
    with pytest.raises(NotForYou):
        checks(waits, POINT)


def test_everything_goes_from_an_officer_who_leaves(waits: World) -> None:
    ends(waits, POINT)
    assert lies_before(waits, NEXT) == ALL
    assert not lies_before(waits, POINT)


def test_what_comes_back_is_there_again(waits: World) -> None:
    assigns(waits, 1, NEXT)
    assigns(waits, 1, POINT)
    assert lies_before(waits, POINT) == ALL
    assert not lies_before(waits, NEXT)
    with waits.work() as session:
        last: Any = session.exec(
            select(Outbox).where(Outbox.target_key == f"change:1:{POINT}").order_by(col(Outbox.id).desc())
        ).first()
    assert last.body["message"]["keys"], "it can be confirmed again"


def test_others_keep_what_is_theirs(waits: World) -> None:
    before = lies_before(waits, STATION)
    assigns(waits, 1, NEXT)
    assert lies_before(waits, STATION) == before
