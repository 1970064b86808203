"""A change in the chat: an officer or the worker proposes it, another officer confirms, both read old and new."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.demo import embedded
from domain.platform.access import NotForYou
from models.households import HouseholdFile
from models.people import Person
from models.procedure import AidCase
from models.units import Unit
from tests import papers
from tests.conversations.care.test_officer_households import adds_file
from tests.town import Town, running_town
from tests.unit.forms.test_forms_walker import resident_id

PHOTO = ("slip.jpg", papers.JPEG, "image/jpeg")
MOTHER = resident_id(26, "19550101")
NOT_FOR_YOU = NotForYou.text


@pytest.fixture
async def town(begun: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration in English, with Lin's household on file at the first point."""
    async with running_town(begun, default_locale="en") as running:
        with running.program.database.work() as session:
            for person in session.exec(select(Person)):
                person.locale = "en"
            adds_file(session, embedded.LIN, "林示例", embedded.POINT)
        for player in (running.lin, running.station, running.point):
            await player.sends("/menu")
            await player.sees("What would you like to do?")
        yield running


def wage(town: Town) -> int:
    with town.program.database.work() as session:
        return int(session.exec(select(HouseholdFile)).one().data["self_monthly_income"])


async def answers(town: Town, amount: str) -> None:
    """The officer gives the new wage and what happened, as the form asks."""
    await town.point.sees("On record now: Your monthly income: ¥700", "What do you earn a month yourself?")
    await town.point.sends(amount)
    await town.point.sees("In a few words: what has happened, and since when?")
    await town.point.sends("Back at full pay since June.")


async def finds(town: Town, label: str) -> None:
    """Turn the pages until a key is there, and press it."""
    for _ in range(6):
        shown = await town.point.sees("What has changed? A colleague confirms it before it counts.")
        if label in shown.labels:
            break
        await town.point.presses("More »")
    await town.point.presses(label)


async def test_an_officer_proposes_and_a_second_one_confirms(town: Town) -> None:
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("✏️ Change something in the file")
    await finds(town, "Your monthly income")
    await answers(town, "8000")
    await town.point.presses("Seen at the visit")
    await town.point.sees("Your monthly income: ¥8,000", "Back at full pay since June.")
    await town.point.presses("Everything is right")
    await town.point.sees("A colleague confirms it before it counts")
    await town.point.presses("I confirm, send it")
    await town.point.sees("A colleague looks at change 1 now")
    assert wage(town) == 70_000
    asked = await town.station.sees("Change 1: household HF-2026-0001", "¥700 → ¥8,000", "Proof: seen at the visit")
    assert "The class changes: deep hardship → in none of the classes of hardship." in asked.text
    await town.station.presses("✅ Confirm")
    await town.station.sees("Confirmed. Both sides were told.")
    await town.lin.sees("Your household's file HF-2026-0001 was changed", "Your monthly income: ¥700 → ¥8,000")
    await town.point.sees("Your change 1 is confirmed", "¥700 → ¥8,000")
    assert wage(town) == 800_000
    await town.lin.sends("/file")
    await town.lin.sees("Household file HF-2026-0001", "In none of the classes of hardship", "Class worked out on")


async def test_a_worker_proposes_with_a_photo_and_the_officer_asks_for_better_proof(town: Town) -> None:
    await town.lin.sends("/file")
    await town.lin.sees("Household file HF-2026-0001", "Deep hardship")
    await town.lin.presses("✏️ Something has changed")
    await town.lin.presses("➕ Somebody lives with them now")
    await town.lin.sees("I ask about this person")
    await town.lin.presses("Mother")
    await town.lin.sends(f"林样母 {MOTHER}")
    await town.lin.presses("Retired")
    await town.lin.sends("0")
    await town.lin.presses("Well")
    await town.lin.sends("She moved in with us.")
    await town.lin.sees("Please send a photo of what proves it.")
    await town.lin.uploads(PHOTO, as_photo=True)
    await town.lin.presses("Done")
    await town.lin.presses("Everything is right")
    await town.lin.presses("I confirm, send it")
    await town.lin.sees("An officer looks at it now")
    asked = await town.point.sees("Lives in the household now: 林样母 · Mother", "Proof: 1 file")
    assert MOTHER not in asked.text
    await town.point.presses("See the proof")
    await town.point.sees("Proof of change 1")
    await town.point.sends("/changes")
    await town.point.presses("Change 1: HF-2026-0001 林示例")
    await town.point.presses("Refuse")
    await town.point.sends("Please send the page of the household book.")
    await town.point.sees("Refused. Whoever proposed it reads your reason.")
    await town.lin.sees("Change 1 is not confirmed.", "Reason: Please send the page of the household book.")
    await town.point.sends("/changes")
    await town.point.sees("No proposed change waits for you.")


