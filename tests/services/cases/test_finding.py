"""Officers find a case by a name or the end of a number, in their units only, and nobody who withdrew."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.households.household import from_answers
from models.people import Person
from models.platform.audit import Audit
from services import cases
from tests.data.households import answers_of, households
from tests.union import APPROVER, LIN, OTHER_STATION, POINT, STATION, World

ANSWERS = answers_of(households()["DEMO-H01"])
SPOUSE, DAUGHTER = from_answers(ANSWERS).members[:2]


@pytest.fixture
def report(world: World) -> int:
    return world.opens(LIN, answers=ANSWERS, members=(SPOUSE, DAUGHTER))


def found(world: World, who: int, words: str) -> list[str]:
    with world.work() as session:
        return [one.number for one in cases.find(world.at_work(session, who), words)]


@pytest.mark.parametrize("who", [POINT, STATION, APPROVER])
def test_a_case_is_found_by_who_lives_there(world: World, report: int, who: int) -> None:
    for words in ("林示例", "示例", SPOUSE.name, f" {DAUGHTER.name} ", DAUGHTER.resident_id[-4:].lower()):
        assert found(world, who, words) == ["2026-0001"], words
    for words in ("nobody", "9999", "", "  ", DAUGHTER.resident_id[-3:]):
        assert found(world, who, words) == [], words


def test_nobody_finds_beyond_their_units_nor_who_withdrew_the_consent(world: World, report: int) -> None:
    assert found(world, OTHER_STATION, "林示例") == []
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    assert found(world, STATION, "林示例") == []


def test_each_search_is_on_record_without_its_words(world: World, report: int) -> None:
    found(world, STATION, "林示例")
    with world.work() as session:
        line = session.exec(select(Audit).where(Audit.action == "looked for somebody")).one()
        assert (line.person_id, line.detail) == (STATION, "1")
