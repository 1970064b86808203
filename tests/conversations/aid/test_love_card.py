"""The Love Card over HTTP: asked for, approved, paid each month, let rest and go on."""

from __future__ import annotations

from tests.conversations.aid.test_by_policy import brings_later, opens
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.procedure.test_officer_road import approves, visited
from tests.town import Town
from tests.words import t


async def test_it_is_paid_each_month_rests_and_goes_on(town: Town) -> None:
    lin, cashier = await with_file(town, self_work_status="unable"), town.cashier
    await opens(lin, "love_card")
    await brings_later(lin, "situation_statement")
    await lin.sees("每月", "300", "2026年8月10日", "12", "3,600")
    await lin.presses(t("I confirm, send it"))
    await visited(town)
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await lin.sees("按月打到银行卡")
    await town.days_pass(14)
    await cashier.sees("待付款：按月发放", "2026-0001", "300")
    await cashier.presses("2026-0001")
    await cashier.sees(
        "2026-08", t("Please pay what is due to the bank card and send me the date and the bank's reference.")
    )
    await cashier.presses(t("Mark paid"))
    await cashier.sends("今天")
    await cashier.sends("BANK-2026-8")
    await cashier.presses(t("Everything is right"))
    await lin.sees("300", "从现在起每月发一次")
    await town.approver.sends("/case 2026-0001")
    await town.approver.presses(t("Let it rest"))
    await town.approver.sends("联系不上，先停一停。")
    await lin.sees("暂时停一下", "联系不上")
    await town.days_pass(31)
    await town.station.presses(t("It goes on"))
    await lin.sees("恢复了")
    await lin.sends("/cases")
    await lin.presses("2026-0001 爱心卡")
    await lin.sees("2026-08", "2026-09")
    await lin.presses(t("I need it no more"))
    await lin.sees("您不再需要了吗", "为止")
    await lin.presses(t("Yes, let it end"))
    await lin.sees("记下了", "2026-0001")
