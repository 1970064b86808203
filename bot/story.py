"""The story that the tour tells and the demonstration begins with: one household, from the first word to the money.

Everything happens over HTTP, as people would do it by hand; every name and number is invented.
"""

from dataclasses import dataclass

from bot import embedded
from bot.stage import Actor, Stage
from delivery.calls import qr_picture
from domain.case_buttons import ConfirmVisit, DecideStep, EnterNumber, MarkPaid, OpenCase, ReceiptArrived, RecordVisit
from domain.procedure import Verdict
from handlers.apply import ApplyTo
from handlers.consent import ConsentPress


@dataclass(frozen=True)
class Worker:
    """Who registers: the poster's unit, and what is asked at registration."""

    person_id: int
    name: str
    unit_code: str
    resident_id: str
    phone: str
    card: str


LIN = Worker(embedded.LIN, "林示例", "P1", "990101197803120034", "13800138000", "6200000000000005")
AYGUL = Worker(embedded.AYGUL, "阿依古丽·样本", "P3", "990101199105150307", "13800138001", "6205500000000000004")


def a_paper(words: str) -> bytes:
    """Draw a picture that stands for a paper."""
    return qr_picture(words)


async def registers(stage: Stage, worker: Worker) -> Actor:
    """Follow the poster of the unit, give both consents, say who one is."""
    actor = stage.actor(worker.person_id, worker.name)
    await actor.says(f"/start u_{worker.unit_code}")
    await actor.presses(ConsentPress, kind="processing")
    await actor.presses(ConsentPress, kind="sensitive")
    await actor.says(worker.name)
    await actor.says(worker.phone)
    await actor.says(worker.resident_id)
    await actor.chooses("right")
    return actor


async def hands_in_papers(actor: Actor, count: int) -> None:
    """Send one picture for each of the papers that are asked for, one after another."""
    for number in range(1, count + 1):
        await actor.uploads(f"paper-{number}.png", a_paper(f"{actor.name} {number}"), "image/png")
        await actor.chooses("done")


async def reports_the_lins(stage: Stage) -> Actor:
    """A worker, his wife without work and with diabetes, and a daughter who begins university."""
    lin = await registers(stage, LIN)
    await lin.says("/report")
    await lin.chooses("o.married", "o.urban_local", "o.on_duty", "o.good", "no", "o.owned", "o.50_to_70")
    await lin.says("1")
    await lin.chooses("o.none", "no", "add", "o.spouse")
    await lin.says("王样本")
    await lin.chooses("o.unemployed", "no", "o.chronic")
    await lin.says("990101198011020021")
    await lin.chooses("add", "o.daughter")
    await lin.says("林样一")
    await lin.chooses("o.student")
    await lin.says("示例大学")
    await lin.chooses("o.higher")
    await lin.says("2026")
    await lin.chooses("no", "o.good")
    await lin.says("990101200802200029")
    await lin.chooses("done", "no")
    await lin.says("3500")
    await lin.chooses("no")
    for amount in ("9000", "6200"):
        await lin.says(amount)
    await lin.chooses("no", "no", "no", "o.schooling", "o.serious_illness", "done")
    await hands_in_papers(lin, 7)
    await lin.says(LIN.card)
    await lin.chooses("right", "confirm")
    return lin


async def visits(stage: Stage) -> None:
    """The officer of the point and the reviewer of the station go together; the reviewer confirms and approves."""
    point, station = stage.actor(embedded.POINT, "陈帮扶"), stage.actor(embedded.STATION, "吴审核")
    await point.presses(RecordVisit)
    await point.says(f"{(await stage.today()):%Y-%m-%d}")
    await point.chooses_first("o.")
    await point.says("住房和人口与申报一致，妻子的病历和票据都看过原件。")
    await station.presses(ConfirmVisit)
    await station.presses(DecideStep, verdict=Verdict.APPROVE)


async def waits_for_the_notice(stage: Stage) -> None:
    """Five working days pass."""
    await stage.leaps("end_of_notice")


async def approves(stage: Stage) -> None:
    """The centre looks at the case and approves it."""
    approver = stage.actor(embedded.APPROVER, "郑审批")
    await approver.presses(OpenCase)
    await approver.presses(DecideStep, verdict=Verdict.APPROVE)


async def enters(stage: Stage, national_number: str) -> None:
    """The recorder enters the number of the national system; the household file gets its own."""
    recorder = stage.actor(embedded.RECORDER, "冯录入")
    await recorder.presses(EnterNumber)
    await recorder.says(national_number)


async def applies_for_the_daughter(lin: Actor) -> None:
    """The study grant for the daughter, who is new at university."""
    await lin.says("/apply")
    await lin.presses(ApplyTo, programme="golden_autumn")
    await lin.chooses_first("o.")
    await lin.chooses("o.higher", "yes")
    await lin.says("示例大学")
    await lin.chooses("o.regular")
    await hands_in_papers(lin, 2)
    await lin.chooses("o.worker", "right", "confirm")


async def pays(stage: Stage) -> None:
    """The cashier has paid, and says so."""
    cashier = stage.actor(embedded.CASHIER, "褚出纳")
    await cashier.presses(MarkPaid)
    await cashier.says(f"{(await stage.today()):%Y-%m-%d}")
    await cashier.says("BANK-20260804-0001")
    await cashier.chooses("right")


async def confirms_the_money(lin: Actor) -> None:
    """The worker has it."""
    await lin.presses(ReceiptArrived)


async def whole_story(stage: Stage) -> None:
    """From the first word to the money."""
    lin = await reports_the_lins(stage)
    await visits(stage)
    await waits_for_the_notice(stage)
    await approves(stage)
    await enters(stage, "QG-3505-2026-00017")
    await applies_for_the_daughter(lin)
    await visits(stage)
    await waits_for_the_notice(stage)
    await approves(stage)
    await pays(stage)
    await confirms_the_money(lin)
    await lin.says("/cases")
