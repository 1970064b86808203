"""An officer asks for somebody without an account, and for a unit, over HTTP; a colleague decides."""

from __future__ import annotations

from pathlib import Path

from simulator import Player
from tests.conversations.cases.test_papers import sends
from tests.conversations.payments.test_officer_money import pays
from tests.conversations.procedure.test_officer_road import approves
from tests.papers import JPEG
from tests.town import POLICY, running_town
from tests.words import t
from tests.workers import registers

NUMBER = "2026-0001"


async def apply(player: Player, title: str) -> None:
    await player.sends("/apply")
    await player.presses(t("{programme}", programme=title))


async def test_an_old_person_without_a_file_gets_a_television(tmp_path: Path) -> None:
    async with running_town(tmp_path / "data", policy=POLICY.with_name("guanxi.toml")) as town:
        await registers(town.lin, "DEMO-H01")
        await town.lin.sends("/apply")
        assert "孤寡老人" not in (await town.lin.sees(t("<b>Aid you can apply for</b>"))).text, (
            "only officers ask for it"
        )
        officer = town.point
        await apply(officer, "孤寡老人关爱")
        await officer.presses("机械厂一车间")
        await officer.sends("刘示例")
        await officer.sends("99010119340501123X")
        await officer.sends("一个人住，无儿无女，没看过电视。")
        await officer.sends("1934-05-01")
        await sends(officer, ("consent.jpg", JPEG, "image/jpeg"))
        await officer.presses(t("Everything is right"))
        await officer.presses(t("I confirm, send it"))
        await officer.sees(NUMBER)
        await town.station.sees(NUMBER, "孤寡老人关爱")
        await town.station.presses(t("Open"))
        card = (await town.station.sees("刘示例", "没看过电视")).text
        assert t("Entered on somebody else's behalf by {name}", name="陈帮扶") in card
        assert t("The household has no file yet.") not in card
        await approves(town.station)
        await approves(town.approver)
        await town.recorder.presses(t("The worker has it"))
        await town.recorder.sends("今天")
        await sends(town.recorder, ("slip.jpg", JPEG, "image/jpeg"))
        await officer.sees(t("Your case {number} is finished.", number=NUMBER))
        assert town.case(1).status == "finished"


async def test_a_township_union_asks_and_the_unit_is_paid(tmp_path: Path) -> None:
    async with running_town(tmp_path / "data", policy=POLICY.with_name("zhangzhou.toml")) as town:
        officer = town.point
        await apply(officer, "乡镇工会补助")
        await officer.presses("机械厂二车间")
        await officer.presses(t("Yes"))
        await officer.sees("有场所、有设备")
        await officer.presses(t("No"))
        await officer.sees("还缺什么")
        await officer.sends("缺办公桌，九月添置。")
        await officer.sends("6200000000000005")
        await officer.presses(t("Everything is right"))
        await officer.sees("50,000")
        await officer.presses(t("I confirm, send it"))
        await approves(town.station)
        await approves(town.approver)
        await town.cashier.sees(NUMBER)
        await town.cashier.presses(t("Open"))
        await town.cashier.sees("机械厂二车间")
        await pays(town)
        await officer.presses(t("It arrived"))
        await officer.sees(NUMBER, "申请已办结")
        assert town.case(1).amount == 50_000_00
