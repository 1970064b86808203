"""One household in the chat: its plan from the first press to a measure that is done, and a warning that goes up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.demo import embedded
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from tests.town import Town, running_town

OPENED = datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with the household of Lin on file at the first point."""
    async with running_town(begun, default_locale="en") as running:
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            unit = session.exec(select(Unit.id).where(Unit.code == "P1")).one() or 0
            session.add(Person(
                id=embedded.LIN, locale="en", first_seen_at=OPENED, consented_at=OPENED, sensitive_consented_at=OPENED,
                registered_at=OPENED, unit_id=unit, name="林示例", phone="13800138001",
            ))  # fmt: skip
            session.flush()
            session.add(HouseholdFile(
                number="HF-2026-0001", national_number="N-1", head_id=embedded.LIN, unit_id=unit,
                household_class="deep", opened_at=OPENED, case_officer_id=embedded.POINT,
                data={"members": [], "self_monthly_income": 70_000, "main_cause": "laid_off"},
            ))  # fmt: skip
        yield running


async def test_a_plan_from_the_first_press_to_a_measure_that_is_done(town: Town) -> None:
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("📋 Plan and measures")
    await town.point.sees("Household HF-2026-0001 has no plan yet.", "Causes: Laid off")
    await town.point.presses("📋 Make the plan")
    made = await town.point.sees("Plan of household HF-2026-0001", "Offer vacancies and help to find work: by")
    assert "being made, the worker has not seen it yet" in made.text
    await town.point.presses("➕ Add a measure")
    await town.point.presses("✍️ In my own words")
    await town.point.sends("Go with them to the labour office.")
    await town.point.presses("the case officer")
    await town.point.presses("in 30 days")
    await town.point.sees("Go with them to the labour office.: by")
    await town.lin.sends("/plan")
    await town.lin.sees("There is no plan for your household yet.")
    await town.point.presses("📨 Show it to the worker")
    await town.lin.sees("Your case officer has made a plan for your household.", "Go with them to the labour office.")
    await town.lin.presses("✍️ I wish something else")
    await town.lin.sends("Afternoons, please: the child comes home at noon.")
    await town.point.sees("wishes something else in the plan: “Afternoons, please: the child comes home at noon.”")
    await town.point.presses("Open the plan")
    await town.point.presses("📨 Show it to the worker")
    await town.lin.sees("Your case officer has made a plan for your household.")
    await town.lin.presses("👍 Yes, I agree")
    await town.lin.sees("You agreed to it on")
    await town.point.sees("agrees to the plan.")
    await town.point.presses("Open the plan")
    await town.point.presses("Go with them to the labour office.")
    await town.point.presses("✅ It is done")
    await town.point.sends("They have a place from Monday.")
    await town.point.sees("1 of 5 done")
    await town.lin.sees("A measure of your household's plan is done:", "“They have a place from Monday.”")
    await town.lin.presses("📋 Our plan")
    await town.lin.sees("1 of 5 done")
    await town.lin.presses("🖼 As a picture")
    assert (await town.lin.sees("Your household's plan", within=30)).file_id
    await town.lin.sends("/file")
    await town.lin.presses("🗓 What has happened so far")
    await town.lin.sees("A measure of the plan was done", "A plan was made for the household")


async def test_a_warning_goes_up_until_somebody_answers(town: Town) -> None:
    await town.lin.sends("I cannot sleep, there is too much stress")
    await town.lin.sees("12356")
    await town.point.sees("⚠ Early warning 1: What the worker wrote sounds like trouble", "household HF-2026-0001")
    await town.days_pass(2)
    await town.point.sees("⏰ This still waits for an answer.", "Early warning 1")
    await town.days_pass(5)
    await town.station.sees("Nobody answered this in time, so it comes to you.", "Early warning 1")
    await town.station.presses("They get help already")
    await town.station.sees("they get help for it already.")
    await town.point.sends("/warnings")
    await town.point.sees("No early warning waits for an answer.")
    await town.station.sends("/warnings")
    await town.station.sees("This year: 1 in all")
