"""Officers find a household by a name or the end of a number, among those that they may open, and no other."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from domain.platform.access import NotForYou
from domain.platform.text import Joined
from models.households import HouseholdFile
from models.people import Person
from models.platform.audit import Audit
from services import households
from tests.season_tasks import add_household, add_member
from tests.union import AYGUL, LIN, OTHER_STATION, POINT, STATION, World

CHILD = "990101201505200024"


@pytest.fixture
def file_id(world: World) -> int:
    with world.work() as session:
        head = session.get_one(Person, LIN)
        return add_household(session, world.now, head=LIN, officer=POINT, unit=head.unit_id or 4)


def found(world: World, who: int, words: str) -> list[str]:
    with world.work() as session:
        hits = households.find(world.at_work(session, who), words)
        assert isinstance(hits, tuple)
        return [str(title.parts[0]) for _, title in hits if isinstance(title, Joined)]


def test_a_household_is_found_in_either_script_and_by_the_end_of_a_number(world: World, file_id: int) -> None:
    with world.work() as session:
        tail = (session.get_one(Person, LIN).resident_id or "")[-4:]
    for words in ("林示例", " 示例 ", "示 例", *filter(None, (tail,))):
        assert found(world, POINT, words) == ["HF-2026-0001"], words
        assert found(world, STATION, words) == ["HF-2026-0001"], words
    for words in ("nobody", "9999", "", "  ", "034"):
        assert found(world, POINT, words) == [], words


def test_nobody_finds_what_they_may_not_open(world: World, file_id: int) -> None:
    assert found(world, OTHER_STATION, "林示例") == []
    with pytest.raises(NotForYou):
        found(world, LIN, "林示例")
    with world.work() as session:
        session.get_one(HouseholdFile, file_id).case_officer_id = STATION
    assert found(world, POINT, "林示例") == [], "a case officer finds what they look after"
    assert found(world, STATION, "林示例") == ["HF-2026-0001"]
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    assert found(world, STATION, "林示例") == []


def test_somebody_who_lives_there_is_found_and_the_search_is_on_record(world: World, file_id: int) -> None:
    case_id = world.opens(AYGUL)
    with world.work() as session:
        add_member(session, case_id, file_id, CHILD, "阿依古丽 样本")
    assert found(world, STATION, "阿依古麗·樣本") == ["HF-2026-0001"]
    with world.work() as session:
        lines = session.exec(select(Audit).where(col(Audit.action) == "looked for somebody")).all()
        assert [(one.person_id, one.detail) for one in lines] == [(STATION, "1")]
