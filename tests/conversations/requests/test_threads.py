"""A worker asks a person: words go to the officer of the unit, an answer comes back, unanswered ones go up a level."""

from __future__ import annotations

from domain.broadcasts.audience import Audience
from domain.broadcasts.buttons import AskAboutNotice
from domain.broadcasts.questions import ASK_LABEL
from domain.platform.messages import Message, key
from domain.platform.text import N_, Local
from domain.policy.seasons import Topic
from services import broadcasts
from services.platform.work import Work
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


async def test_a_question_about_a_notice_never_comes_to_the_open_form(town: Town) -> None:
    lin, point = town.lin, town.point
    await registers(lin, "DEMO-H01")
    with town.program.database.work() as session:
        work = Work(session, town.program.house(), town.program.clock.now())
        keys = ((key(ASK_LABEL, AskAboutNotice()),),)
        message = Message(Local({"zh_Hans": "周六发电影票，想问什么就回复"}), keys)
        broadcasts.announce(
            work, key="film", topic=Topic.PROGRAMMES, title="电影票", message=message, audience=Audience()
        )
    await town.program.broadcaster.settle()
    notice = await lin.sees("周六发电影票")
    await lin.refresh(0.3)
    await lin.sends("/report")
    await lin.sees("户口")
    await lin.replies(notice.id, "家属能去吗")
    await lin.sees("家属能去吗", "电影票")
    await lin.presses("📨")
    await point.sees("家属能去吗", "电影票")
    await point.sends("可以，带上饭卡")
    await point.sees("可以，带上饭卡", "答复给林示例")
    await point.presses(t(N_("📨 Send it")))
    answer = await lin.sees("可以，带上饭卡")
    await lin.replies(answer.id, "我不想活了")
    await lin.sees("12356")
    await lin.presses_old(t(ASK_LABEL.source), message_id=notice.id)
    await lin.sees(t(N_("What is it about? Write it in your own words.")))
    await lin.sends("几点开始")
    await point.sees("几点开始", "电影票")
