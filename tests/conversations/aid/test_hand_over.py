"""What the union cannot decide itself, over HTTP: taken in, handed over, answered, read by the worker."""

from __future__ import annotations

from tests.conversations.aid.test_by_policy import brings_later, opens
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.procedure.test_officer_road import approves
from tests.data.households import demo
from tests.town import Town
from tests.words import t
from tests.workers import registers

BODY = "劳动保障监察大队"


async def test_unpaid_wages_go_to_the_labour_inspection_and_its_answer_comes_back(town: Town) -> None:
    lin, approver = town.lin, town.approver
    await registers(lin, "DEMO-H01")
    await opens(lin, "wage_arrears")
    for said in ("示例建筑三号工地", "2026年5月1日", "12000", "3"):
        await lin.sends(said)
    await lin.sees("已经申请仲裁")
    await lin.presses(t("No"))
    await brings_later(lin, "claim_proof")
    offered = await lin.sees("工会受理以后帮您跟到底")
    assert "12,000" not in offered.text.split("工会受理")[1]
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await town.station.sees("2026-0001", "讨要欠薪")
    await approves(town.station)
    await lin.sees(f"转给{BODY}")
    await approver.sees("2026-0001", f"请转给{BODY}")
    await approver.presses(t("Handed over"))
    await approver.presses(t("Yes, approve without them"))
    await approver.sees(t("Who has it there now? Name or office, and how to reach them."))
    await approver.sends("监察二科王科长，12333")
    await approver.sends("今天")
    await approver.sees(t("Written down."))
    await lin.sees(f"已转给{BODY}", "监察二科王科长", t("As soon as their answer comes, I tell you."))
    await town.days_pass(100)  # the 60 working days that the body has are over: who waits for it is told
    await approver.sees("2026-0001", "等得太久了", t("answer of another body"))
    await approver.sends("/case 2026-0001")
    await approver.presses(t("Write down the answer"))
    await approver.presses("要回一部分")
    await approver.sends("今天")
    await approver.sees("要回的工资是多少元")
    await approver.sends("9000")
    await approver.sends("余下的3000元年底前付清。")
    await approver.sees(t("Written down."))
    answered = ("要回一部分", "9,000", "余下的3000元年底前付清。")
    await lin.sees(t("Your case {number} is finished.", number="2026-0001"), *answered)
    assert town.case(1).status == "finished"
    await lin.sends("/cases")
    await lin.presses("2026-0001")
    await lin.sees(*answered, "监察二科王科长")
    await town.admin.sends("/case 2026-0001")
    card = (await town.admin.sees("欠薪单位")).text
    assert "困难类别" not in card, "nobody has worked a class out"
    assert "收款卡" not in card, "nothing is paid, and there is no card on record"
    await town.admin.presses(t("History"))
    await town.admin.sees("已转给", *answered)


async def test_who_is_before_a_court_already_is_sent_to_legal_aid(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await opens(town.lin, "wage_arrears")
    for said in ("示例建筑三号工地", "2026年5月1日", "12000", "3"):
        await town.lin.sends(said)
    await town.lin.presses(t("Yes"))
    await brings_later(town.lin, "claim_proof")
    refused = await town.lin.sees("法律援助")
    assert t("I confirm, send it") not in refused.labels
    assert demo().programme("legal_aid")


async def test_dibao_is_asked_for_at_the_civil_affairs_office_and_what_came_is_told(town: Town) -> None:
    lin, approver = await with_file(town), town.approver
    await opens(lin, "dibao_help")
    await lin.presses(t("No"))
    await lin.sends("打零工，有一天没一天。")
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await town.station.sees("2026-0001", "低保和临时救助帮办")
    await approves(town.station)
    await approver.sees("2026-0001", "请转给民政部门")
    await approver.presses(t("Handed over"))
    await approver.sends("救助科刘科长")
    await approver.sends("今天")
    await lin.sees("已转给民政部门", "救助科刘科长")
    await approver.presses(t("Write down the answer"))
    await approver.presses("纳入低保")
    await approver.sends("今天")
    await approver.sees("低保金（每月）是多少元")
    await approver.sends("560")
    await approver.sends("0")
    await approver.presses(t("Nothing more"))
    await lin.sees(t("Your case {number} is finished.", number="2026-0001"), "纳入低保", "560")
    assert town.case(1).status == "finished"
