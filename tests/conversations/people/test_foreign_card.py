"""A worker with a foreigner's permanent residence card registers and reports like everybody else, over HTTP."""

from __future__ import annotations

import pytest

from domain.platform.identifiers import check_character
from models.people import Person
from tests.conversations.procedure.test_officer_road import approves, visited
from tests.town import Town
from tests.words import t
from tests.workers import registers_as, reports

OLDER = "DEU110078092901"
_FIRST = "91010119780929001"  # the newer card begins with a 9 and has the shape of a resident id
NEWER = _FIRST + check_character(_FIRST)


@pytest.mark.parametrize("number", [OLDER, NEWER])
async def test_a_worker_with_a_foreigners_card_reports_to_handed_in(town: Town, number: str) -> None:
    lin = town.lin
    await registers_as(lin, "Anna Example", number)
    await reports(lin, "DEMO-H01")
    await lin.sees("2026-0001")
    await town.station.presses(t("Open"))
    await town.station.sees("Anna Example")
    await visited(town)
    before = town.case(1).step
    await approves(town.station)
    assert (town.case(1).step, before) != (before, before), "the review has let it go on"
    with town.program.database.work() as session:
        kept = session.get_one(Person, lin.id).resident_id
        assert kept is not None
        assert kept.endswith(number)
