"""A divorce with two children in the chat: who moves out is in one household only, and can have a file of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.demo import embedded
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.seal import print_of
from models.procedure import AidCase
from tests.conversations.care.test_officer_households import adds_file
from tests.data.households import answers_of, households
from tests.town import Town, running_town
from tests.unit.forms.test_forms_walker import resident_id

STAYS, GOES = resident_id(31, "20140203"), resident_id(32, "20170809")


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with Lin's household on file: a spouse and two children."""
    async with running_town(begun, default_locale="en") as running:
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            adds_file(session, embedded.LIN, "林示例", embedded.POINT)
        with running.program.database.work() as session:
            file = session.exec(select(HouseholdFile)).one()
            told = answers_of(households()["DEMO-H01"])
            spouse, child = told["members"]
            children = [{**child, "name": name, "resident_id": number, "guardian_consent": True}
                        for name, number in (("林样大", STAYS), ("林样小", GOES))]  # fmt: skip
            file.data = {**told, "members": [spouse, *children]}
            case = AidCase(
                number="2026-7000", programme="hardship_file", opens_file=True, applicant_id=file.head_id,
                unit_id=file.unit_id, household_id=file.id, policy_version=file.class_version, answers=file.data,
                household_class=file.household_class, step="closed", status="finished", opened_at=file.opened_at,
                step_since=file.opened_at, closed_at=file.opened_at,
            )  # fmt: skip
            session.add(case)
            session.flush()
            for one in file.data["members"]:
                session.add(HouseholdMember(
                    case_id=case.id, household_id=file.id, resident_id_print=print_of(one["resident_id"]),
                    file_key=print_of(one["resident_id"]), resident_id=one["resident_id"], name=one["name"],
                    relation=one["relation"]))  # fmt: skip
        for player in (running.station, running.point):
            await player.sends("/menu")
            await player.sees("What would you like to do?")
        yield running


def living(town: Town) -> set[str]:
    """Return who lives in an open file, each once by the table."""
    with town.program.database.work() as session:
        rows = session.exec(select(HouseholdMember).where(col(HouseholdMember.file_key).is_not(None))).all()
        assert len(rows) == len({one.file_key for one in rows})
        return {one.name for one in rows}


async def moves_out(town: Town, label: str) -> None:
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("✏️ Change something in the file")
    await town.point.presses("🌱 By what has happened")
    await town.point.presses("There was a divorce")
    await town.point.sees("a child counts in one household only")
    await town.point.presses(f"➖ {label}")
    await town.point.sees("In a few words: what has happened, and since when?")
    await town.point.sends("Divorced in May; the judgment says who looks after whom.")
    await town.point.sees("It takes the divorce certificate")
    await town.point.presses("Seen at the visit")
    await town.point.presses("Everything is right")
    await town.point.presses("I confirm, send it")
    await town.station.sees("There was a divorce", f"No longer in the household: {label}")
    await town.station.presses("✅ Confirm")
    await town.station.sees("Confirmed. Both sides were told.")


async def test_after_a_divorce_each_child_is_in_one_household(town: Town) -> None:
    with town.program.database.work() as session:
        spouse = session.exec(select(HouseholdFile)).one().data["members"][0]["name"]
    await moves_out(town, spouse)
    await moves_out(town, "林样小")
    assert living(town) == {"林样大"}, "who has moved out can be in a file of their own"
    with town.program.database.work() as session:
        assert [one["name"] for one in session.exec(select(HouseholdFile)).one().data["members"]] == ["林样大"]
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("✏️ Change something in the file")
    await town.point.presses("🌱 By what has happened")
    await town.point.presses("There was a divorce")
    shown = await town.point.sees("a child counts in one household only")
    assert "林样小" not in " ".join(shown.labels)
