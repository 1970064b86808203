"""Several borrow by one contract: only who was named answers, for the sum that they read of; all hear of arrears."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.run.database import Database
from domain.aid.buttons import JoinGroup
from domain.platform.access import NotForYou
from domain.procedure.events import ToBeSigned
from models.people import Person
from models.procedure import AidCase
from services import aid
from services.aid.others.groups import GroupClosed, GroupNotAgreed
from services.payments import receipts
from services.procedure import stand_together
from tests.conversations.aid.test_group_loan import TOGETHER
from tests.services.payments.test_loans import PLAN, SIGNED, appoints, approves, asked, repays
from tests.union import APPROVER, AYGUL, DEMO, LIN, POINT, RECORDER, STATION, STRANGER, ZONE, World, found

CARD = "6222020000000000005"
SUM = 20_000_00


@pytest.fixture
def union(database: Database, tmp_path: Path) -> World:
    (tmp_path / "demo.toml").write_text(DEMO.read_text("utf-8"), "utf-8")
    ours = tmp_path / "ours.toml"
    ours.write_text(TOGETHER, "utf-8")
    return found(database, policy=ours)


def opened(world: World) -> int:
    """Lin and Aygul borrow together; it is reviewed."""
    with world.work() as session:
        aygul = session.get_one(Person, AYGUL)
        named = f"{aygul.name} {aygul.resident_id}"
    answers = {**PLAN, "own_loan_months": 24, "bank_card": CARD, "group_people": named}
    case_id = world.opens(programme="startup_loan", amount=SUM, answers=answers, period="ever", subject_print="one")
    asks(world, case_id)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    return case_id


def asks(world: World, case_id: int) -> None:
    with world.work() as session:
        aid.ask_group(world.at_work(session), ToBeSigned(case_id))


def says(world: World, case_id: int, by: int = AYGUL, *, yes: bool = True, fen: int = SUM) -> None:
    with world.work() as session:
        aid.join_group(world.at_work(session, by), JoinGroup(case_id, fen, int(yes)))


def agreed(world: World, case_id: int) -> frozenset[int]:
    with world.work() as session:
        return stand_together(session, session.get_one(AidCase, case_id))


def to_be_signed(world: World, case_id: int) -> None:
    world.now = datetime(2026, 7, 28, 9, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)


def lent(world: World) -> int:
    case_id = opened(world)
    says(world, case_id)
    to_be_signed(world, case_id)
    approves(world, RECORDER, case_id, SIGNED)
    world.pays(case_id, on=date(2026, 7, 28))
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    return case_id


def test_who_was_named_is_asked_once_and_once_more_when_it_is_signed(union: World) -> None:
    case_id = opened(union)
    asks(union, case_id)
    assert len(union.messages(AYGUL)) == 1
    assert "¥20,000" in union.messages(AYGUL)[0]
    to_be_signed(union, case_id)
    assert len(union.messages(AYGUL)) == 2
    assert union.messages(STRANGER) == []


def test_nothing_is_signed_before_all_have_agreed_and_the_last_word_counts(union: World) -> None:
    case_id = opened(union)
    says(union, case_id)
    says(union, case_id, yes=False)
    to_be_signed(union, case_id)
    with pytest.raises(GroupNotAgreed):
        approves(union, RECORDER, case_id, SIGNED)
    says(union, case_id)
    approves(union, RECORDER, case_id, SIGNED)
    assert union.case(case_id).step == "payment"
    with pytest.raises(GroupClosed):
        says(union, case_id, yes=False)


def test_only_who_was_named_answers_and_only_for_this_sum(union: World) -> None:
    case_id = opened(union)
    for nobody in (STRANGER, LIN):
        with pytest.raises(NotForYou):
            says(union, case_id, nobody)
    with pytest.raises(NotForYou):
        says(union, 77)
    with pytest.raises(GroupClosed):
        says(union, case_id, fen=SUM - 1)
    says(union, case_id)
    assert agreed(union, case_id) == {AYGUL}
    with union.work() as session:
        session.get_one(AidCase, case_id).amount = SUM - 1
    assert agreed(union, case_id) == frozenset(), "they said yes to another sum"


def test_who_has_withdrawn_the_consent_or_is_called_otherwise_is_not_asked(union: World) -> None:
    with union.work() as session:
        session.get_one(Person, AYGUL).sensitive_consented_at = None
    opened(union)
    assert union.messages(AYGUL) == []


def test_all_hear_of_arrears_and_that_it_is_paid_back(union: World) -> None:
    case_id = lent(union)
    for _ in range(45):
        union.passes(days=1)
        union.keeps_up("remind of repayments")
    (late,) = [one for one in union.messages(AYGUL) if "has not come" in one]
    assert "Repayment 1" in late
    repays(union, case_id, SUM, "R-1")
    assert "You are free" in union.messages(AYGUL)[-1]


def test_whoever_vouched_hears_of_it_after_sixty_days_and_not_before(world: World) -> None:
    appoints(world)
    case_id = asked(world)
    approves(world, STRANGER, case_id, {"vouched": "A good worker."})
    world.now = datetime(2026, 7, 28, 9, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    approves(world, RECORDER, case_id, SIGNED)
    world.pays(case_id, on=date(2026, 7, 28))
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    world.now = datetime(2026, 10, 26, 9, tzinfo=ZONE)  # 59 days after 28 August
    world.keeps_up("remind of repayments")
    assert not any("has still not come" in one for one in world.messages(STRANGER))
    for _ in range(2):
        world.passes(days=1)
        world.keeps_up("remind of repayments")
    assert sum("has still not come" in one for one in world.messages(STRANGER)) == 1


def test_a_consent_that_comes_late_still_counts(world: World) -> None:
    """Meanwhile it was told one level up, and in the end the administrators."""
    appoints(world)
    case_id = asked(world)
    for _ in range(30):
        world.passes(days=1)
        world.keeps_up("remind of overdue steps")
    assert world.case(case_id).step == "consent"
    approves(world, STRANGER, case_id, {"vouched": "A good worker."})
    assert world.case(case_id).step == "notice"
