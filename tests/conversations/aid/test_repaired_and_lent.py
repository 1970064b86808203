"""A home that is mended and a shop that is lent, over HTTP: asked for, decided, had, and written down at the end."""

from __future__ import annotations

from tests.conversations.aid.test_by_policy import brings_later, offer, opens
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.cases.test_papers import all_kept, sends
from tests.conversations.payments.test_officer_money import pays, visit_grant
from tests.conversations.procedure.test_officer_road import approves
from tests.data.households import demo
from tests.papers import JPEG
from tests.town import Town
from tests.words import t

NUMBER = "2026-0001"


async def test_a_roof_is_mended_and_the_photo_of_it_closes_the_case(town: Town) -> None:
    lin = await with_file(town, housing_kind="owned")
    await opens(lin, "home_repair")
    await lin.presses("屋顶漏雨")
    await lin.sends("2400")
    await brings_later(lin, "home_photo", "repair_offer")
    await lin.sees(offer(1_000))
    await lin.presses(t("I confirm, send it"))
    await town.station.sees(NUMBER, "房屋维修")
    await visit_grant(town, NUMBER)
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await pays(town)
    await lin.presses(t("It arrived"))
    await lin.sees("修好以后的照片")
    for paper in ("home_photo", "repair_offer", "repaired_photo"):
        await lin.sends("/cases")
        await lin.presses(NUMBER)
        await lin.presses(t("📎 {paper}", paper=demo().paper(paper).text))
        await sends(lin, ("roof.jpg", JPEG, "image/jpeg"))
        await all_kept(town, paper, 1)
    await lin.sees(NUMBER, "材料交齐了")
    assert town.case(1).status == "finished"


async def test_a_shop_is_lent_for_a_year_and_given_back(town: Town) -> None:
    lin, recorder = await with_file(town), town.recorder
    await opens(lin, "free_shop")
    await lin.sends("卖早点")
    await lin.presses(t("Yes"))
    await lin.presses(t("Everything is right"))
    await lin.sees("商铺一间，免租用12个月", "15,000")
    await lin.presses(t("I confirm, send it"))
    await town.station.sees(NUMBER, "免租商铺")
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await recorder.presses(t("The worker has it"))
    await recorder.sends("今天")
    await sends(recorder, ("slip.jpg", JPEG, "image/jpeg"))
    await recorder.sees(t("Written down."))
    await lin.sees(NUMBER, "借给您用12个月")
    await town.days_pass(385)  # its months and the days for it are over
    await recorder.sees(NUMBER, "等得太久了", t("return of what was lent"))
    await recorder.sends(f"/case {NUMBER}")
    await recorder.presses(t("It is back"))
    await recorder.presses("已还，完好")
    await recorder.sends("今天")
    await recorder.sends("钥匙已交回。")
    await lin.sees(t("Your case {number} is finished.", number=NUMBER), "已还，完好", "钥匙已交回。")
    assert town.case(1).status == "finished"


async def test_a_set_for_a_stall_is_given_and_looked_at_after_half_a_year(town: Town) -> None:
    lin, recorder = await with_file(town), town.recorder
    await opens(lin, "tools_of_trade")
    await lin.sends("小吃摊，摆在机械厂门口")
    await lin.presses(t("Yes"))
    await lin.presses(t("Everything is right"))
    await lin.sees("小推车", "3,000")
    await lin.presses(t("I confirm, send it"))
    await town.station.sees(NUMBER, "创业设备扶持")
    await visit_grant(town, NUMBER)
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await recorder.presses(t("The worker has it"))
    await recorder.sends("今天")
    await sends(recorder, ("slip.jpg", JPEG, "image/jpeg"))
    await recorder.sees(t("Written down."))
    await town.days_pass(200)  # its months, and some days of those for the look
    await recorder.sends(f"/case {NUMBER}")
    await recorder.presses(t("Write down what came of it"))
    await recorder.presses("做起来了，有收入")
    await recorder.sends("今天")
    await recorder.sends("每天能卖三百元。")
    await lin.sees(t("Your case {number} is finished.", number=NUMBER), "做起来了，有收入", "每天能卖三百元。")
    assert town.case(1).status == "finished"
