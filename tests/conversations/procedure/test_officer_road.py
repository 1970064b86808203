"""The whole road as the officers walk it in their chats, over HTTP through the simulator."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from domain.platform.access import NotForYou
from simulator import Player
from tests.data.households import demo
from tests.town import Town
from tests.words import t
from tests.workers import registers, reports

NOT_FOR_YOU = t(NotForYou.text)

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def reported(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")


async def visited(town: Town) -> None:
    """The case officer records the visit, the reviewer confirms it."""
    await recorded(town)
    await town.station.presses(t("I was there"))
    assert await town.station.toast() == t("Thank you, the visit counts now.")


async def recorded(town: Town) -> None:
    await town.point.sees("2026-0001")
    await town.point.presses(t("Record visit"))
    await town.point.sees(t("Home visit, case {number}", number="2026-0001"))
    await town.point.sees(t("On which day were you there?"))
    await town.point.sends("2026-07-20")
    await town.point.sees(t("Who went with you?"))
    await town.point.presses("吴审核")
    await town.point.sees(t("What did you find? A few sentences, without ID or card numbers."))
    await town.point.sends("All as reported.")
    await town.point.presses(t("No photo"))
    await town.point.sees(t("The visit is recorded. It counts once your colleague has confirmed it."))


def moved_on(number: str) -> str:
    source = "Case {number} has moved on since this message. Nothing was changed; /pending shows what waits for you."
    return t(source, number=number)


async def approves(officer: Player) -> None:
    """Approve; where papers are missing, all the same."""
    await officer.presses(t("Approve"))
    said = await officer.toast()
    if said == t("Papers are missing. Please look below."):
        await officer.presses(t("Yes, approve without them"))
        said = await officer.toast()
    assert said == t("Approved.")


@pytest.mark.town_at(story=reported)
async def test_a_hardship_report_gets_its_file(town: Town) -> None:
    await town.station.sees("2026-0001", t("Please review it."), t("The home visit is not complete yet."))
    await town.station.presses(t("Approve"))
    assert "2" in await town.station.toast()
    await visited(town)
    await town.station.sees(t("The home visit is on record."))
    await approves(town.station)
    await town.station.sees(t("Approved by the {role}, {unit}.", role=t("reviewer"), unit="示例机械厂工会"))
    await town.lin.sees(t("Now comes the public notice, with your surname, unit, class and programme only."))
    room = await town.client.room_messages(-1001000000001)
    assert "林某某" in room[-1].text
    assert "示例" not in room[-1].text.split("\n")[1].split("机械")[0].replace("林某某", "")
    await town.jump("end_of_notice")
    await town.approver.sees("2026-0001", t("Please approve it, or say why not."))
    await town.approver.presses(t("Open"))
    card = await town.approver.sees("2026-0001", t("Step: {step}", step=t("approval")))
    await approves(town.approver)
    await town.approver.sees(t("Approved by the {role}, {unit}.", role=t("approver"), unit="示例市困难职工帮扶中心"))
    await town.approver.press_data(card.data_of(t("Approve")) or "", card.id)
    assert await town.approver.toast() == moved_on("2026-0001"), "what was pressed on the card cannot be pressed twice"
    await town.recorder.presses(t("Enter number"))
    await town.recorder.sees(t("Which number did the national system give?"))
    await town.recorder.sends("QG-2026-77")
    await town.recorder.sees("HF-2026-0001")
    await town.lin.sees("HF-2026-0001")
    room = await town.client.room_messages(-1001000000001)
    assert "林某某" not in room[-1].text


@pytest.mark.town_at(story=reported)
async def test_returned_with_a_preset_and_refused_in_own_words(town: Town) -> None:
    await town.station.presses(t("Return"))
    await town.station.sees(t("Reason for returning case {number}", number="2026-0001"))
    await town.station.presses(t("A paper is missing"))
    await town.station.sees(t("Returned to the worker."))
    await town.lin.sees(t("A paper is missing. /cases shows which one; please add it and hand the case in again."))
    await town.lin.presses(t("📁 My cases"))
    await town.lin.sees("2026-0001")


@pytest.mark.town_at(story=reported)
async def test_a_refusal_in_own_words(town: Town) -> None:
    await town.station.presses(t("Refuse"))
    await town.station.presses(t("Another reason"))
    await town.station.sees(t("Please write the reason in a sentence or two."))
    await town.station.sends("The home was sold in May.")
    await town.station.sees(t("Refused. The worker is told why."))
    await town.lin.sees("The home was sold in May.")
    await town.lin.presses(t("📁 My cases"))
    await town.lin.sees("2026-0001")


@pytest.mark.town_at(story=reported)
async def test_an_officer_looks_at_everything_and_the_auditor_sees_it(town: Town) -> None:
    await town.station.sees("2026-0001")
    await town.station.presses(t("Open"))
    await town.station.sees("2026-0001", t("No home visit is on record yet."))
    await town.station.presses(t("Papers"))
    await town.station.sees("2026-0001")
    await town.station.presses(t("History"))
    await town.station.sees(t("Handed in"))
    await town.admin.sends("/trail 2026-0001")
    await town.admin.sees("吴审核", t("looked at the case"), t("looked at the papers"), t("looked at the history"))
    await town.cashier.sends("/trail 2026-0001")
    await town.cashier.sees(NOT_FOR_YOU)


@pytest.mark.town_at(story=reported)
async def test_pending_shows_a_prompt_again(town: Town) -> None:
    old = await town.station.sees("2026-0001")
    await town.station.sends("/pending")
    await town.station.presses("2026-0001")
    await town.station.sees(t("Shown again below."))
    assert (await town.station.sees("2026-0001", t("Please review it."))).id > old.id


@pytest.mark.town_at(story=reported)
async def test_forged_and_foreign_buttons_change_nothing(town: Town) -> None:
    prompt = await town.station.sees("2026-0001")
    approve = prompt.data_of(t("Approve")) or ""
    for outsider in (town.aygul, town.lin, town.point, town.cashier, town.approver):
        await outsider.sends("/start")
        await outsider.sees("")
        await outsider.press_data(approve, outsider.last.id)
        assert await outsider.toast()
    for forged in ("dc:1:1:nonsense", "dc:999:1:approve", "dc:1:1", "oc:999", "cv:5", "ae:1", "en:1:1", "mp:1:1"):
        await town.station.press_data(forged, prompt.id)
    await town.station.sends("/case 2026-0001")
    await town.station.sees(t("Step: {step}", step=t("review")))


@pytest.mark.town_at(story=reported)
async def test_two_presses_at_once_and_a_press_on_an_old_prompt(town: Town) -> None:
    await visited(town)
    await town.station.sees(t("The home visit is on record."))
    await town.station.presses(t("Approve"))
    prompt = await town.station.sees("2026-0001", demo().paper("wage_proof").text.best_for("zh_Hans"))
    approve = prompt.data_of(t("Yes, approve without them")) or ""
    await asyncio.gather(*(town.station.press_data(approve, prompt.id) for _ in range(3)))
    moved = moved_on("2026-0001")
    await town.lin.sees(t("Now comes the public notice, with your surname, unit, class and programme only."))
    await town.station.press_data(approve, prompt.id)
    assert await town.station.toast() == moved
    assert len(await town.client.room_messages(-1001000000001)) == 1
    await town.station.sends("/case 2026-0001")
    shown = await town.station.sees(t("Step: {step}", step=t("public notice")))
    assert shown


@pytest.mark.town_at(story=reported)
async def test_a_form_whose_case_has_moved_on_is_closed_kindly(town: Town) -> None:
    await town.station.presses(t("Refuse"))
    await town.station.sees(t("What is the reason? The worker will read it."))
    await town.lin.sends("/cases")
    await town.lin.presses("2026-0001")
    await town.lin.presses(t("Withdraw"))
    await town.lin.presses(t("Yes, withdraw the case"))
    await town.lin.sees(t("Your case {number} is withdrawn.", number="2026-0001"))
    await town.station.sees("2026-0001", t("The worker took the case back. Nothing is to be done."))
    await town.station.presses(t("An exclusion applies"))
    await town.station.sees(t("Case {number} is already closed. Nothing was changed.", number="2026-0001"))
    await town.station.sends("hello")
    await town.station.sees_nothing_of(t("Reason"))


@pytest.mark.town_at(story=reported)
async def test_a_visit_that_nobody_confirms_is_reminded_of_shown_again_and_in_the_end_recorded_anew(town: Town) -> None:
    await recorded(town)
    await town.days_pass(2)
    source = "Case {number} still waits for you: {what}, since {day}. Please take it on."
    await town.station.sees(
        t(source, number="2026-0001", what=t("confirm a visit"), day=town.case(1).step_since.date())
    )
    await town.station.presses(t("Show it"))
    await town.station.toast()
    assert t("I was there") in (await town.station.sees("All as reported.")).labels
    for days in (5, 4):
        await town.days_pass(days)
    again = "Your visit of {day} for case {number} was not confirmed and is taken back. Please record it again."
    await town.point.sees(t(again, number="2026-0001", day=date(2026, 7, 20)))
    await town.point.presses(t("Record visit"))
