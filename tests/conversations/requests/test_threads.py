"""A worker asks a person: words go to the officer of the unit, an answer comes back, unanswered ones go up a level."""

from __future__ import annotations

from domain.platform.text import N_
from tests.town import Town
from tests.words import t
from tests.workers import registers

ASKS = "我的饭卡押金什么时候退"
SHALL_I = "转给工作人员"


async def test_a_worker_is_answered_by_a_person_and_nothing_is_lost(town: Town) -> None:
    lin, point, station = town.lin, town.point, town.station
    await registers(lin, "DEMO-H01")
    await lin.sends(ASKS)
    await lin.sees(SHALL_I, ASKS)
    await lin.presses("📨")
    await lin.sees("已发给")

    card = await point.sees(ASKS, "林示例")
    await point.replies(card.id, "月底前退到工资卡")
    await point.sees("答复给林示例", "月底前退到工资卡")
    await point.presses(t(N_("📨 Send it")))
    answer = await lin.sees("答复您", "月底前退到工资卡")

    await lin.sends("/report")
    question = await lin.sees("户口")
    await lin.replies(answer.id, "上个月也这么说")
    await lin.sees(t(N_("Your form waits, nothing of it is lost. Here is where you were:")))
    assert question.text
    await point.sees("上个月也这么说")

    await town.days_pass(5)
    await point.sees(t(N_("⏰ <b>This still waits for an answer.</b>")))
    await town.days_pass(5)
    await station.sees("上个月也这么说", t(N_("Nobody answered this in time, so it comes to you.")))
    await lin.sees("您问的事现在由")

    await station.presses(t(N_("Close without an answer")))
    await station.sees(t(N_("Why is it closed without an answer? The worker reads what you write.")))
    await station.sends("归财务科管，电话里说过了")
    await lin.sees("归财务科管", "不同意的话")
    await lin.presses(t(N_("Write more")))
    await lin.sees(t(N_("What would you like to add?")))
    await lin.sends("财务科说不归他们管")
    await station.sees("财务科说不归他们管")
    await station.presses(t(N_("✍ Answer")))
    await station.sees(t(N_("What do you answer? It is sent as you write it, with your name.")))
    await station.sends("我明天去问，周五前告诉您")
    await lin.sees("周五前告诉您")
    await lin.presses(t(N_("That helped")))
    await lin.sends("/requests")
    await lin.presses(t(N_("closed")))
    await lin.sees("周五前告诉您", "归财务科管", ASKS)
