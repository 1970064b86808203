"""The yearly re-check in the chat: a household with nothing new, one with a change, and one that an officer visits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.demo import embedded
from models.households import HouseholdFile
from models.people import Person
from services import rechecks
from services.platform.work import Work
from tests import papers
from tests.conversations.care.test_officer_households import adds_file
from tests.town import Town, running_town

PHOTO = ("slip.jpg", papers.JPEG, "image/jpeg")
OPENS = datetime(2026, 11, 2, 2, tzinfo=UTC)
PARTS = ("The people in the household", "Work and money", "Home and belongings", "Health and what is hard",
         "How we reach you, and your card")  # fmt: skip


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """Lin's household on file, on the day on which the re-check has opened."""
    async with running_town(begun, default_locale="en") as running:
        running.program.clock.shift += OPENS - running.program.clock.now()
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            adds_file(session, embedded.LIN, "林示例", embedded.POINT)
        for player in (running.lin, running.point, running.station):
            await player.sends("/menu")
            await player.sees("What would you like to do?")
        with running.program.database.work() as session:
            rechecks.carry_on(Work(session, running.program.house(), running.program.clock.now()))
        yield running


def file_of(town: Town) -> HouseholdFile:
    with town.program.database.work() as session:
        return session.exec(select(HouseholdFile)).one()


async def test_nothing_has_changed_and_it_takes_few_presses(town: Town) -> None:
    await town.lin.sees("Yearly re-check 2026", "Please answer until 17 December 2026")
    await town.lin.presses("🗓 Answer the re-check")
    presses = 1
    for place, part in enumerate(PARTS, 1):
        await town.lin.sees(f"{place} of 5: {part}", "This is what stands in the file:")
        await town.lin.presses("✅ Still so")
        presses += 1
    await town.lin.sees("✅ Work and money", "Is that right? Then hand it in.")
    await town.lin.presses("📨 It is right, hand it in")
    await town.lin.sees("The yearly re-check of file HF-2026-0001 is answered.", "Nothing has changed")
    assert presses + 1 == 7
    assert file_of(town).recheck_until is None
    await town.lin.sends("/file")
    await town.lin.presses("🗓 What has happened so far")
    await town.lin.sees("The yearly re-check was answered")


async def test_a_change_leads_to_the_changes_and_back(town: Town) -> None:
    await town.lin.sends("/file")
    await town.lin.sees("🗓 The yearly re-check waits for you, until 17 December 2026.")
    await town.lin.presses("🗓 Answer the re-check")
    await town.lin.sees("Nobody else lives in the household")
    await town.lin.presses("✅ Still so")
    await town.lin.sees("Work and money")
    await town.lin.presses("✏️ Changed")
    await town.lin.sees("What of it has changed?")
    await town.lin.presses("Your monthly income: ¥700")
    await town.lin.sends("8000")
    await town.lin.sends("Back at full pay since June.")
    await town.lin.uploads(PHOTO, as_photo=True)
    for label in ("Done", "Everything is right", "I confirm, send it", "🗓 Back to the re-check"):
        await town.lin.presses(label)
    for part in PARTS[2:]:
        await town.lin.sees(part)
        await town.lin.presses("✅ Still so")
    await town.lin.sees("✏️ Work and money", "1 change waits for an officer.")
    await town.lin.presses("📨 It is right, hand it in")
    await town.lin.sees("You said that this has changed: Work and money.")
    await town.point.sees("Household HF-2026-0001 has answered the yearly re-check.", "changed: Work and money")


async def test_an_officer_answers_it_at_a_visit(town: Town) -> None:
    await town.point.sees("Households of yours that are asked now: 1")
    await town.point.presses("Who has not answered")
    await town.point.presses("HF-2026-0001")
    await town.point.sees("🗓 The yearly re-check waits for an answer")
    await town.point.presses("🗓 Answer the re-check")
    for part in PARTS:
        await town.point.sees(part)
        await town.point.presses("✅ Still so")
    await town.point.presses("📨 It is right, hand it in")
    await town.point.sees("The yearly re-check of file HF-2026-0001 is answered.")
    await town.lin.sees("Your case officer has answered the yearly re-check of file HF-2026-0001 with your household.")
    await town.station.sends("/recheck")
    await town.station.sees("Asked: 1", "✅ answered: 1 (100%)")
