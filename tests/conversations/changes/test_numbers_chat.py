"""A wife from Hong Kong and newborn twins whose numbers are not at hand, over HTTP from the report to the file."""

from __future__ import annotations

from typing import Any

from tests.conversations.procedure.test_officer_road import approves, visited
from tests.data.households import answers_of, households
from tests.form_filler import LATER
from tests.town import Town
from tests.unit.forms.test_forms_walker import resident_id
from tests.words import t
from tests.workers import fills_report, registers, turns_to_last_page

BABYS_ID = resident_id(7, "20260601")


AT_ONCE = "18 characters, or the number of another document. I delete your message as soon as I have read it."
TO_FOLLOW = (
    "For household file {number} this was to follow: {papers}. If you have it at hand now, press it and send the "
    "number. Some help is paid for each person and needs it. If you cannot get it, your officer helps: /officer"
)


def family() -> list[dict[str, Any]]:
    wife, *_ = answers_of(households()["DEMO-H01"])["members"]
    baby = {"relation": "son", "name": "林宝宝", "resident_id": LATER, "born": "2026-06-01", "guardian_consent": True}
    return [wife | {"name": "陈美", "resident_id": "H12345678"}, baby, baby | {"name": "林贝贝"}]


async def test_nobody_is_left_out_and_what_follows_is_asked_for(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", members=family())
    await turns_to_last_page(lin)
    await lin.presses(t("Everything is right"))
    await lin.sees(t("<b>First calculation</b>"))
    await lin.presses(t("I confirm, send it"))
    number_of = t("Id number of {name}", name="林宝宝")
    await lin.sees("2026-0001", t("– {paper}", paper=number_of))
    await town.station.presses(t("Open"))
    await town.station.sees(number_of)
    await visited(town)
    await approves(town.station)
    await lin.presses(t("📎 {paper}", paper=number_of))
    await lin.sees("林宝宝")
    await lin.sends(BABYS_ID)
    await lin.sees(t("Thank you, it is with case {number} now.", number="2026-0001"))
    await town.jump("end_of_notice")
    await approves(town.approver)
    await town.recorder.presses(t("Data for entry"))
    await town.recorder.sees("H12345678", t("Permit of Hong Kong and Macao"), BABYS_ID)
    await town.recorder.presses(t("Enter number"))
    await town.recorder.sees(t("Which number did the national system give?"))
    await town.recorder.sends("QG-2026-77")
    await lin.sees("HF-2026-0001")
    await lin.sends("/file")
    number_of = t("Id number of {name}", name="林贝贝")
    await lin.sees(t("– {paper}", paper=number_of))
    await lin.presses(t("📎 {paper}", paper=number_of))
    await lin.sees("林贝贝", t(AT_ONCE))
    await lin.sends("/cancel")
    await town.days_pass(1)
    await town.days_pass(7)
    await lin.sees(t(TO_FOLLOW, number="HF-2026-0001", papers=number_of))
    await town.days_pass(14)
    await town.days_pass(25)
    await town.days_pass(3)
    late = await town.point.sees("HF-2026-0001", number_of, "到现在还没有补来")
    assert late.labels == [t("Open")]
    await town.point.presses(t("Open"))
    await town.point.sees("林示例")
    await lin.presses(t("📎 {paper}", paper=number_of))
    await lin.sees("林贝贝", t(AT_ONCE))
    await lin.sends(resident_id(9, "20260601"))
    await lin.sees(t("Please send a photo of what proves it."))
