"""Mutual aid over HTTP: joining, the premium, the days of waiting, and a claim by its band that is paid."""

from __future__ import annotations

from tests.conversations.aid.test_by_policy import offer, opens
from tests.conversations.payments.test_officer_money import PLEASE_PAY, pays
from tests.conversations.procedure.test_officer_road import approves
from tests.town import Town
from tests.words import t
from tests.workers import registers


async def test_a_worker_joins_waits_and_is_paid_by_the_band(town: Town) -> None:
    lin, recorder = town.lin, town.recorder
    await registers(lin, "DEMO-H01")
    await lin.sends("/apply")
    refused = await lin.sees("医疗互助金")
    assert not any(t("{programme}", programme="医疗互助金") in one for one in refused.labels)
    await opens(lin, "mutual_aid")
    await lin.presses(t("Yes"))
    await lin.presses(t("Everything is right"))
    await lin.sees("互助费60元，管12个月")
    await lin.presses(t("I confirm, send it"))
    await town.station.sees("2026-0001", "加入职工医疗互助")
    await approves(town.station)
    await lin.sees("请把互助费60元交给您的工会")
    await recorder.sees("2026-0001", "互助费60元交了吗")
    await recorder.presses(t("Premium paid"))
    await recorder.sends("2026-07-20")
    await recorder.sees(t("Written down."))
    await lin.sees(t("Your case {number} is finished.", number="2026-0001"), "2026年7月20日至2027年7月19日")
    await town.days_pass(40)
    await opens(lin, "mutual_claim")
    await lin.sends("20000.01")
    await lin.sends("今天")
    for paper in ("诊断证明", "医疗票据"):
        await lin.sees(paper)
        await lin.presses(t("I will bring it later"))
    await lin.sees(t("To which bank card should the money go? Please send the number of a card in your own name."))
    await lin.sends("6200000000000005")
    await lin.presses(t("Everything is right"))
    await lin.sees(offer(3_000))
    await lin.presses(t("I confirm, send it"))
    await town.station.sees("2026-0002", "医疗互助金")
    await approves(town.station)
    await approves(town.approver)
    await town.cashier.sees("2026-0002", "3,000", PLEASE_PAY)
    await pays(town)
    await lin.presses(t("It arrived"))
    await lin.sees(t("Good to hear! Case {number} is finished.", number="2026-0002"))
