"""A worker applies for aid: the list of programmes, the study grant's form, and every reason against it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.aid.by_policy.form import aid_form
from domain.households.member import Member
from domain.platform.text import Money
from models.households import HouseholdFile
from models.procedure import AidCase
from simulator import Player
from tests.data.households import answers_of, demo, households, study_grant_in
from tests.form_filler import Filler
from tests.town import Town
from tests.words import t
from tests.workers import registers

GRANT = study_grant_in(demo())
ANSWERS: dict[str, Any] = {
    "student": "m1", "stage": "higher", "new_student": True, "school": "示例大学", "study_track": "regular",
    "payee": "worker",
}  # fmt: skip


async def with_file(town: Town, household: str = "DEMO-H01", **changes: Any) -> Player:
    """Register the worker of a household whose file is open."""
    await registers(town.lin, household)
    with town.program.database.work() as session:
        session.add(
            HouseholdFile(
                number="HF-2026-0001", national_number="N1", head_id=town.lin.id, unit_id=4, household_class="deep",
                data={**answers_of(households()[household]), **changes}, opened_at=town.program.clock.now(),
            )
        )  # fmt: skip
    return town.lin


NEW_THERE = Member("daughter", "林样一", stage="higher", school="示例大学", entry_year=2026)


async def applies(player: Player, student: Member = NEW_THERE, **changes: Any) -> Filler:
    """Open the grant's form and fill it in to its summary; of who stays at the school of the file, it is not asked."""
    await player.sends("/apply")
    await player.presses(t("{programme}", programme=GRANT.title))
    filler = Filler(player, aid_form(demo(), GRANT, {"m1": student}), {**ANSWERS, **changes})
    await filler.fill()
    await player.presses(t("Everything is right"))
    return filler


async def test_without_a_file_the_way_to_one_is_shown(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await town.lin.sends("/apply")
    shown = await town.lin.sees(
        t("First comes the hardship report: aid needs a hardship file that is open to you (/file).")
    )
    await town.lin.presses(t("🏠 Report hardship"))
    await town.lin.sees(t("Where is your household registered (hukou)?"))
    assert not any(t("{programme}", programme=GRANT.title) in one for one in shown.labels)


async def test_h01_gets_7500_if_it_is_approved(town: Town) -> None:
    lin = await with_file(town)
    await applies(lin)
    await lin.sees(
        t("It would be <b>{amount}</b>, if it is approved, and as long as funds last.", amount=Money(7_500_00))
    )
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await lin.sends("/cases")
    await lin.sees("2026-0001", GRANT.title.best_for("zh_Hans"))


async def test_a_second_application_for_the_same_child_is_told(town: Town) -> None:
    lin = await with_file(town)
    await applies(lin)
    await lin.presses(t("I confirm, send it"))
    await lin.sees("2026-0001")
    await applies(lin)
    shown = await lin.sees(t("There is already an application for this. Whoever sent it can follow it with /cases."))
    assert t("I confirm, send it") not in shown.labels


async def test_every_reason_against_it_is_told(town: Town) -> None:
    people = answers_of(households()["DEMO-H01"])["members"]
    lin = await with_file(town, members=[{**one, "entry_year": 2020} if "entry_year" in one else one for one in people])
    await applies(lin, replace(NEW_THERE, entry_year=2020), stage="primary", study_track="military")
    await lin.sees(
        t("<b>This application cannot be handed in, because:</b>"), "军队院校的学生由国家承担费用", "您填的是：小学"
    )
    await lin.presses(t("Change an answer"))
    await lin.sees(t("Which answer would you like to change? The others stay as they are."))


@pytest.mark.slow  # two hundred days, each with all its jobs
async def test_a_closed_window_is_told_with_the_next_one(town: Town) -> None:
    lin = await with_file(town)
    await town.jump("next_season")
    await lin.sends("/apply")
    shown = await lin.sees("2027")
    assert not any(t("{programme}", programme=GRANT.title) in one for one in shown.labels)


async def test_what_there_is_stands_by_when_it_is_for_them_and_the_others_with_their_reasons(town: Town) -> None:
    lin = await with_file(town)
    await lin.sends("/apply")
    shown = await lin.sees(t("<b>Aid you can apply for</b>"))
    assert t("{programme}", programme=GRANT.title) in shown.labels
    assert t("<b>Not for your household as it is now</b>") in shown.text
    await lin.presses(t("❓ Why not the others"))
    told = await lin.sees("公租房")
    assert "•" in told.text
    await lin.presses(t("🎓 Apply for aid"))
    await lin.sees(t("<b>Aid you can apply for</b>"))


async def test_who_has_just_reported_reads_what_there_will_be(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    with town.program.database.work() as session:
        session.add(
            AidCase(
                number="2026-0009", programme="hardship_file", opens_file=True, applicant_id=town.lin.id, unit_id=4,
                policy_version=town.program.policies.current.version, answers=answers_of(households()["DEMO-H01"]),
                step="review", opened_at=town.program.clock.now(), step_since=town.program.clock.now(),
            )
        )  # fmt: skip
    await town.lin.sends("/apply")
    shown = await town.lin.sees(t("<b>Once your file is open, you can apply for</b> (by what you reported)"))
    after = shown.text.split(t("<b>Once your file is open, you can apply for</b> (by what you reported)"))[1]
    assert GRANT.title.best_for("zh_Hans") in after.split(t("<b>Not for your household as it is now</b>"))[0]
    assert not any(t("{programme}", programme=GRANT.title) in one for one in shown.labels)
