"""/pending when much waits, and the national numbers of several cases at once, over HTTP through the simulator."""

from __future__ import annotations

import pytest
from sqlmodel import update

from bot.demo import embedded
from delivery.rendering import render_plain
from domain.platform.calendar import BEIJING
from domain.platform.text import say_many
from handlers.menu import odd
from models.households import HouseholdFile
from models.people import Erasure
from models.procedure import AidCase
from services import cases, procedure
from services.platform.work import Work
from tests.conversations.payments.test_officer_money import entered
from tests.papers import JPEG
from tests.town import Town
from tests.words import t
from tests.workers import registers

GRANT, LIVING = "金秋助学", "生活救助"


def counted(one: str, many: str, count: int) -> str:
    return render_plain(say_many(one, many, count), "zh_Hans", timezone=BEIJING)


def at_entry(town: Town, person_id: int) -> str:
    """A report that was approved and waits to be entered."""
    program = town.program
    with program.database.work() as session:
        work = Work(session, program.house(), program.clock.now(), person_id)
        policy = program.policies.current
        given = {"members": [], "self_monthly_income": 70_000, "main_cause": "serious_illness", "bank_card": ""}
        case = cases.open_case(
            work, programme="hardship_file", policy=policy, answers=given, household_class="deep", amount=0,
            members=(), household_id=None, subject_print=None, period="2026",
        )  # fmt: skip
        session.flush()
        session.execute(update(AidCase).where(AidCase.id == case.id).values(step="entry"))  # type: ignore[arg-type]
        session.refresh(case)
        procedure.refresh_prompts(work, case)
        return case.number


async def two_to_enter(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await registers(town.aygul, "DEMO-H02")
    at_entry(town, embedded.LIN)
    at_entry(town, embedded.AYGUL)


@pytest.mark.town_at(story=two_to_enter)
async def test_several_numbers_are_read_shown_back_and_recorded_one_by_one(town: Town) -> None:
    await town.recorder.sends("/pending")
    await town.recorder.presses(t("Enter several numbers"))
    await town.recorder.sees(t("They wait for you: {numbers}", numbers="2026-0001、2026-0002"))
    await town.recorder.sends("2026-0001 QG-1\n2026-0009 QG-2")
    await town.recorder.sees(t("case {number} does not wait for you to enter it", number="2026-0009"))
    await town.recorder.sends("2026-0001 QG-1\n2026-0002 QG-2")
    await town.recorder.sees("2026-0001 → QG-1\n2026-0002 → QG-2")
    assert town.case(1).step == "entry", "nothing counts before the recorder has seen it"
    await town.recorder.presses(t("Yes, it is right"))
    done = await town.recorder.sees(counted("{count} number is recorded.", "{count} numbers are recorded.", 2))
    assert list(done.labels) == [t("What waits for me")]
    assert [town.case(one).step for one in (1, 2)] == ["closed", "closed"]
    await town.lin.sees("HF-2026-0001")
    await town.aygul.sees("HF-2026-0002")


def many_grants(town: Town) -> None:
    program = town.program
    with program.database.work() as session:
        household_id = session.get_one(HouseholdFile, 1).id
        for place in range(11):
            work = Work(session, program.house(), program.clock.now(), embedded.LIN)
            cases.open_case(
                work, programme="golden_autumn" if place < 9 else "living_aid", policy=program.policies.current,
                answers={"stage": "higher", "new_student": True, "school": "示例大学", "payee": "worker"},
                household_class="deep", amount=10_000, members=(), household_id=household_id, subject_print=None,
                period=str(2026 + place),
            )  # fmt: skip


async def much_waits(town: Town) -> None:
    await entered(town)
    many_grants(town)


@pytest.mark.town_at(story=much_waits)
async def test_much_that_waits_is_counted_and_looked_at_by_its_sort(town: Town) -> None:
    await town.station.sends("/pending")
    await town.station.sees(counted("{count} case waits for you.", "{count} cases wait for you.", 11))
    await town.station.presses(f"{GRANT}（9）")
    await town.station.sees(GRANT, counted("{count} case waits for you.", "{count} cases wait for you.", 9))
    await town.station.presses(t("More »"))
    page = await town.station.sees(GRANT, t("Choose one:"))
    assert page.data_of("2026-0010")
    assert page.data_of("2026-0002") is None
    await town.station.presses(t("‹ What waits for me"))
    await town.station.presses(f"{LIVING}（2）")
    await town.station.presses("2026-0012")
    await town.station.sees("2026-0012", t("Please review it."))
    await town.station.sends("/menu")
    await town.station.sees(t("What would you like to do?"))
    assert town.station.last.data_of(f"{t('📥 What waits for me')}（11）")
    await town.days_pass(12)
    await town.station.sends("/pending")
    await town.station.sees(counted("⏰ {count} of them is overdue.", "⏰ {count} of them are overdue.", 11))
    await town.station.presses(f"{t('⏰ Overdue')}（11）")
    late = await town.station.sees(t("Choose one:"))
    assert late.data_of("⏰ 2026-0002")


async def test_a_wish_to_be_erased_waits_for_the_administrators_and_a_photo_of_an_officer_is_none_of_a_worker(
    town: Town,
) -> None:
    program = town.program
    await town.lin.sends("/menu")
    await town.lin.sees("")
    with program.database.work() as session:
        session.add(Erasure(person_id=embedded.LIN, asked_at=program.clock.now()))
    await town.admin.sends("/menu")
    menu = await town.admin.sees(t("What would you like to do?"))
    assert any(t("📥 What waits for me") in one for one in menu.labels)
    await town.admin.sends("/pending")
    await town.admin.sees("python -m bot erase")
    await town.station.uploads(("visit.jpg", JPEG, "image/jpeg"))
    await town.station.sees(t(odd.PHOTO_OF_OFFICER.source))