async def test_a_worker_takes_a_proposal_back(town: Town) -> None:
    await town.lin.sends("/file")
    await town.lin.presses("✏️ Something has changed")
    await town.lin.presses("Worker: Phone")
    await town.lin.sends("13800138009")
    await town.lin.sends("A new number.")
    await town.lin.uploads(PHOTO, as_photo=True)
    await town.lin.presses("Done")
    await town.lin.presses("Everything is right")
    await town.lin.presses("I confirm, send it")
    await town.lin.presses("📇 My file")
    await town.lin.sees("Proposed, and waiting for an officer:")
    await town.lin.presses("Take back: ")
    await town.lin.sees("The proposal is taken back.")


async def test_whoever_has_no_office_reads_no_changes(town: Town) -> None:
    await town.lin.sends("/changes")
    await town.lin.sees(NOT_FOR_YOU)
    await town.cashier.sends("/changes")
    await town.cashier.sees(NOT_FOR_YOU)


async def test_a_worker_changes_the_unit_and_the_household_follows(town: Town) -> None:
    with town.program.database.work() as session:
        other = session.exec(select(Unit).where(Unit.level == "point", Unit.code != "P1")).all()[0].name
    await town.lin.sends("/file")
    await town.lin.presses("✏️ Something has changed")
    await town.lin.presses("Worker: Unit")
    await town.lin.sees("Where do you work?")
    await town.lin.sends(other)
    await town.lin.sends("I changed my job in July.")
    await town.lin.uploads(PHOTO, as_photo=True)
    await town.lin.presses("Done")
    await town.lin.presses("Everything is right")
    await town.lin.presses("I confirm, send it")
    asked = await town.point.sees("Change 1: registration of 林示例", f"→ {other}")
    assert "class" not in asked.text
    await town.point.presses("✅ Confirm")
    await town.point.sees("Confirmed. Both sides were told.")
    await town.lin.sees("What you gave at registration was changed", f"→ {other}")
    await town.lin.sees("Your household file HF-2026-0001 belongs to", other)
    await town.point.sees("You stay its case officer.")


async def test_the_officer_proposes_the_class_by_the_rules_in_force(town: Town) -> None:
    with town.program.database.work() as session:
        session.exec(select(HouseholdFile)).one().household_class = "relative"
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("✏️ Change something in the file")
    await town.point.sees("By the rules in force today the class would be: deep hardship.")
    await town.point.presses("Work the class out anew")
    assert "Proposed. A colleague has to confirm it." in await town.point.toast()
    await town.station.sees("Class by the rules in force: relative hardship → deep hardship")
    await town.station.presses("✅ Confirm")
    await town.lin.sees("By the rules your household's class is now: deep hardship.")


async def test_a_visit_that_found_a_change_leads_to_the_file(town: Town) -> None:
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("🏠 Log a visit")
    for label in ("Today", "Something has changed", "Skip", "No photo"):
        await town.point.presses(label)
    await town.point.sees("Thank you, the visit is logged.")
    await town.point.presses("✏️ Change something in the file")
    await town.point.sees("What has changed? A colleague confirms it before it counts.")


async def test_an_officer_changes_the_phone_of_a_worker_who_has_no_file(town: Town) -> None:
    now, policy = town.program.clock.now(), town.program.house().policies.current
    with town.program.database.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        file.closed_at = now
        worker = session.get_one(Person, embedded.LIN)
        case = AidCase(
            number="2026-0009", programme="hardship_file", opens_file=True, applicant_id=worker.id,
            unit_id=worker.unit_id or 0,
            policy_version=policy.version, answers={}, step="review", period="2026", opened_at=now, step_since=now,
        )  # fmt: skip
        session.add(case)
        worker.phone = "13800138000"
    await town.station.sends("/case 2026-0009")
    await town.station.presses("✏️ Change name, phone or unit")
    await town.station.presses("Worker: Phone")
    await town.station.sees("Change for the worker of case 2026-0009", "138****8000")
    await town.station.sends("13900139009")
    await town.station.sends("Lost the old one.")
    await town.station.presses("Seen at the visit")
    await town.station.presses("Everything is right")
    await town.station.presses("I confirm, send it")
    await town.station.sees("A colleague looks at change 1 now")
    await town.approver.sees("Change 1: registration of 林示例", "138****8000 → 139****9009")
    await town.approver.presses("✅ Confirm")
    await town.lin.sees("What you gave at registration was changed", "139****9009")


