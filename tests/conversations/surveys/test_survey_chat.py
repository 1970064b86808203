"""The survey in the chat: a yes is answered at once, an officer hears of it, and sees who has answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.demo import embedded
from models.people import Person
from services import surveys
from services.platform.work import Work
from tests.conversations.care.test_officer_households import adds_person
from tests.town import Town, running_town

OPENS = datetime(2027, 5, 11, 2, tzinfo=UTC)


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """Lin is registered, on the day on which the survey has opened."""
    async with running_town(begun, default_locale="en") as running:
        running.program.clock.shift += OPENS - running.program.clock.now()
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            adds_person(session, embedded.LIN, "林示例", "13800138001")
        for player in (running.lin, running.point):
            await player.sends("/menu")
            await player.sees("What would you like to do?")
        with running.program.database.work() as session:
            surveys.carry_on(Work(session, running.program.house(), running.program.clock.now()))
        yield running


async def test_a_yes_is_answered_at_once_and_reaches_the_point(town: Town) -> None:
    await town.lin.sees("at most five presses")
    await town.lin.presses("🙋 Answer in half a minute")
    await town.lin.sees("Question 1 of 4", "seriously ill")
    await town.lin.presses("Yes")
    await town.lin.sees("Question 2 of 4")
    assert any("🏠 Report hardship" in one.labels for one in town.lin.messages[-2:]), "what there is for the ill"
    for place in (2, 3, 4):
        await town.lin.sees(f"Question {place} of 4")
        await town.lin.presses("No")
    await town.lin.sees("Somebody from your union will get in touch with you.")
    await town.point.sees("Early warning 1", "林示例")
    await town.point.sends("/survey")
    await town.point.presses("📊 Who has answered")
    await town.point.sees("✅ answered: 1", "林示例 13800138001", "seriously ill, or in hospital?")
