"""The golden-autumn grant: what each household of the file gets, and every reason when none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.aid.by_policy.form import aid_form
from domain.aid.by_policy.verdict import Asked, Verdict, verdict
from domain.aid.kinds import KINDS
from domain.forms import Facts, place, start
from domain.forms import answers_of as answers_of_form
from domain.households.household import Member
from domain.kinds.kind import Given
from domain.kinds.reasons import Grant
from domain.platform.money import yuan
from domain.policy import WindowState
from domain.policy.aid.programme import Aid
from tests.data.households import assessed, demo, households, study_grant_in, told

TODAY = date(2026, 8, 10)


def programme() -> Aid:
    return study_grant_in(demo())


def answers_of(household_id: str, place: int, **changes: object) -> dict[str, Any]:
    """What is answered of the student at a place of the list; the one at the military academy is on that track."""
    household = households()[household_id]
    member = household["members"][place]
    track = "military" if "军事院校" in member.get("school", "") else "regular"
    new = member.get("entry_year") == int(household["as_of"][:4])
    answers = {"study_stage": member.get("stage", member["status"]), "new_student": new, "study_track": track}
    return {**answers, **changes}


def number_of(household_id: str, place: int) -> str:
    return str(households()[household_id]["members"][place]["id_number"])


def asked(
    household_id: str, place: int, *, op: str = "le", today: date = TODAY, granted: Sequence[Grant] = (),
    is_running: bool = False, **changes: object,
) -> Verdict:  # fmt: skip
    assessment = replace(assessed(household_id, demo(op)), asked_on=today)
    grant = study_grant_in(demo(op))
    return verdict(grant, Asked(
        assessment=assessment, granted=granted, own=answers_of(household_id, place, **changes), person=place,
        subject=number_of(household_id, place), period=str(grant.school_year(today)), is_running=is_running,
    ))  # fmt: skip


def reasons(found: Verdict) -> tuple[str, ...]:
    assert found.against, found
    for reason in found.against:
        assert told(reason.worker).strip()
        assert told(reason.officer).strip()
    return tuple(reason.key for reason in found.against)


def amount(found: Verdict) -> int:
    assert not found.against, reasons(found)
    return found.amount


@pytest.mark.parametrize(
    ("household_id", "place", "le", "lt"),
    [
        ("DEMO-H01", 2, "7500.00", "7500.00"),
        ("DEMO-H02", 2, "7500.00", "6000.00"),
        ("DEMO-H04", 2, "7500.00", "7500.00"),
        ("DEMO-H04", 3, "7500.00", "7500.00"),
        ("DEMO-H08", 2, "4000.00", "4000.00"),
    ],
)
def test_students_of_the_file_get_their_grant(household_id: str, place: int, le: str, lt: str) -> None:
    assert amount(asked(household_id, place, op="le")) == yuan(le)
    assert amount(asked(household_id, place, op="lt")) == yuan(lt)


@pytest.mark.parametrize(
    ("household_id", "place", "expected"),
    [
        ("DEMO-H02", 3, ("condition_study_stage",)),
        ("DEMO-H06", 2, ("condition_study_stage",)),
        ("DEMO-H10", 2, ("condition_class", "condition_study_track")),
        ("DEMO-H12", 2, ("barred_short_contract", "condition_study_stage")),
        ("DEMO-H14", 1, ("condition_study_stage",)),
        ("DEMO-H14", 2, ("condition_study_stage",)),
    ],
)
def test_students_of_the_file_without_a_grant_hear_every_reason(
    household_id: str, place: int, expected: tuple[str, ...]
) -> None:
    assert reasons(asked(household_id, place)) == expected


def test_every_student_of_the_file_is_covered_by_the_two_tests_above() -> None:
    students = [
        (key, place)
        for key, household in households().items()
        for place, member in enumerate(household["members"])
        if member["status"] == "student" or member["status"] == "kindergarten"
    ]
    assert len(students) == 12


def test_senior_secondary_in_relative_hardship_gets_three_thousand() -> None:
    assert amount(asked("DEMO-H02", 2, op="lt", study_stage="senior_secondary")) == yuan(3000)


@pytest.mark.parametrize(
    "track", ["military", "free_teacher", "directed", "high_fee_private", "abroad", "sino_foreign", "aided_elsewhere"]
)
def test_excluded_tracks_get_nothing(track: str) -> None:
    assert reasons(asked("DEMO-H01", 2, study_track=track)) == ("condition_study_track",)


@pytest.mark.parametrize(
    ("today", "new", "expected"),
    [
        (date(2026, 7, 15), True, "opens_later"),
        (date(2026, 7, 16), True, None),
        (date(2026, 7, 16), False, None),
        (date(2026, 8, 15), False, None),
        (date(2026, 8, 16), False, "closed"),
        (date(2026, 8, 16), True, None),
        (date(2026, 8, 31), True, None),
        (date(2026, 9, 1), True, "closed"),
        (date(2027, 1, 1), True, "opens_later"),
    ],
)
def test_new_and_returning_students_have_their_own_closing_day(today: date, new: bool, expected: str | None) -> None:
    answer = asked("DEMO-H01", 2, today=today, new_student=new)
    assert (reasons(answer) == (expected,)) if expected else amount(answer) > 0


def test_a_closed_window_names_the_next_one() -> None:
    window = programme().window
    assert window is not None
    state = window.state(date(2026, 9, 1))
    assert (state.state, state.opens_on, state.closes_on) == (WindowState.CLOSED, date(2027, 7, 16), date(2027, 8, 31))
    assert window.state(date(2026, 8, 20)).closes_on == date(2026, 8, 31)
    assert window.state(date(2026, 3, 1)).opens_on == date(2026, 7, 16)
    assert not window.state(date(2026, 8, 20), ({"new_student": False}, (), None)).is_open


def grant(amount_yuan: int, *, programme_key: str = "medical", student: str = "", year: int = TODAY.year) -> Grant:
    return Grant(programme_key, student, yuan(amount_yuan), year, period=str(year))


def test_a_deep_household_is_tested_again_before_its_next_programme() -> None:
    # (26,800 + 2,000) / 36 = 800.00 is still within the line, one yuan more is not.
    assert amount(asked("DEMO-H01", 2, granted=[grant(2000)]))
    assert reasons(asked("DEMO-H01", 2, granted=[grant(2001)])) == ("retest_failed",)
    assert reasons(asked("DEMO-H01", 2, granted=[grant(8000)])) == ("retest_failed",)


def test_the_student_of_the_file_with_a_medical_grant_passes_only_while_the_retest_does() -> None:
    assert amount(asked("DEMO-H08", 2, granted=[grant(20000)])) == yuan(4000)
    assert reasons(asked("DEMO-H08", 2, granted=[grant(68000)])) == ("retest_failed",)


def test_the_retest_shows_both_numbers() -> None:
    answer = asked("DEMO-H01", 2, granted=[grant(8000)])
    assert reasons(answer) == ("retest_failed",)
    for said in (answer.against[0].officer, answer.against[0].worker):
        assert "966.67" in told(said)
        assert "800" in told(said)


@pytest.mark.parametrize("household_id", ["DEMO-H04", "DEMO-H02"])
def test_twins_get_one_each_without_a_test_between_them(household_id: str) -> None:
    first = grant(7500, programme_key="golden_autumn", student="somebody else")
    assert amount(asked(household_id, 2, granted=[first]))


def test_twins_in_relative_hardship_get_one_each() -> None:
    first = grant(6000, programme_key="golden_autumn", student="somebody else")
    assert amount(asked("DEMO-H02", 2, op="lt", granted=[first])) == yuan(6000)


def test_a_relative_household_takes_one_programme_a_year() -> None:
    assert reasons(asked("DEMO-H02", 2, op="lt", granted=[grant(1)])) == ("one_programme",)
    last_year = grant(1, year=2025)
    assert amount(asked("DEMO-H02", 2, op="lt", granted=[last_year]))


def test_an_accident_household_takes_one_grant() -> None:
    given = [grant(1, programme_key="golden_autumn", student="somebody else")]
    assert "one_grant" in reasons(asked("DEMO-H10", 2, granted=given))


def test_one_student_gets_one_grant_in_an_academic_year() -> None:
    same = number_of("DEMO-H01", 2)
    this_year = grant(7500, programme_key="golden_autumn", student=same)
    assert reasons(asked("DEMO-H01", 2, granted=[this_year])) == ("already_granted",)
    year_before = replace(
        this_year, year=2025, period="2025"
    )  # of the batch that opened in July 2025, whenever it was paid
    assert amount(asked("DEMO-H01", 2, granted=[year_before]))


def test_a_second_application_for_the_same_student_is_stopped() -> None:
    assert reasons(asked("DEMO-H01", 2, is_running=True)) == ("already_applied",)


def test_all_reasons_come_together() -> None:
    answer = asked("DEMO-H12", 2, today=date(2026, 9, 1), study_track="abroad", is_running=True)
    assert reasons(answer) == (
        "closed",
        "barred_short_contract",
        "condition_study_track",
        "already_applied",
        "condition_study_stage",
    )


def test_the_list_of_programmes_knows_what_speaks_against_one() -> None:
    def before(household_id: str, today: date) -> list[str]:
        assessment = replace(assessed(household_id), asked_on=today)
        return [one.key for one in verdict(programme(), Asked(assessment=assessment)).against]

    assert before("DEMO-H01", TODAY) == []
    assert before("DEMO-H10", date(2026, 9, 1)) == ["closed", "condition_class"]


@pytest.mark.parametrize(("new", "paper"), [(True, "admission_letter"), (False, "enrolment_proof")])
def test_papers_differ_for_new_and_returning_students(new: bool, paper: str) -> None:
    answers = {"new_student": new}
    given = Given(policy=demo(), programme=programme(), answers=answers, today=TODAY)
    assert set(KINDS.of(programme()).papers(given)) == {paper, "fee_receipt"}


def test_an_offer_says_what_it_is_for() -> None:
    text = " ".join(told(line) for line in asked("DEMO-H01", 2).why)
    assert all(word in text for word in ("7,500", "deep hardship", "College or university"))


def test_who_is_too_late_hears_who_can_still_apply() -> None:
    (reason,) = asked("DEMO-H01", 2, today=date(2026, 8, 20), new_student=False).against
    assert "For returning students, applications are closed; only new students can still apply." in told(reason.worker)
    (reason,) = asked("DEMO-H01", 2, today=date(2026, 9, 2), new_student=False).against
    assert "closed for this year" in told(reason.worker)


def test_who_is_not_at_such_a_school_hears_for_which_it_is() -> None:
    (reason,) = asked("DEMO-H01", 2, study_stage="primary").against
    assert told(reason.worker).startswith(
        "This aid is for: College or university, Senior secondary or vocational school. You gave: Primary school."
    )


@pytest.mark.parametrize(
    ("stage", "began", "is_asked"),
    [("higher", 2026, False), ("higher", 2024, False), ("higher", 2023, True), ("senior_secondary", 2024, False),
     ("senior_secondary", 2023, True), ("higher", 2027, True), ("higher", None, True), ("", 2026, True)],
)  # fmt: skip
def test_the_school_is_asked_only_where_the_file_may_be_out_of_date(
    stage: str, began: int | None, is_asked: bool
) -> None:
    student = Member("daughter", "林样一", stage=stage, school="示例大学", entry_year=began)
    form = aid_form(demo(), programme(), {"m1": student})
    facts = Facts(TODAY)
    state = start(form, facts, {"student": "m1", "new_student": True})
    here = place(form, state, facts)
    assert here is not None
    assert (here.asking.question.key == "stage") is is_asked
    if not is_asked:
        assert here.asking.question.key == "study_track"
        assert answers_of_form(form, state, facts) == {
            "student": "m1", "stage": stage, "new_student": True, "school": "示例大学",
        }  # fmt: skip
