"""The stories that the tour tells and the demonstration begins with, from the first word to the money.

Everything happens over HTTP, as people would do it by hand; every name and number is invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.demo import embedded
from bot.demo.answering import Answering, sends_paper
from bot.demo.stage import Actor, Stage
from delivery.attachments.sending import qr_picture
from delivery.rendering import render_plain
from domain.aid.buttons import ApplyTo
from domain.aid.report_form import report_form
from domain.campaigns.buttons import SeasonUnit
from domain.cases.buttons import OpenCase
from domain.forms import SUMMARY_AT, Facts
from domain.payments.buttons import ReceiptArrived
from domain.people.buttons import ConsentPress
from domain.platform.calendar import BEIJING
from domain.platform.money import yuan
from domain.platform.text import LOCALES
from domain.policy import Policy
from domain.policy_file.loading import load_policy
from domain.procedure.asked import PAPERS_MISSING
from domain.procedure.buttons import ApproveWithout, ConfirmVisit, DecideStep, EnterNumber, MarkPaid, RecordVisit
from domain.procedure.state import Verdict
from domain.tasks.buttons import LeaveItemOut, NextTask, OpenItem, OpenTask, OpenTasks, TickItem

PROGRAMME = "golden_autumn"
POLICY = Path(__file__).parents[2] / "policies" / "demo.toml"


@dataclass(frozen=True)
class Household:
    """A worker, and what they answer in the report where it is not the example of the question (money in fen)."""

    person_id: int
    name: str
    unit_code: str
    resident_id: str
    phone: str
    answers: Mapping[str, Any]
    card: str = "6200000000000005"
    papers_at_hand: int = 0  # the others are "brought later"


LINS = Household(
    embedded.LIN, "林示例", "P1", "990101197803120034", "13800138000",
    {
        "members": [
            {"name": "王样本", "resident_id": "990101198011020021", "work_status": "unemployed", "health": "chronic"},
            {"relation": "daughter", "name": "林样一", "resident_id": "990101200802200029", "work_status": "student",
             "school": "示例大学", "stage": "higher", "entry_year": 2026},
        ],
        "self_monthly_income": yuan(3500), "rigid_medical": yuan(9000), "rigid_education": yuan(6200),
        "main_cause": "schooling", "other_causes": ["serious_illness"],
    },
    papers_at_hand=7,
)  # fmt: skip


async def registers(stage: Stage, household: Household) -> Actor:
    """Follow the poster of the unit, give both consents, say who one is."""
    actor = stage.actor(household.person_id, household.name)
    await actor.says(f"/start u_{household.unit_code}")
    await actor.presses(ConsentPress, kind="processing", answer="y")
    await actor.presses(ConsentPress, kind="sensitive", answer="y")
    await actor.says(household.name)
    await actor.says(household.phone)
    await actor.says(household.resident_id)
    await actor.chooses("right")
    return actor


async def reports(stage: Stage, household: Household) -> Actor:
    """Register, report hardship and hand the report in."""
    actor = await registers(stage, household)
    await fills_report(stage, actor, household)
    await actor.chooses("right", "confirm")
    return actor


async def fills_report(stage: Stage, actor: Actor, household: Household, *, until: str = SUMMARY_AT) -> None:
    """Answer the report up to its summary, or to a place in it."""
    policy = _policy()
    answers = {**household.answers, "bank_card": household.card}
    await actor.says("/report")
    answering = Answering(actor, report_form(policy), policy, Facts((await stage.today()).date()), answers)
    await answering.goes_on(papers=household.papers_at_hand, until=until)


@cache
def _policy() -> Policy:
    return load_policy(POLICY)


async def hands_in_papers(actor: Actor, count: int) -> None:
    """Send one picture for each of the papers that are asked for, one after another."""
    for number in range(1, count + 1):
        await sends_paper(actor, number)
        await actor.chooses("done")


async def visits(stage: Stage) -> None:
    """The officer of the point and the reviewer of the station go together; the reviewer confirms it."""
    point, station = stage.actor(embedded.POINT, "陈帮扶"), stage.actor(embedded.STATION, "吴审核")
    await point.presses(RecordVisit)
    await point.says(f"{(await stage.today()):%Y-%m-%d}")
    await point.chooses_first("o.")
    await point.says("住房和人口与申报一致，病历和票据都看过原件。")
    await point.chooses("skip")
    await station.presses(ConfirmVisit)


async def reviews(stage: Stage) -> None:
    """The visit, then the reviewer's approval; the public notice begins."""
    await visits(stage)
    await _approves(stage.actor(embedded.STATION, "吴审核"))


