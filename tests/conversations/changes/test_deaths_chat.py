"""A death in the chat: another of the family heads the file, by two officers; nobody who has died is written to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.demo import embedded
from models.households import HouseholdFile
from models.people import Person
from tests.conversations.care.test_officer_households import adds_file
from tests.data.households import answers_of, households
from tests.town import Town, running_town


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with Lin's household on file at the first point."""
    async with running_town(begun, default_locale="en") as running:
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            adds_file(session, embedded.LIN, "林示例", embedded.POINT)
        with running.program.database.work() as session:
            session.exec(select(HouseholdFile)).one().data = answers_of(households()["DEMO-H01"])
        for player in (running.lin, running.station, running.point):
            await player.sends("/menu")
            await player.sees("What would you like to do?")
        yield running


def the_file(town: Town) -> HouseholdFile:
    with town.program.database.work() as session:
        return session.exec(select(HouseholdFile)).one()


async def begins(town: Town) -> None:
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("✏️ Change something in the file")
    await town.point.presses("🌱 By what has happened")
    await town.point.presses("Somebody of the family has died")
    await town.point.sees("We are very sorry.", "the death certificate")


async def ends(town: Town) -> None:
    await town.point.sees("In a few words: what has happened, and since when?")
    await town.point.sends("After a long illness, on the second of June.")
    await town.point.sees("It takes the death certificate", "Seen at the visit")
    await town.point.presses("Seen at the visit")
    await town.point.presses("Everything is right")
    await town.point.presses("I confirm, send it")


async def test_the_head_dies_and_another_of_the_family_heads_the_file(town: Town) -> None:
    before = the_file(town)
    heir = before.data["members"][0]
    await begins(town)
    await town.point.presses("👤 Heads it now: ")
    await town.point.sees("Heads the household from now on: ", "card")
    await town.point.sends("6222 0212 3456 7890 128")
    await town.point.sees("married")
    await town.point.presses("Widowed")
    for other in before.data["members"][1:]:
        await town.point.sees(f"What is {other['name']} to the new head of the household?")
        await town.point.presses("Daughter")
    await ends(town)
    await town.station.sees("Heads the household from now on: ", "Somebody of the family has died")
    await town.station.presses("✅ Confirm")
    await town.station.sees("Confirmed. Both sides were told.")
    after = the_file(town)
    assert (after.number, after.closed_at) == (before.number, None)
    assert heir["name"] not in [one["name"] for one in after.data["members"]]
    with town.program.database.work() as session:
        assert session.get_one(Person, embedded.LIN).gone_at is not None
    await town.lin.sends("/file")
    await town.lin.sees("If you are of the family: we are very sorry, and your union is there for you")
    assert "was changed" not in town.lin.chat()
    await town.point.sends("/household HF-2026-0001")
    await town.point.sees(heir["name"])


async def test_a_member_dies_and_the_family_is_told_with_tact(town: Town) -> None:
    await begins(town)
    await town.point.presses("➖ ")
    await town.point.sees("No longer in the household: ")
    await ends(town)
    await town.station.sees("No longer in the household: ", "Somebody of the family has died")
    await town.station.presses("✅ Confirm")
    told = await town.lin.sees("We are very sorry for your loss.", "There is nothing that you have to do.")
    assert "was changed" not in told.text
    await town.lin.sends("/file")
    await town.lin.presses("🗓 What has happened so far")
    await town.lin.sees("Somebody of the family has died")
