"""A wrong press is taken back in the chat, and what is meant takes effect by itself or at once; over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.settings import Settings
from tests.conversations.procedure.test_officer_road import reported
from tests.town import Town
from tests.words import t

pytestmark = pytest.mark.xdist_group("one road")


@pytest.mark.town_at(story=reported)
async def test_a_return_is_taken_back_and_the_next_one_reaches_the_worker(town: Town) -> None:
    town.program.undo_seconds = Settings.model_fields["undo_seconds"].default
    assert town.program.undo_seconds == 60
    await town.station.presses(t("Return"))
    await town.station.presses(t("A paper is missing"))
    await town.station.sees("2026-0001", waits("You have returned this."))
    await town.station.presses(t("↩️ Undo"))
    assert await town.station.toast() == t("Taken back. The worker was not told.")
    await town.station.sees("2026-0001", t("Please review it."))
    await _two_minutes(town)
    assert town.case(1).status == "open"
    await town.station.presses(t("Refuse"))
    await town.station.presses(t("Another reason"))
    await town.station.sends("The home was sold in Mai.")
    await town.station.sees("2026-0001", waits("You have refused this."))
    await town.station.presses(t("↩️ Undo"))
    await town.station.presses(t("Refuse"))
    await town.station.sees("The home was sold in Mai.")
    await town.station.sends("The home was sold in May.")
    await town.station.sees("2026-0001", waits("You have refused this."))
    await _two_minutes(town)
    await town.lin.sees("The home was sold in May.")
    assert town.case(1).status == "refused"
    refused = t("Refused by the {role}, {unit}.", role=t("reviewer"), unit="示例机械厂工会")
    await town.station.sees(refused)
    said = [one.text for one in town.station.messages if one.by_bot]
    assert refused in said[-1], "the case as it stands is the last thing in the chat"
    assert t("Noted. How it stands is said below.") in said[-2]
    waiting = t("It takes effect at {time}. Until then you can undo it.", time="|").rpartition("|")[2]
    assert not [text for text in said if waiting in text], "nothing says that it can still be undone"


@pytest.mark.town_at(story=reported)
async def test_who_does_not_wait_lets_it_count_at_once_and_cannot_undo_it(town: Town) -> None:
    town.program.undo_seconds = 60
    await town.station.presses(t("Return"))
    await town.station.presses(t("A paper is missing"))
    told = await town.station.sees("2026-0001", waits("You have returned this."))
    undo = told.data_of(t("↩️ Undo")) or ""
    await town.station.presses(t("At once"))
    assert await town.station.toast() == t("It has taken effect.")
    await town.lin.sees(t("A paper is missing. /cases shows which one; please add it and hand the case in again."))
    await town.station.press_data(undo, told.id)
    source = "This has taken effect already and can no longer be taken back. /pending shows what waits for you."
    assert await town.station.toast() == t(source)


def waits(beginning: str) -> str:
    """Return what is said behind the time at which something takes effect."""
    source = f"{beginning} It takes effect at {{time}}; the worker is not told before."
    return t(source, time="|").rpartition("|")[2]


async def _two_minutes(town: Town) -> None:
    town.program.clock.shift += timedelta(minutes=2)
    await town.program.catch_up()
