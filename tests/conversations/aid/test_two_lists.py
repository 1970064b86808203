"""Two lists over HTTP, as Xingtai has them: one report for both, aid for the one, and off it again."""

from __future__ import annotations

from pathlib import Path

from simulator import Player
from tests.conversations.payments.test_officer_money import visit_grant
from tests.conversations.procedure.test_officer_road import approves
from tests.town import POLICY, running_town
from tests.words import t
from tests.workers import registers, reports

COMPANY, NATIONAL = "公司困难职工名册", "全国级困难职工档案"
RELIEF = """
extends = "xingtai.toml"
[pack]
key = "xingtai-with-relief"
[[programme]]
key = "company_relief"
kind = "aid"
procedure = "grant"
title = { zh_Hans = "公司困难补助" }
summary = { zh_Hans = "公司名册上的职工，一年一次。" }
about = "household"
list = ["company"]
who = { list.company.class = ["relative"] }
once = { per = "year" }
amount = 800
[[programme.example]]
given = { list.company.class = "relative" }
pays = 800
[[programme.example]]
given = { class = "deep" }
no = ["above_lines"]
[[programme.example]]
given = { list.company.class = "relative" }
pays = 800
"""


async def opens(officer: Player, number: str, step: str) -> None:
    await officer.sends(f"/case {number}")
    await officer.sees(number, t("Step: {step}", step=t(step)))


async def enters(officer: Player, number: str, given: str) -> None:
    await opens(officer, number, "entry into the national system")
    await officer.presses(t("Enter number"))
    await officer.sends(given)


async def test_one_report_for_two_lists_aid_for_one_and_off_it_again(tmp_path: Path) -> None:
    for name in ("demo.toml", "xingtai.toml"):
        (tmp_path / name).write_bytes(POLICY.with_name(name).read_bytes())
    policy = tmp_path / "ours.toml"
    policy.write_text(RELIEF, encoding="utf-8")
    async with running_town(tmp_path / "data", policy=policy) as town:
        lin = town.lin
        await registers(lin, "DEMO-H01")
        await reports(lin, "DEMO-H01")
        await lin.sees("2026-0001", t("It can be handed in for {list}, too; nothing is asked again.", list=COMPANY))
        await lin.presses(t("Hand it in for {list}, too", list=COMPANY))
        await lin.sees("2026-0002", COMPANY, "2026-0001", NATIONAL)
        await visit_grant(town, "2026-0002")
        await opens(town.station, "2026-0002", "review")
        await approves(town.station)
        await opens(town.approver, "2026-0002", "approval")
        await approves(town.approver)
        await enters(town.recorder, "2026-0002", "C-001")
        await lin.sees("HF-2026-0001")
        await lin.sends("/apply")
        offered = await lin.sees(t("<b>Aid you can apply for</b>"))
        assert "公司困难补助" in offered.labels
        assert NATIONAL not in offered.labels, "that is under way"
        await opens(town.point, "2026-0001", "review")
        await visit_grant(town, "2026-0001")
        await opens(town.station, "2026-0001", "review")
        await approves(town.station)
        await town.jump("end_of_notice")
        await opens(town.approver, "2026-0001", "approval")
        await approves(town.approver)
        await enters(town.recorder, "2026-0001", "QG-1")
        await lin.sees(NATIONAL)
        await lin.sends("/file")
        await lin.sees("全国级特困职工", "公司级困难职工")
        await lin.presses(t("✏️ Something has changed"))
        await lin.presses(t("➖ Leave {list}", list=COMPANY))
        await lin.sees(COMPANY, "公司级困难职工")
        await lin.presses(t("Skip"))
        await lin.presses(t("Everything is right"))
        await lin.presses(t("I confirm, send it"))
        await town.point.sees(COMPANY)
        await town.point.presses(t("✅ Confirm"))
        await lin.sees(COMPANY, NATIONAL)
        await lin.sends("/apply")
        shown = await lin.sees(t("<b>Aid you can apply for</b>"))
        assert "公司困难补助" not in shown.labels
        assert "生活救助" in shown.labels, "the national list still holds"