async def test_what_has_changed_since_is_shown_before_a_press_decides(town: Town) -> None:
    for label, amount in (("Your monthly income", "8000"), ("Homes owned", "0")):
        await town.point.sends("/household HF-2026-0001")
        await town.point.presses("✏️ Change something in the file")
        await finds(town, label)
        await town.point.sees("On record now")
        await town.point.sends(amount)
        await town.point.sends("It is so since June.")
        await town.point.presses("Seen at the visit")
        await town.point.presses("Everything is right")
        await town.point.presses("I confirm, send it")
    first = await town.station.sees("Change 1: household HF-2026-0001", "¥700 → ¥8,000")
    await town.station.sees("Change 2: household HF-2026-0001")
    await town.station.presses("✅ Confirm")
    await town.station.sees("Confirmed. Both sides were told.")
    await town.station.presses_old("✅ Confirm", message_id=first.id)
    await town.station.sees("The file has changed since you saw change 1, so nothing was decided.")
    assert wage(town) == 70_000
    await town.station.presses("✅ Confirm")
    await town.lin.sees("Your monthly income: ¥700 → ¥8,000")
    assert wage(town) == 800_000


# By what has happened ------------------------------------------------------------------------------------------------


FAMILY = (
    ("spouse", "王样本", 41, "19850101"), ("son", "林样儿", 42, "20150101"), ("daughter", "林样女", 43, "20170101"),
)  # fmt: skip


def has_a_family(town: Town) -> None:
    """A wife, a son and a daughter live with Lin."""
    rows = [
        {"relation": relation, "name": name, "resident_id": resident_id(number, born), "work_status": "on_duty",
         "monthly_income": 0, "health": "good", "guardian_consent": True}
        for relation, name, number, born in FAMILY
    ]  # fmt: skip
    with town.program.database.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        file.data = {**file.data, "members": rows, "marital_status": "married"}


async def leaves(town: Town, name: str, change: int) -> None:
    """Lin says that somebody has moved out, and the case officer confirms it."""
    await town.lin.presses(f"➖ {name}")
    await town.lin.sends("We are divorced since Monday.")
    await town.lin.uploads(PHOTO, as_photo=True)
    await town.lin.presses("Done")
    await town.lin.presses("Everything is right")
    await town.lin.presses("I confirm, send it")
    await town.lin.sees("An officer looks at it now")
    await town.point.sees(f"Change {change}: household HF-2026-0001", f"No longer in the household: {name}")
    await town.point.presses("✅ Confirm")
    await town.lin.sees("was changed, and an officer confirmed it", f"No longer in the household: {name}")


async def test_a_divorce_is_told_by_a_press_and_stands_in_what_has_happened(town: Town) -> None:
    has_a_family(town)
    for change, name in enumerate(("王样本 · Spouse", "林样女 · Daughter"), 1):
        await town.lin.sends("/file")
        await town.lin.presses("✏️ Something has changed")
        await town.lin.presses("🌱 By what has happened")
        await town.lin.presses("There was a divorce")
        shown = await town.lin.sees("a child counts in one household only", "the divorce certificate")
        assert "Marital status" in shown.labels
        await leaves(town, name, change)
    with town.program.database.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert [one["name"] for one in file.data["members"]] == ["林样儿"]
    await town.lin.sends("/file")
    await town.lin.presses("🗓 What has happened so far")
    shown = await town.lin.sees("Household file HF-2026-0001: what has happened, the newest first")
    assert shown.text.count("Somebody no longer lives with them") == 2
    await town.lin.presses("1")
    await town.lin.sees("No longer in the household: 林样女 · Daughter", "What happened: We are divorced", "Decided by")
    await town.point.sends("/household HF-2026-0001")
    await town.point.presses("🗓 What has happened so far")
    await town.point.sees("Somebody no longer lives with them")
