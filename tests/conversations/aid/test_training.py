"""Training over HTTP: a place in a course, the certificate, and half a year later whether there is work."""

from __future__ import annotations

from tests.conversations.aid.test_by_policy import opens
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.procedure.test_officer_road import approves
from tests.town import Town
from tests.words import t


async def test_a_course_ends_with_a_certificate_and_work(town: Town) -> None:
    lin = await with_file(town)
    approver = town.approver
    await opens(lin, "training")
    await lin.presses(t("Myself"))
    await lin.presses("焊工")
    await lin.sends("晚上和周末")
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await town.station.sees("2026-0001", "技能培训")
    await approves(town.station)
    await lin.sees("给您安排合适的培训班")
    await approver.sees("2026-0001", "请安排合适的培训班")
    await approver.presses(t("Place found"))
    await approver.sends("第二期焊工班，市工人文化宫，周末")
    await approver.sends("2026-07-25")
    await approver.sees(t("Written down."))
    await lin.sees("第二期焊工班")
    await town.days_pass(60)
    await approver.sends("/case 2026-0001")
    await approver.presses(t("Write down the outcome"))
    await approver.presses("学完并拿到证书")
    await approver.sends("今天")
    await approver.sends("焊工初级，编号 2026-HG-118")
    await lin.sees("学完并拿到证书", "2026-HG-118", "过几个月")
    await approver.sends("/case 2026-0001")
    await works(town)
    await approver.sees("稳不稳")
    assert town.case(1).step == "employed"
    await town.days_pass(185)
    await approver.sends("/case 2026-0001")
    await works(town)
    await lin.sees(t("Your case {number} is finished.", number="2026-0001"), "在岗")


async def works(town: Town) -> None:
    await town.approver.presses(t("Write down the work"))
    await town.approver.sees(t("Are they in work?"))
    await town.approver.presses("在岗")
    await town.approver.sends("今天")
    await town.approver.sees(t("Which work, and what would help further?"))
    await town.approver.presses(t("Nothing more"))
