"""Card and household in full: for the cashier and the recorder whose step it is, on record, and deleted again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from domain.procedure.refusals import NotThisStep
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from services.cases import disclosures
from tests.union import ANSWERS, APPROVER, CASHIER, DAUGHTER, RECORDER, STATION, World

CARD, RESIDENT = "6222020000000000005", "990101197001010000"
MEMBER = {"relation": "daughter", "name": "林小例", "resident_id": DAUGHTER.resident_id, "school": "示例中学"}


def shows_card(world: World, officer: int, case_id: int, version: int) -> None:
    with world.work() as session:
        actor = world.actor(session, officer)
        disclosures.show_card(world.at_work(session).by(actor), case_id, version)


def shows_data(world: World, officer: int, case_id: int, seen: int = 0) -> None:
    version = seen or world.case(case_id).version
    with world.work() as session:
        actor = world.actor(session, officer)
        disclosures.show_entry_data(world.at_work(session).by(actor), case_id, version)


def removals(world: World) -> list[tuple[int, datetime | None, bool]]:
    """Return who loses a message, when, and whether that message was put."""
    with world.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.kind == "delete")).all()
        put = {row.key for row in session.exec(select(Outbox).where(Outbox.kind == "send"))}
        return [(row.chat_id, row.not_before, row.target_key in put) for row in rows]


def looks(world: World) -> list[tuple[int | None, str]]:
    with world.work() as session:
        return [(one.person_id, one.action) for one in session.exec(select(Audit)) if "looked" in one.action]


def at_payment(world: World, **answers: str) -> int:
    case_id = world.opens(programme="golden_autumn", amount=750_000, answers={**ANSWERS, **answers})
    world.approved(case_id)
    return case_id


def test_the_cashier_reads_the_card_for_ten_minutes(world: World) -> None:
    case_id = at_payment(world)
    version = world.case(case_id).version
    assert f"sc:{case_id}:{version}" in world.presses(CASHIER)
    shows_card(world, CASHIER, case_id, version)
    assert CARD in world.messages(CASHIER)[-1]
    assert "林示例" in world.messages(CASHIER)[-1]
    assert removals(world) == [(CASHIER, world.now + timedelta(minutes=10), True)]
    assert looks(world) == [(CASHIER, "looked at the card number")]


def test_a_students_card_is_shown_with_the_student(world: World) -> None:
    case_id = at_payment(world, payee="student", student_card="6222020000000000013", student_name="林小例")
    shows_card(world, CASHIER, case_id, world.case(case_id).version)
    assert "6222020000000000013" in world.messages(CASHIER)[-1]
    assert "林小例" in world.messages(CASHIER)[-1]
    assert CARD not in world.messages(CASHIER)[-1]


@pytest.mark.parametrize("officer", [APPROVER, RECORDER, STATION])
def test_nobody_else_reads_the_card(world: World, officer: int) -> None:
    case_id = at_payment(world)
    with pytest.raises(NotForYou):
        shows_card(world, officer, case_id, world.case(case_id).version)
    assert (removals(world), looks(world)) == ([], [])


def test_the_card_is_shown_only_while_it_is_to_be_paid(world: World) -> None:
    case_id = at_payment(world)
    version = world.case(case_id).version
    world.pays(case_id)
    for seen in (version, version + 1):
        with pytest.raises(Refusal):
            shows_card(world, CASHIER, case_id, seen)
    assert (removals(world), looks(world)) == ([], [])


def test_the_recorder_reads_what_the_national_system_asks_for(world: World) -> None:
    answers = {**ANSWERS, "members": [MEMBER] * 9, "rigid_medical": 500_000, "hukou": "rural"}
    case_id = world.opens(answers=answers, members=(DAUGHTER,))
    world.approved(case_id)
    assert f"ed:{case_id}:{world.case(case_id).version}" in world.presses(RECORDER)
    before = len(world.messages(RECORDER))
    shows_data(world, RECORDER, case_id)
    sent = world.messages(RECORDER)[before:]
    for expected in (
        "林示例",
        RESIDENT,
        "13800138000",
        "Unit 4",
        "Own income a month: ¥700",
        "Rigid expense a year · ",
        "¥5,000",
        "Serious illness",
        CARD,
    ):
        assert expected in sent[0]
    assert [text.count(DAUGHTER.resident_id) for text in sent] == [0, 8, 1]
    assert "示例中学" in sent[1]
    assert all(len(text) < 4096 for text in sent)
    assert [gone for *_, gone in removals(world)] == [True] * 3
    assert looks(world) == [(RECORDER, "looked at the data for entry")]


@pytest.mark.parametrize("officer", [APPROVER, CASHIER, STATION])
def test_nobody_else_reads_the_data_for_entry(world: World, officer: int) -> None:
    case_id = world.opens()
    world.approved(case_id)
    with pytest.raises(NotForYou):
        shows_data(world, officer, case_id)
    assert (removals(world), looks(world)) == ([], [])


def test_the_data_for_entry_is_for_the_entry(world: World) -> None:
    case_id = world.opens()
    world.approved(case_id)
    version = world.case(case_id).version
    world.enters(case_id)
    with pytest.raises(Refusal):
        shows_data(world, RECORDER, case_id, version)


def test_an_old_button_shows_no_card(world: World) -> None:
    case_id = at_payment(world)
    with pytest.raises(NotThisStep):
        shows_card(world, CASHIER, case_id, 1)
