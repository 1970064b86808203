"""A worker reports hardship: the class, the sum, everything that stands in the way, and handing it in."""

import pytest

from domain.text import Money
from tests.town import Town
from tests.words import t
from tests.workers import fills_report, registers, turns_to_last_page

LANGUAGES = {"zh_Hans": "zh-hans", "zh_Hant": "zh-hant", "en": "en"}


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_household_h01_is_in_deep_hardship_and_is_handed_in(town: Town, locale: str) -> None:
    await town.lin.speaks(LANGUAGES[locale])
    await registers(town.lin, "DEMO-H01", locale)
    await fills_report(town.lin, "DEMO-H01", locale)
    await turns_to_last_page(town.lin, locale)
    await town.lin.presses(t("Everything is right", locale))
    await town.lin.sees(
        t("By this sum: {name}.", locale, name=t("deep hardship", locale)),
        t("Income in the year: {amount}", locale, amount=Money(42_000_00)),
        t("Left in the year: {amount}", locale, amount=Money(26_800_00)),
        "744.44",
    )
    await town.lin.presses(t("I confirm, send it", locale))
    await town.lin.sees("2026-0001")
    await town.lin.sends("/cases")
    await town.lin.sees("2026-0001", t("review", locale))
