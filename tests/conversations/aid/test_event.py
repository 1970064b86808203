"""One event, many households over HTTP: opened once, approved by one list, paid first, seen through on its card."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.demo import embedded
from domain.platform.calendar import BEIJING
from models.people import Person
from tests.conversations.aid.test_for_others import apply
from tests.conversations.cases.test_papers import sends
from tests.conversations.procedure.test_officer_road import approves
from tests.conversations.tasks.test_officer_tasks import AGREED
from tests.papers import JPEG
from tests.season_tasks import add_household
from tests.town import Town
from tests.words import t
from tests.workers import registers

NOW = datetime(2026, 7, 20, 9, tzinfo=BEIJING)
CARD = "6222020000000000018"
PROGRAMME = "突发事件救助"
OUTSIDER = "99010119340501123X"
ANOTHER = "990101193405011256"
FLOOD = t("<b>Event: {name}</b>", name="东门水灾 · E2026-001")


async def two_on_file(town: Town) -> None:
    """Lin's household and another one are on file at the point."""
    await registers(town.lin, "DEMO-H01")
    with town.program.database.work() as session:
        session.add(Person(id=5001, locale="zh_Hans", first_seen_at=NOW, name="赵一户", unit_id=4, **AGREED))
        session.flush()
        for number, head in ((1, embedded.LIN), (2, 5001)):
            add_household(session, NOW, head=head, officer=embedded.POINT, number=number, bank_card=CARD)


async def opens_event(town: Town) -> None:
    officer = town.station
    await apply(officer, PROGRAMME)
    await officer.sees(t("At which unit did it happen?"))
    await officer.presses("机械厂一车间")
    await officer.sends("东门水灾")
    await officer.sends("昨天")
    await officer.sends("一楼进水，家具都泡了。")
    await officer.presses(t("I name them"))


@pytest.mark.town_at(story=two_on_file)
async def test_an_event_is_opened_once_and_each_household_has_its_case(town: Town) -> None:
    await opens_event(town)
    officer = town.station
    await officer.sends(
        f"HF-2026-0001\nHF-2026-0002\nHF-2026-0001\nHF-2026-0077\n刘示例 {OUTSIDER} 6222020000000000026"
    )
    await officer.presses(t("Everything is right"))
    planned = (await officer.sees("HF-2026-0001", "HF-2026-0002", "刘示例", "3,500")).text
    assert planned.count("HF-2026-0001") == 1, "nobody twice"
    assert t("there is no open file with this number at this unit or below it") in planned
    await officer.presses(t("I confirm, send it"))
    await officer.sees(FLOOD, "2026-0001", "2026-0002", "2026-0003")
    await town.lin.sees("东门水灾", "2026-0001", "**** 0018")
    await town.approver.sees(FLOOD, "2026-0001", "2026-0002", "2026-0003")
    await town.approver.presses("批准这3件")
    await town.cashier.sees(t("<b>To be paid: settled at visits and for events</b>"), "2026-0001", "2026-0003")
    await town.cashier.presses("2026-0001")
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sends("今天")
    await town.cashier.sends("BANK-E-1")
    await town.cashier.presses(t("Everything is right"))
    await town.lin.presses(t("It arrived"))
    await town.lin.presses("灾害或事故证明")
    await sends(town.lin, ("proof.jpg", JPEG, "image/jpeg"))
    await officer.sees("2026-0001", "钱已经发了。请核实")
    await approves(officer)
    await town.lin.sees(t("Your case {number} is finished.", number="2026-0001"))
    await officer.sends("/events")
    await officer.presses("东门水灾")
    await officer.sees(FLOOD, "3,500", "1,500")
    await officer.presses(t("Add households"))
    await officer.presses(t("I send a table of them"))
    table = f"姓名,身份证号,银行卡号,档案编号\n,,,HF-2026-0002\n陈示例,{ANOTHER},6222020000000000034,\n"
    await officer.uploads(("名单.csv", table.encode("gb18030"), "text/csv"))
    await officer.presses(t("Everything is right"))
    await officer.sees(t("I read the table once you send this. You look at the list before any case is opened."))
    await officer.presses(t("I confirm, send it"))
    await officer.sees("东门水灾", "2行")
    await officer.presses(t("Look at the list"))
    await officer.presses(t("Everything is right"))
    planned = (await officer.sees("陈示例", "HF-2026-0002", t("they have a case of this event already"))).text
    assert "HF-2026-0001" not in planned
    await officer.presses(t("I confirm, send it"))
    await officer.sees(FLOOD, "2026-0004")
    await officer.presses(t("Add households"))
    await officer.presses(t("Every household of the unit that is on file"))
    await officer.presses(t("Everything is right"))
    await officer.sees(t("<b>Nobody gets a case by these answers.</b>"), t("they have a case of this event already"))
    await officer.sends("/events")
    await officer.presses("东门水灾")
    await officer.presses(t("End the event"))
    await officer.presses(t("Yes, end it"))
    await officer.sees(FLOOD, "已收尾，不再加人")