async def _approves(officer: Actor) -> None:
    """Approve; where papers are still to come, all the same."""
    said = await officer.presses(DecideStep, verdict=Verdict.APPROVE)
    if said in {render_plain(PAPERS_MISSING, locale, timezone=BEIJING) for locale in LOCALES}:
        await officer.presses(ApproveWithout)


async def approves(stage: Stage, number: str = "") -> None:
    """The centre looks at a case, the newest unless there is a number, and approves it."""
    approver = stage.actor(embedded.APPROVER, "郑审批")
    await (approver.says(f"/case {number}") if number else approver.presses(OpenCase))
    await _approves(approver)


async def enters(stage: Stage, national_number: str) -> None:
    """The recorder enters the number of the national system; the household file gets its own."""
    recorder = stage.actor(embedded.RECORDER, "冯录入")
    await recorder.presses(EnterNumber)
    await recorder.says(national_number)


async def opens_a_file(stage: Stage, household: Household, national_number: str) -> Actor:
    """The five steps, to the number of the household file."""
    worker = await reports(stage, household)
    await reviews(stage)
    await stage.leaps("end_of_notice")
    await approves(stage)
    await enters(stage, national_number)
    return worker


async def applies_for_the_daughter(lin: Actor) -> None:
    """The study grant for the daughter, who is new at university."""
    await lin.says("/apply")
    await lin.presses(ApplyTo, programme=PROGRAMME)
    await lin.chooses_first("o.")
    await lin.chooses("yes", "o.regular")
    await hands_in_papers(lin, 2)
    await lin.chooses("o.worker", "right", "confirm")


async def pays(stage: Stage) -> None:
    """The cashier has paid, and says so."""
    cashier = stage.actor(embedded.CASHIER, "褚出纳")
    await cashier.presses(MarkPaid)
    await cashier.says(f"{(await stage.today()):%Y-%m-%d}")
    await cashier.says("BANK-20260805-0001")
    await cashier.chooses("right")


async def from_the_first_word_to_the_money(stage: Stage) -> None:
    """The whole story of one household."""
    lin = await opens_a_file(stage, LINS, "QG-3505-2026-00017")
    await applies_for_the_daughter(lin)
    await reviews(stage)
    await stage.leaps("end_of_notice")
    await approves(stage)
    await pays(stage)
    await lin.presses(ReceiptArrived)
    await lin.says("/cases")
    await lin.reads("2026-0001", "2026-0002")


async def a_summer_and_the_beginning_of_winter(stage: Stage) -> None:
    """The case officer does the summer's work for the household; in December everybody hears of the winter's."""
    point, approver = await begins_the_summer(stage), stage.actor(embedded.APPROVER, "郑审批")
    lin = stage.actor(embedded.LIN, "林示例")
    await ticks(point, "signed_list", photo="signed-list.png")
    await ticks(point, "employer", "o.in_order", note="车间有休息室和饮水机，高温津贴按月发放。")
    await approver.says("/season")
    await approver.presses(SeasonUnit)
    await stage.leaps("next_season")
    await point.reads("冬送温暖")
    await lin.reads("天冷了")
    await point.presses(NextTask)
    await ticks(point, "visit", photo="visit.png", note="女儿已经开学，家里平安，冬衣够穿。")
    await ticks(point, "recheck", "o.unchanged", note="与上次申报一致。")
    await ticks(point, "money")
    await point.says("1000")  # with the grant of this year the rules leave no room for it, and goods are brought
    await point.presses(OpenItem, item="money")
    await point.presses(LeaveItemOut, item="money")
    await point.chooses("o.had_elsewhere")
    await ticks(point, "receipt", "o.food", "done", photo="receipt.png")
    await approver.says("/season")
    await approver.reads("冬送温暖")


async def begins_the_summer(stage: Stage) -> Actor:
    """The case officer finds out about the work in the heat and brings drinks; the rest of the checklist is left."""
    point = stage.actor(embedded.POINT, "陈帮扶")
    await point.says("/tasks")
    await point.reads("夏送清凉")  # something else may still have come in before
    await point.presses(OpenTasks)
    await point.presses(OpenTask)
    await ticks(point, "hot_work", "o.outdoors")
    await ticks(point, "goods", "o.drinks", "o.medicine", "done")
    return point


async def ticks(officer: Actor, item: str, *tokens: str, note: str = "", photo: str = "") -> None:
    """Tick an item of a checklist off, with what it needs: choices, then words, then a photo."""
    await officer.presses(OpenItem, item=item)
    await officer.presses(TickItem, item=item)
    await officer.chooses(*tokens)
    if note:
        await officer.says(note)
    if photo:
        await officer.uploads(photo, qr_picture(f"{officer.name} {item}"), "image/png")
        await officer.chooses("done")
