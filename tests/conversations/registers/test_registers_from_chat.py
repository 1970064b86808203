"""/registers: a register with every kind of dirt comes from the chat, is taken in by a second person, and joined."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlmodel import select

from bot.demo import embedded
from domain.platform.access import NotForYou
from models.households import HouseholdFile
from models.people import Person
from tests.papers import JPEG
from tests.town import Town, running_town
from tests.words import t
from tests.workers import registers_as

DIRT = Path(__file__).parents[2] / "data" / "registers" / "dirt.csv"
LIN_NUMBER = "990101197803120034"


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with two administrators named."""
    async with running_town(begun, default_locale="en") as running:
        running.program.admin_ids = frozenset({embedded.ADMIN, embedded.APPROVER})
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
        yield running


def register() -> bytes:
    """Return the dirty register for the units of the demonstration; Lin heads its first household."""
    text = DIRT.read_text("gb18030").replace("Unit 4", "机械厂一车间").replace("unit 4", "P1").replace("Unit 5", "P1")
    first = text.split("林样一,")[1].partition(",")[0]
    return text.replace(first, LIN_NUMBER).replace("林样一", "林示例").encode("gb18030")


async def sends_it(town: Town) -> None:
    await town.admin.sends("/registers")
    await town.admin.presses("Send a register")
    await town.admin.sees("Which register is it")
    await town.admin.sends("Households on file of 2025")
    await town.admin.sees("Please send the register as a file")
    await town.admin.uploads(("photo.jpg", JPEG, "image/jpeg"))
    await town.admin.sees("whose name ends in .xlsx or .csv")
    await town.admin.uploads(("台账.csv", register(), "text/csv"))
    await town.admin.sees("I read the register now")
    await town.admin.sees("“姓名” → name", "Not taken: 备注", "Is every column read as it is meant?")


async def test_a_dirty_register_is_tried_taken_by_another_joined_and_undone(town: Town) -> None:
    await sends_it(town)
    await town.admin.presses("A column means something else")
    await town.admin.presses("More »")
    await town.admin.presses("备注")
    await town.admin.sees("What stands below “备注”?")
    await town.admin.presses("Nothing that is taken")
    await town.admin.presses("✅ That is right")
    await town.admin.sees("3 households can be taken", "8 are doubtful", "14 cannot be taken", "Another administrator")
    file = await town.admin.sees("The report on 台账.csv, line by line.")
    sheet = load_workbook(io.BytesIO(await town.admin.downloads(file))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][:4] == ["3, 4, 5", "can be taken", "林示例", LIN_NUMBER]
    assert len(rows) == 25
    with town.program.database.work() as session:
        assert not session.exec(select(HouseholdFile)).all()
    card = (await town.approver.sees("A register waits for you to look at it and take it in.", "Households on file")).id
    await town.approver.presses("✅ Take the 3 clear ones")
    await town.admin.sees("3 households are on file", "Nothing was sent to them")
    await town.approver.press_data("zc:1:4:t", card)  # a press that is late
    assert "this register stands elsewhere by now" in await town.approver.toast()
    await town.cashier.press_data("za", card)
    assert await town.cashier.toast() == NotForYou.text
    await joins(town)
    await town.admin.presses("Undo the whole import")
    await town.admin.presses("Yes, undo it")
    await town.admin.sees("1 household is on file", "1 cannot go any more")
    await town.admin.sees("something was built on them since")


async def joins(town: Town) -> None:
    """Lin registers with the number that stands in the register, and looks at the file."""
    await registers_as(town.lin, "林示例", LIN_NUMBER)
    await town.point.sees("HF-2026-0001")
    await town.point.presses("Yes, it is so")
    await town.lin.sees("已确认这是您家", "HF-2026-0001")
    await town.lin.presses(t("✅ Everything is right"))
    await town.lin.sees(t("Thank you. Whenever something changes, tell it under /file."))
    await town.lin.presses(t("📄 Look at my file"))
    await town.lin.sees("HF-2026-0001")
