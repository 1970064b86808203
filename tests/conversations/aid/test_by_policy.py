"""Programmes that only the policy file knows, over HTTP: asked for, worked out, refused with reasons, and paid."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import select

from domain.households.classes import HouseholdClass
from domain.platform.text import Money
from domain.policy.aid.programme import Aid
from models.payments import MoneyRow
from services.procedure import UnknownCase
from simulator import Player
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.cases.test_papers import all_kept, sends
from tests.conversations.payments.test_officer_money import PLEASE_PAY, pays, visit_grant
from tests.conversations.procedure.test_officer_road import approves
from tests.data.households import answers_of, demo, households
from tests.papers import JPEG
from tests.town import Town
from tests.words import t
from tests.workers import registers

DEEP = HouseholdClass.DEEP


def offer(yuan: int) -> str:
    """What is said of the sum before it is handed in."""
    source = "It would be <b>{amount}</b>, if it is approved, and as long as funds last."
    return t(source, amount=Money(yuan * 100))


def programme(key: str) -> Aid:
    found = demo().programme(key)
    assert isinstance(found, Aid)
    return found


def with_ill_spouse() -> list[dict[str, Any]]:
    first, *others = answers_of(households()["DEMO-H01"])["members"]
    return [{**first, "health": "serious_illness"}, *others]


async def opens(player: Player, key: str) -> None:
    await player.sends("/apply")
    await player.presses(t("{programme}", programme=programme(key).title))


async def brings_later(player: Player, *papers: str) -> None:
    """Answer the papers, and look at what it would bring."""
    for paper in papers:
        await player.sees(demo().paper(paper).text.best_for("zh_Hans"))
        await player.presses(t("I will bring it later"))
    await player.presses(t("Everything is right"))


async def test_aid_in_serious_illness_is_worked_out_decided_and_paid(town: Town) -> None:
    lin = await with_file(town, members=with_ill_spouse())
    await lin.sends("/apply")
    listed = await lin.sees(t("Press one to read what it is. Nothing is handed in by that."))
    assert {"大病救助", "生活救助", "意外救助"} <= set(listed.labels)
    await lin.presses(t("{programme}", programme=programme("serious_illness").title))
    await lin.sees(t("Who in your household is it for?"))
    await lin.presses(with_ill_spouse()[0]["name"])
    await lin.sees("自己一共付了多少钱")
    await lin.sends("22000")
    await brings_later(lin, "diagnosis", "medical_bills")
    await lin.sees(offer(22_000))
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await town.station.sees("2026-0001", "大病救助")
    await visit_grant(town, "2026-0001")
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await town.cashier.sees("2026-0001", "22,000", PLEASE_PAY)
    await pays(town)
    await lin.presses(t("It arrived"))
    await lin.sees(t("Good to hear! Case {number} is finished.", number="2026-0001"))


async def test_who_is_not_ill_reads_why_and_what_to_do(town: Town) -> None:
    lin = await with_file(town)
    await opens(lin, "serious_illness")
    await lin.presses(t("Myself"))
    await lin.sends("800")
    await brings_later(lin, "diagnosis", "medical_bills")
    refused = await lin.sees(t("<b>This application cannot be handed in, because:</b>"), "/file")
    assert t("I confirm, send it") not in refused.labels


async def test_living_aid_is_months_of_dibao_and_once_a_year(town: Town) -> None:
    lin = await with_file(town)
    await opens(lin, "living_aid")
    await brings_later(lin, "situation_statement")
    await lin.sees(offer(9_600), "12")
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await reads_why(town)
    await opens(lin, "living_aid")
    await brings_later(lin, "situation_statement")
    refused = await lin.sees(t("There is already an application for this. Whoever sent it can follow it with /cases."))
    assert t("I confirm, send it") not in refused.labels


async def reads_why(town: Town) -> None:
    """The worker and the officer of the unit read what was looked at, nobody else that there is such a case."""
    looked = (
        t("<b>This holds, or was not needed</b>"),
        t("Class on record: {household_class}.", household_class=DEEP.label),
        "✓",
    )
    await town.lin.sends("/why 2026-0001")
    await town.lin.sees(offer(9_600))
    await town.lin.sees(t("Nothing of what was looked at speaks against it."))
    await town.lin.presses(t("✓ What holds ({count})", count="9"))
    await town.lin.sees(*looked)
    await town.station.sends("/case 2026-0001")
    await town.station.presses(t("Why"))
    await town.station.presses(t("✓ What holds ({count})", count="9"))
    await town.station.sees(*looked)
    await town.aygul.sends("/why 2026-0001")
    await town.aygul.sees(t(UnknownCase.text))


async def chooses(town: Town) -> None:
    """The approver is asked how much, and held to the limits."""
    await town.approver.sees("2026-0001", t("Sum: at most {amount}", amount=Money(3_000_00)))
    await town.approver.presses(t("Approve"))
    await town.approver.sees(t("How much is to be given?"), "500", "3,000")
    await town.approver.sends("400")
    await town.approver.sees(t("At least {least}. Please send the sum in yuan.", least=Money(500_00)))
    await town.approver.sends("1800")
    await town.approver.sees("1,800")
    await town.approver.presses(t("Everything is right"))
    await town.approver.sees(t("Approved."))


async def brings_the_papers(town: Town) -> None:
    """They are asked for after the money, with a key for each."""
    await town.lin.sees("先发的钱，现在请补材料")
    for paper in ("disaster_proof", "loss_proof"):
        text = demo().paper(paper).text
        await town.lin.presses(t("📎 {paper}", paper=text))
        await sends(town.lin, ("proof.jpg", JPEG, "image/jpeg"))
        await all_kept(town, paper, 1)
    await town.lin.sees("2026-0001", "材料交齐了")


async def test_what_cannot_wait_is_paid_first_and_its_papers_follow(town: Town) -> None:
    """A worker without a file asks in three answers and gives a card, is paid, brings the papers, and is looked at."""
    lin, emergency = town.lin, programme("emergency")
    await registers(lin, "DEMO-H01")
    await lin.sends("/apply")
    listed = await lin.sees(emergency.title.best_for("zh_Hans"), "/file")
    assert any(t("{programme}", programme=emergency.title) in one for one in listed.labels)
    await lin.presses(t("{programme}", programme=emergency.title))
    await lin.sees("哪一天发生的")
    await lin.sends("昨天")
    await lin.sends("家里烧了，没地方住")
    await lin.sees("急需多少钱")
    await lin.sends("9000")
    await lin.sees(t("To which bank card should the money go? Please send the number of a card in your own name."))
    await lin.sends("6200000000000005")
    await lin.presses(t("Everything is right"))
    await lin.sees("500", "3,000", "由审批的同志按需要来定")
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await town.approver.sends("/case 2026-0001")
    await town.approver.sees("2026-0001", "临时救助", t("The household has no file yet."), "家里烧了，没地方住")
    await chooses(town)
    await lin.sees(t("You get {amount}.", amount=Money(1_800_00)))
    await town.cashier.sees("2026-0001", "1,800", PLEASE_PAY)
    await pays(town)
    await lin.presses(t("It arrived"))
    await lin.sees(t("Good to hear!"))
    await brings_the_papers(town)
    await town.station.sees("2026-0001", "钱已经发了。请核实")
    await approves(town.station)
    await lin.sees(t("Your case {number} is finished.", number="2026-0001"))
    await lin.sends("/why")
    await lin.sees(t("On {day} the approval chose {amount}.", day=date(2026, 7, 20), amount=Money(1_800_00)))
    await opens(lin, "emergency")
    assert "2026-0001" not in (await lin.sees("哪一天发生的")).text


async def test_goods_are_handed_over_against_a_signature_and_nothing_is_paid(town: Town) -> None:
    lin = await with_file(town)
    await opens(lin, "summer_goods")
    await lin.sees("户外或高温岗位")
    await lin.presses(t("Yes"))
    await lin.presses(t("Everything is right"))
    found = await lin.sees("凉茶一箱、防暑药品一份、毛巾两条", "200")
    assert "打款" in found.text
    await lin.presses(t("I confirm, send it"))
    await town.station.sees("2026-0001", "夏送清凉物资")
    await approves(town.station)
    await town.jump("end_of_notice")
    await approves(town.approver)
    await lin.sees(t("It was approved. Your union now hands the goods over to you."))
    recorder = town.recorder
    await recorder.sees("2026-0001", t("Please hand the goods over, and let whoever gets them sign for them."))
    await recorder.presses(t("The worker has it"))
    await recorder.sees(t("On which day did they get it?"))
    await recorder.sends("2026-07-28")
    await recorder.sees(t("Please send a photo of the signed slip."))
    await sends(recorder, ("slip.jpg", JPEG, "image/jpeg"))
    await recorder.sees(t("Written down."))
    await lin.sees("2026-0001", "交给您并签收")
    await all_kept(town, "give", 1)
    with town.program.database.work() as session:
        assert session.exec(select(MoneyRow)).all() == []
    await town.station.sends("/case 2026-0001")
    await town.station.presses(t("Papers"))
    await town.station.sees(t("Signed slip"))
