"""An officer reports for somebody without an account, over HTTP from the consent to the file; then they join."""

from __future__ import annotations

from domain.behalf.acting import BehalfOver
from domain.platform.access import NotForYou
from tests.conversations.cases.test_papers import sends
from tests.conversations.procedure.test_officer_road import approves, recorded
from tests.data.households import answers_of, households
from tests.papers import JPEG
from tests.town import Town
from tests.words import t
from tests.workers import fills, registers, registers_as, turns_to_last_page

WORKER = households()["DEMO-H01"]["members"][0]
NAME, NUMBER = WORKER["name"], WORKER["id_number"]
FOR = t("✍️ For <b>{name}</b>", name=NAME)


async def enters_for(town: Town) -> None:
    """The case officer takes the consent on paper and says who it is."""
    await town.point.sends("/behalf")
    await town.point.presses(t("➕ Enter for somebody"))
    await town.point.sees(t("Please send a photo of their consent on paper."))
    await town.point.sends(NAME)
    await town.point.sees(t("Please send a photo of their consent on paper."))
    await sends(town.point, ("consent.jpg", JPEG, "image/jpeg"))
    await town.point.sees(t("What is their name?"))
    await town.point.sends(NAME)
    await town.point.sends(NUMBER)
    await town.point.sends("机械厂一车间")
    await town.point.presses(t("Everything is right"))
    kept = "Their consent is kept. Now you can report hardship for them, and apply, by the same forms."
    await town.point.sees(FOR, t(kept))


async def reports_for(town: Town) -> None:
    """The whole report, by the form that a worker fills in."""
    await town.point.presses(t("🏠 Report hardship"))
    await town.point.sees(FOR)
    await fills(town.point, answers_of(households()["DEMO-H01"]), "zh_Hans")
    await turns_to_last_page(town.point)
    await town.point.presses(t("Everything is right"))
    await town.point.sees(FOR, t("<b>First calculation</b>"))
    await town.point.presses(t("I confirm, send it"))
    await town.point.sees(FOR, "2026-0001")


async def test_somebody_without_a_phone_gets_a_file_and_joins_later(town: Town) -> None:
    await enters_for(town)
    await reports_for(town)
    assert town.case(1).entered_by == town.point.id
    entered = t("Entered by {name} on the worker's behalf, with their consent on paper", name="陈帮扶")
    card = await town.station.sees("2026-0001", t("Please review it."))
    await town.station.presses(t("Open"))
    await town.station.sees(entered, NAME)
    await town.station.presses(t("History"))
    await town.station.sees(t("Handed in. {entered}", entered=entered))
    await recorded(town)  # a visit they may make
    await town.station.presses(t("I was there"))
    await approves(town.station)
    await town.jump("end_of_notice")
    await town.approver.sees("2026-0001", t("Please approve it, or say why not."))
    await approves(town.approver)
    await town.recorder.presses(t("Enter number"))
    await town.recorder.sends("QG-2026-77")
    await town.recorder.sees("HF-2026-0001")
    await town.point.sees(t("Letters to {name} wait to be printed and brought.", name=NAME))
    await town.point.sends("/behalf")
    await town.point.sees(t("<b>For whom you act</b>"))
    await town.point.presses(NAME)
    shown = await town.point.sees(FOR)
    await town.point.presses(next(one for one in shown.labels if "🖨" in one))
    await town.point.sees("HF-2026-0001")
    await town.point.presses(t("🖨 Print them (PDF)"))
    letter = await town.point.sees(t("The letters to {name}, to print and to bring.", name=NAME))
    assert (await town.point.downloads(letter)).startswith(b"%PDF")
    await town.point.presses(t("✅ They were brought"))
    await joins(town, card.id)


async def joins(town: Town, late: int) -> None:
    """They get a phone, register with the same number, look at the file, and it is theirs alone."""
    await registers(town.lin, "DEMO-H01")
    await town.point.sees("HF-2026-0001")
    await town.point.presses(t("Yes, it is so"))
    await town.lin.sees("HF-2026-0001", "陈帮扶")
    await town.lin.presses(t("✅ Everything is right"))
    await town.lin.sees(t("Thank you. Whenever something changes, tell it under /file."))
    await town.lin.sends("/cases")
    await town.lin.sees("2026-0001")
    await town.point.press_data("@1 go:cases", late)
    assert await town.point.toast() == t(BehalfOver.text)
    assert town.case(1).applicant_id == town.lin.id


async def test_a_relative_does_what_was_allowed_and_nothing_else_until_it_is_taken_back(town: Town) -> None:
    lin, helper = town.lin, town.aygul
    wife = households()["DEMO-H06"]["members"][1]
    await registers(lin, "DEMO-H01")
    await registers_as(helper, wife["name"], wife["id_number"], link="u_P3")
    await lin.sends("/behalf")
    await lin.presses(t("👪 Name a helper"))
    await lin.sends(wife["id_number"])
    await lin.sees(t("What may they do?"))
    await lin.presses(t("report hardship and apply for aid in your name"))
    await lin.presses(t("Done"))
    await lin.sends("2026-12-31")
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await helper.sees(t("report hardship and apply for aid in their name"))
    await helper.presses(t("✅ Yes, I help"))
    await lin.sees(t("{name} helps you from now on. /behalf ends it at any time.", name=wife["name"]))
    await helper.presses(t("✍️ Act for somebody"))
    shown = await helper.sees(FOR)
    assert t("📁 My cases") not in shown.labels
    await helper.press_data("@1 go:cases", shown.id)
    assert await helper.toast() == t(NotForYou.text)
    await helper.presses(t("🏠 Report hardship"))
    await fills(helper, answers_of(households()["DEMO-H01"]), "zh_Hans")
    await turns_to_last_page(helper)
    await helper.presses(t("Everything is right"))
    await helper.presses(t("I confirm, send it"))
    await lin.sees("2026-0001", t("{name} did this for you:", name=wife["name"]))
    assert (town.case(1).applicant_id, town.case(1).entered_by) == (lin.id, helper.id)
    await lin.sends("/behalf")
    await lin.presses(t("End: {name}", name=wife["name"]))
    await helper.sees(t("You no longer help {name} here: it has ended. Thank you.", name=NAME))
    await helper.press_data("@1 go:report", shown.id)
    assert await helper.toast() == t(BehalfOver.text)
