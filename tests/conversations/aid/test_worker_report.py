"""A worker reports hardship: the class, the sum, everything that stands in the way, and handing it in."""

from datetime import date

import pytest
import structlog

from domain.platform.text import Money
from models.aid import ReInvitation
from tests.data.households import demo, households
from tests.town import Town
from tests.words import t
from tests.workers import fills_report, registers, registers_as, reports, turns_to_last_page

MOST_ACTS, MOST_WITH_REGISTRATION = 30, 36  # presses and messages until the report is handed in, papers later
LANGUAGES = {"zh_Hans": "zh-hans", "zh_Hant": "zh-hant", "en": "en"}


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_household_h01_is_in_deep_hardship_and_is_handed_in(town: Town, locale: str) -> None:
    await town.lin.speaks(LANGUAGES[locale])
    before = await registers(town.lin, "DEMO-H01", locale)
    filler = await fills_report(town.lin, "DEMO-H01", locale)
    acts = (
        1 + filler.acts + await turns_to_last_page(town.lin, locale) + 2
    )  # /report, that all is right, the declaration
    assert acts <= MOST_ACTS
    assert before + acts <= MOST_WITH_REGISTRATION
    await town.lin.presses(t("Everything is right", locale))
    await town.lin.sees(
        t("<b>By this sum: {name}.</b>", locale, name=t("deep hardship", locale)),
        t("Income in the year: {amount}", locale, amount=Money(42_000_00)),
        t("Left in the year: {amount}", locale, amount=Money(26_800_00)),
        "744.44",
    )
    await town.lin.presses(t("I confirm, send it", locale))
    await town.lin.sees("2026-0001")
    await town.lin.sends("/cases")
    await town.lin.sees("2026-0001", t("review", locale))


async def test_h12_has_to_wait_and_is_remembered(town: Town) -> None:
    await registers(town.lin, "DEMO-H12")
    await fills_report(town.lin, "DEMO-H12")
    await turns_to_last_page(town.lin)
    await town.lin.presses(t("Everything is right"))
    said = await town.lin.sees(
        t("<b>By this sum: {name}.</b>", name=t("deep hardship")),
        t("You can send this report again from {until} on.", until=date(2026, 10, 15)),
        t("I will remind you on {until}.", until=date(2026, 10, 15)),
    )
    assert t("I confirm, send it") not in said.labels
    with town.program.database.work() as session:
        kept = session.get_one(ReInvitation, town.lin.id)
        assert kept.on == date(2026, 10, 15)
    await town.lin.presses(t("‹ Back to my answers"))
    await town.lin.sees(t("<b>{title}: your answers</b>", title=t("Hardship report")))


async def test_h06_a_wife_whom_her_husband_named_learns_of_it_from_no_form(town: Town) -> None:
    wife = households()["DEMO-H06"]["members"][1]
    await registers(town.lin, "DEMO-H06")
    await reports(town.lin, "DEMO-H06")
    await town.lin.sees("2026-0001")
    await town.lin.sends("/report")
    await town.lin.sees("2026-0001", "/file")
    await registers_as(town.aygul, wife["name"], wife["id_number"], link="u_P3")
    await town.aygul.sends("/report")
    said = await town.aygul.sees("1/")
    assert "2026-0001" not in said.text


async def test_every_exclusion_is_told_and_the_answer_can_be_changed(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", homes=2, business=True, car="other", high_fee_school=True)
    await turns_to_last_page(lin)
    await lin.presses(t("Everything is right"))
    told = [exclusion.worker.best_for("zh_Hans")[:12] for exclusion in demo().exclusions]
    assert len(told) == 4
    shown = await lin.sees(*told)
    assert t("I confirm, send it") not in shown.labels
    await lin.presses(t("Change an answer"))
    await lin.sees(t("Which answer would you like to change? The others stay as they are."))


async def test_a_household_above_the_lines_hears_why_and_what_else_there_is(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", self_monthly_income=20_000_00)
    await turns_to_last_page(lin)
    await lin.presses(t("Everything is right"))
    shown = await lin.sees(t("<b>By this sum your household does not count as in hardship.</b>"), "12351")
    assert t("I confirm, send it") not in shown.labels


async def test_no_personal_data_is_logged(town: Town, capfd: pytest.CaptureFixture[str]) -> None:
    with structlog.testing.capture_logs() as lines:
        await registers(town.lin, "DEMO-H01")
        await reports(town.lin, "DEMO-H01")
        await town.lin.sees("2026-0001")
    logged = "\n".join(map(str, lines)) + "".join(capfd.readouterr())
    private = ["990101", "13800138000", "6200000000000005", "林示例", "王样本", "林样一", "示例大学"]
    assert not [word for word in private if word in logged]
