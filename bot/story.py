"""The story that the tour tells and the demonstration begins with: one household, from the first word to the money.

Everything happens over HTTP, as people would do it by hand; every name and number is invented.
"""

from dataclasses import dataclass

from bot import embedded
from bot.stage import Actor, Stage
from delivery.calls import qr_picture
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


async def applies_for_the_daughter(lin: Actor) -> None:
    """The study grant for the daughter, who is new at university."""
    await lin.says("/apply")
    await lin.presses(ApplyTo, programme="golden_autumn")
