"""A leading group decides in a meeting, over HTTP: its members vote, one of them otherwise, and the chair closes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.platform.text import Money
from models.officers import Appointment
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.cases.test_papers import sends
from tests.conversations.payments.test_officer_money import pays, visit_grant
from tests.conversations.procedure.test_officer_road import approves
from tests.papers import JPEG
from tests.town import POLICY, Town, running_town
from tests.words import t
from tests.workers import registers

NUMBER = "2026-0001"


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Town]:
    """The union of Guanxi, with three members of the leading group of the factory."""
    async with running_town(tmp_path / "data", policy=POLICY.with_name("guanxi.toml")) as town:
        await registers(town.aygul, "DEMO-H02", link="u_P3")
        with town.program.database.work() as session:
            for player in (town.recorder, town.aygul, town.admin):
                session.add(
                    Appointment(person_id=player.id, role="member", unit_id=2, appointed_by=town.admin.id,
                                since=town.program.clock.now())
                )  # fmt: skip
        yield town


async def test_a_meeting_grants_it_and_its_minutes_close_it(group: Town) -> None:
    lin, (first, second, third) = await with_file(group), (group.recorder, group.aygul, group.admin)
    await lin.sends("/apply")
    await lin.presses(t("{programme}", programme="阳光救助"))
    await lin.presses(t("I will bring it later"))
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await visit_grant(group, NUMBER)
    await approves(group.station)
    await group.jump("end_of_notice")
    await lin.sees(t("Now a meeting of your union decides. You need not do anything."))
    chair = group.approver
    await chair.sees(NUMBER, "至少要有3人表决")
    await chair.presses(t("The meeting grants it"))
    await chair.sees("目前有0人表决，至少要有3人")
    await first.sees(NUMBER, "您是成员之一")
    await first.presses(t("For it"))
    assert await first.toast() == t("Your vote is written down.")
    await second.presses(t("For it"))
    await third.presses(t("For it"))
    await third.presses(t("Against it"))
    await third.sees("您表决：不赞成")
    await chair.sees("赞成2人，不赞成1人，回避0人")
    await chair.presses(t("The meeting grants it"))
    await chair.presses(t("Yes, approve without them"))
    await sends(chair, ("minutes.jpg", JPEG, "image/jpeg"))
    await chair.sees(t("Written down: granted by the meeting."))
    await lin.sees("开会定的", "赞成2人，不赞成1人")
    await third.sees("会议通过")
    await pays(group)
    await lin.presses(t("It arrived"))
    await lin.sees(NUMBER, "申请已办结")
    assert group.case(1).status == "finished"


async def test_a_meeting_chooses_the_sum_by_what_its_members_name(group: Town) -> None:
    lin, chair = await with_file(group), group.approver
    await lin.sends("/apply")
    await lin.presses(t("{programme}", programme="特殊困难救助"))
    await lin.presses(t("I will bring it later"))
    await lin.presses(t("Everything is right"))
    await lin.sees("500", "5,000")
    await lin.presses(t("I confirm, send it"))
    await visit_grant(group, NUMBER)
    await approves(group.station)
    await group.jump("end_of_notice")
    named = ((group.recorder, "1000", "1,000"), (group.aygul, "2500.50", "2,500.50"), (group.admin, "4000", "4,000"))
    for member, sum_, told in named:
        await member.sees(NUMBER, "您是成员之一")
        await member.presses(t("For it"))
        await member.sends("9000")
        await member.sees("5,000")
        await member.sends(sum_)
        await member.sees(told)
    await chair.sees("1,000", "2,500.50", "4,000", "2,500元")
    await chair.presses(t("The meeting grants it"))
    await chair.presses(t("Yes, approve without them"))
    await sends(chair, ("minutes.jpg", JPEG, "image/jpeg"))
    await lin.sees(t("You get {amount}.", amount=Money(2_500_00)))
    await group.cashier.sees(NUMBER, "2,500")
