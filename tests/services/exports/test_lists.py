"""Lists of households and the file for upload: the workbook itself, who gets it, and what is on record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlmodel import select

from delivery import drawings
from delivery.drawings.wording import worded
from domain.households.buttons import Shown
from domain.platform.access import NotForYou
from domain.platform.power.purposes import Purpose
from models.households import HouseholdFile
from models.people import Person
from models.platform.audit import Audit
from services import exports
from services.exports.lists import NobodyToList
from services.exports.sending import PurposeNeeded
from tests.services.exports.test_papers import DATA, last_sent
from tests.union import APPROVER, AUDITOR, AYGUL, CASHIER, LIN, OTHER_STATION, POINT, RECORDER, STATION, ZONE, World
from tests.warm_drawings import WarmChild, warm_child

LIN_ID, AYGUL_ID = "990101197001010000", "990101197001010001"


@pytest.fixture(scope="module")
def child() -> Iterator[WarmChild]:
    with warm_child() as child:
        yield child


@pytest.fixture(autouse=True)
def households(world: World) -> None:
    """One file under each station."""
    with world.work() as session:
        for number, (head, unit) in enumerate(((LIN, 4), (AYGUL, 5)), 1):
            session.add(
                HouseholdFile(
                    number=f"HF-2026-{number:04d}", national_number=f"00{number}", head_id=head, unit_id=unit,
                    household_class="deep", data=dict(DATA), opened_at=world.now, case_officer_id=POINT,
                )
            )  # fmt: skip


def takes(
    world: World, person: int, shown: Shown = Shown.ALL, value: str = "", purpose: Purpose = Purpose.HIGHER
) -> dict[str, Any]:
    with world.work() as session:
        exports.household_list(world.at_work(session, person), shown, value, purpose)
    return last_sent(world)


async def book(child: WarmChild, drawing: dict[str, Any]) -> Any:
    packed = drawings._packed(worded(drawing, "zh_Hans", ZONE))
    return load_workbook(io.BytesIO(await child.drawn(packed, "")))


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


async def test_a_list_holds_what_its_officer_covers_with_numbers_in_part(world: World, child: WarmChild) -> None:
    listed = (await book(child, takes(world, APPROVER))).worksheets
    rows = cells(listed[0])
    assert [row[0] for row in rows[1:]] == ["HF-2026-0001", "HF-2026-0002"]
    assert "990101********0000" in rows[1]
    assert LIN_ID not in str(rows)
    assert "患重特大疾病" in rows[1]
    assert ["困难类别", "深度困难", 2] in cells(listed[1])
    assert [row[0] for row in cells((await book(child, takes(world, STATION))).worksheets[0])[1:]] == ["HF-2026-0001"]


def test_a_list_is_narrowed_as_it_was_seen(world: World) -> None:
    drawing = takes(world, APPROVER, Shown.OF_UNIT, "3")
    assert [row[0] for row in drawing["sheets"][0]["rows"]] == ["HF-2026-0002"]
    with pytest.raises(NobodyToList):
        takes(world, APPROVER, Shown.OF_CLASS, "relative")


@pytest.mark.parametrize("person", [POINT, RECORDER, CASHIER, AUDITOR, LIN])
def test_who_leads_nobody_takes_no_list_of_all(world: World, person: int) -> None:
    with pytest.raises(NotForYou):
        takes(world, person)


def test_a_case_officer_takes_their_own(world: World) -> None:
    drawing = takes(world, POINT, Shown.OWN)
    assert [row[0] for row in drawing["sheets"][0]["rows"]] == ["HF-2026-0001", "HF-2026-0002"]


def test_what_for_is_asked_and_on_record_with_each_household(world: World) -> None:
    with pytest.raises(PurposeNeeded):
        takes(world, APPROVER, purpose=Purpose.ASK)
    takes(world, APPROVER, purpose=Purpose.AUDIT)
    with world.work() as session:
        rows = session.exec(select(Audit).where(Audit.action == "took a list with this household")).all()
        assert [(row.person_id, row.detail) for row in rows] == [(APPROVER, "purpose:u")] * 2


def test_who_withdrew_the_consent_stands_in_no_list(world: World) -> None:
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    assert [row[0] for row in takes(world, APPROVER)["sheets"][0]["rows"]] == ["HF-2026-0002"]


async def test_the_file_for_upload_has_the_columns_of_the_policy_and_whole_numbers(
    world: World, child: WarmChild
) -> None:
    with world.work() as session:
        exports.upload(world.at_work(session, RECORDER), Purpose.HIGHER)
    sheet = (await book(child, last_sent(world))).worksheets[0]
    found = [dict(zip((cell.value for cell in sheet[1]), row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    lin = found[0]
    assert (lin["身份证号码"].value, lin["身份证号码"].data_type) == (LIN_ID, "s")
    assert (lin["银行卡号"].value, lin["银行卡号"].data_type) == ("6222020000000000005", "s")
    assert (lin["家庭年收入"].value, lin["家庭人口"].value) == (22_800, 2)
    assert (lin["主要致困原因"].value, lin["住房类型"].value, lin["建档标准"].value) == ("6", "自有住房", "城市")
    with world.work() as session:
        rows = session.exec(select(Audit).where(Audit.action == "took a file for upload with this household")).all()
        assert [row.person_id for row in rows] == [RECORDER] * 2


@pytest.mark.parametrize("person", [POINT, APPROVER, OTHER_STATION, CASHIER, AUDITOR, LIN])
def test_only_who_enters_takes_the_file_for_upload(world: World, person: int) -> None:
    with world.work() as session, pytest.raises(NotForYou):
        exports.upload(world.at_work(session, person), Purpose.HIGHER)
