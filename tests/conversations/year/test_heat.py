"""An administrator warns of a hot day: what is asked, what is shown before it goes out, and what is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from domain.platform.access import NotForYou
from models.people import Person
from tests.campaigns import AT_WORK, put_household
from tests.town import Town
from tests.words import t

DEGREES = "How hot does it get today? Please give the highest temperature of the forecast."


def advice(town: Town, degrees: int, locale: str) -> str:
    heat = town.program.policies.current.heat
    assert heat is not None
    level = heat.level(degrees)
    assert level is not None
    return level.advice.best_for(locale)


def household(town: Town, locale: str) -> None:
    """A household at work, which the officer of the point looks after; everybody reads one language."""
    with town.program.database.work() as session:
        session.execute(update(Person).values(locale=locale))
        now = town.program.clock.now()
        put_household(session, 1, head=2005, unit=4, officer=2001, opened_at=now, answers=AT_WORK)


async def asks(town: Town, degrees: str, locale: str) -> None:
    """Go through the form for the whole union."""
    await town.admin.sends("/heat")
    await town.admin.sees(t(DEGREES, locale))
    await town.admin.sends(degrees)
    await town.admin.presses(t("The whole union", locale))


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
async def test_a_warning_is_shown_before_it_goes_out(town: Town, locale: str) -> None:
    household(town, locale)
    await town.jump("next_day")
    await asks(town, "37", locale)
    area = t("The whole union", locale)
    shown = await town.admin.sees(t("<b>{area}: {degrees} °C</b>", locale, degrees=37, area=area))
    assert advice(town, 37, locale) in shown.text
    await town.admin.presses(t("I confirm, send it", locale))
    await town.admin.sees(t("The heat warning is on its way. {area}: {degrees} °C.", locale, degrees=37, area=area))
    await town.point.sees("🌡", "HF-2025-0001")
    await town.cashier.sees(advice(town, 37, locale))


async def test_a_day_that_is_not_hot_enough_is_told_with_the_degrees_that_are(town: Town) -> None:
    household(town, "zh_Hans")
    await asks(town, "33", "zh_Hans")
    await town.admin.sees(
        t("{degrees} °C needs no warning: the policy warns from {first} °C on. Nothing was sent.", degrees=33, first=35)
    )
    await town.admin.presses(t("Change an answer"))
    await town.admin.presses(t("Degrees Celsius"))
    await town.admin.sends("36")
    await town.admin.presses(t("I confirm, send it"))
    await town.admin.sees("36℃")


async def test_a_unit_is_found_by_its_name_and_the_same_warning_goes_out_once(town: Town) -> None:
    household(town, "zh_Hans")
    for first in (True, False):
        await town.admin.sends("/heat")
        await town.admin.sees(t(DEGREES))
        await town.admin.sends("41")
        await town.admin.presses(t("One unit and all below it"))
        await town.admin.sees(t("Which unit? Type a part of its name."))
        await town.admin.sends("机械")
        await town.admin.presses("示例机械厂工会")
        if first:
            await town.admin.sees("示例机械厂工会", advice(town, 41, "zh_Hans"))
            await town.admin.presses(t("I confirm, send it"))
            await town.admin.sees("示例机械厂工会", "41℃")
    refusal = (
        "Everybody there has already been warned today, at the level of {degrees} °C. Nothing was sent again; a "
        "warning of a higher level still goes out."
    )
    await town.admin.sees(t(refusal, degrees=40))


async def test_nobody_else_can_warn(town: Town) -> None:
    await town.approver.sends("/heat")
    await town.approver.sees(t(NotForYou.text))
