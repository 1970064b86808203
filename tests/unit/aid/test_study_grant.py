"""The golden-autumn grant: what each household of the file gets, and every reason when none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.aid.study_grant import NoOffer, Offer, Student, programme_reasons, study_grant
from domain.kinds.reasons import Grant
from domain.platform.money import yuan
from domain.policy import StudyGrant, WindowState
from tests.data.households import assessed, demo, households, study_grant_in, told

TODAY = date(2026, 8, 10)


def programme() -> StudyGrant:
    return study_grant_in(demo())


def student_of(household_id: str, place: int, **changes: object) -> Student:
    """The student at a place of the household's list; the one at the military academy is on that track."""
    household = households()[household_id]
    member = household["members"][place]
    new = member.get("entry_year") == int(household["as_of"][:4])
    track = "military" if "军事院校" in member.get("school", "") else "regular"
    student = Student(member["id_number"], member["name"], member.get("stage", member["status"]), new, track)
    return replace(student, **changes)  # type: ignore[arg-type]


def asked(household_id: str, place: int, *, op: str = "le", today: date = TODAY, **given: object) -> Offer | NoOffer:
    already = given.pop("already", ())
    granted = given.pop("granted_this_year", ())
    student = student_of(household_id, place, **given)
    return study_grant(
        assessed(household_id, demo(op)), student, study_grant_in(demo(op)),
        today=today, granted_this_year=granted, already=already,  # type: ignore[arg-type]
    )  # fmt: skip


def amount(answer: Offer | NoOffer) -> int:
    assert isinstance(answer, Offer), answer
    return answer.amount


def reasons(answer: Offer | NoOffer) -> tuple[str, ...]:
    assert isinstance(answer, NoOffer), answer
    for reason in answer.reasons:
        assert told(reason.worker).strip()
        assert told(reason.officer).strip()
    return answer.keys


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
        ("DEMO-H02", 3, ("stage_not_covered",)),
        ("DEMO-H06", 2, ("stage_not_covered",)),
        ("DEMO-H10", 2, ("class_not_covered", "track_military")),
        ("DEMO-H12", 2, ("barred_short_contract", "stage_not_covered")),
        ("DEMO-H14", 1, ("stage_not_covered",)),
        ("DEMO-H14", 2, ("stage_not_covered",)),
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
    assert amount(asked("DEMO-H02", 2, op="lt", stage="senior_secondary")) == yuan(3000)


@pytest.mark.parametrize(
    "track", ["military", "free_teacher", "directed", "high_fee_private", "abroad", "sino_foreign", "aided_elsewhere"]
)
def test_excluded_tracks_get_nothing(track: str) -> None:
    assert reasons(asked("DEMO-H01", 2, track=track)) == (f"track_{track}",)


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
    answer = asked("DEMO-H01", 2, today=today, new=new)
    assert (reasons(answer) == (expected,)) if expected else isinstance(answer, Offer)


def test_a_closed_window_names_the_next_one() -> None:
    state = programme().state(date(2026, 9, 1))
    assert (state.state, state.opens_on, state.closes_on) == (WindowState.CLOSED, date(2027, 7, 16), date(2027, 8, 31))
    assert programme().state(date(2026, 8, 20)).closes_on == date(2026, 8, 31)
    assert programme().state(date(2026, 3, 1)).opens_on == date(2026, 7, 16)
    assert not programme().state(date(2026, 8, 20), new_student=False).is_open


def grant(amount_yuan: int, *, programme_key: str = "medical", student: str = "", year: int = TODAY.year) -> Grant:
    return Grant(programme_key, student, yuan(amount_yuan), year)


def test_a_deep_household_is_tested_again_before_its_next_programme() -> None:
    # (26,800 + 2,000) / 36 = 800.00 is still within the line, one yuan more is not.
    assert isinstance(asked("DEMO-H01", 2, granted_this_year=[grant(2000)]), Offer)
    assert reasons(asked("DEMO-H01", 2, granted_this_year=[grant(2001)])) == ("retest_failed",)
    assert reasons(asked("DEMO-H01", 2, granted_this_year=[grant(8000)])) == ("retest_failed",)


def test_the_student_of_the_file_with_a_medical_grant_passes_only_while_the_retest_does() -> None:
    assert amount(asked("DEMO-H08", 2, granted_this_year=[grant(20000)])) == yuan(4000)
    assert reasons(asked("DEMO-H08", 2, granted_this_year=[grant(68000)])) == ("retest_failed",)


def test_the_retest_shows_both_numbers() -> None:
    answer = asked("DEMO-H01", 2, granted_this_year=[grant(8000)])
    assert isinstance(answer, NoOffer)
    for said in (answer.reasons[0].officer, answer.reasons[0].worker):
        assert "966.67" in told(said)
        assert "800" in told(said)


@pytest.mark.parametrize("household_id", ["DEMO-H04", "DEMO-H02"])
def test_twins_get_one_each_without_a_test_between_them(household_id: str) -> None:
    first = grant(7500, programme_key="golden_autumn", student="990101200703030079")
    assert isinstance(asked(household_id, 2, granted_this_year=[first], resident_id="990101200703030095"), Offer)


def test_twins_in_relative_hardship_get_one_each() -> None:
    first = grant(6000, programme_key="golden_autumn", student="somebody else")
    assert amount(asked("DEMO-H02", 2, op="lt", granted_this_year=[first])) == yuan(6000)


def test_a_relative_household_takes_one_programme_a_year() -> None:
    assert reasons(asked("DEMO-H02", 2, op="lt", granted_this_year=[grant(1)])) == ("one_programme",)
    last_year = grant(1, year=2025)
    assert isinstance(asked("DEMO-H02", 2, op="lt", granted_this_year=[last_year]), Offer)


def test_an_accident_household_takes_one_grant() -> None:
    given = [grant(1, programme_key="golden_autumn", student="somebody else")]
    assert "one_grant" in reasons(asked("DEMO-H10", 2, granted_this_year=given))


def test_one_student_gets_one_grant_in_an_academic_year() -> None:
    same = student_of("DEMO-H01", 2).resident_id
    this_year = grant(7500, programme_key="golden_autumn", student=same)
    assert reasons(asked("DEMO-H01", 2, granted_this_year=[this_year])) == ("already_granted",)
    year_before = replace(this_year, year=2025)  # of the batch that opened in July 2025, whenever it was paid
    assert isinstance(asked("DEMO-H01", 2, granted_this_year=[year_before]), Offer)


def test_a_second_application_for_the_same_student_is_stopped() -> None:
    same = student_of("DEMO-H01", 2).resident_id
    assert reasons(asked("DEMO-H01", 2, already={same})) == ("already_applied",)
    assert isinstance(asked("DEMO-H01", 2, already={"990101200703030095"}), Offer)


def test_all_reasons_come_together() -> None:
    answer = asked("DEMO-H12", 2, today=date(2026, 9, 1), track="abroad", already={"990101201303130198"})
    assert reasons(answer) == (
        "closed",
        "barred_short_contract",
        "stage_not_covered",
        "track_abroad",
        "already_applied",
    )


def test_the_list_of_programmes_knows_what_speaks_against_one() -> None:
    assert programme_reasons(assessed("DEMO-H01"), programme(), today=TODAY) == ()
    keys = [reason.key for reason in programme_reasons(assessed("DEMO-H10"), programme(), today=date(2026, 9, 1))]
    assert keys == ["closed", "class_not_covered"]


def test_papers_differ_for_new_and_returning_students() -> None:
    assert programme().papers_for(new_student=True) == ("admission_letter", "fee_receipt")
    assert programme().papers_for(new_student=False) == ("enrolment_proof", "fee_receipt")


def test_an_offer_says_why_and_promises_nothing() -> None:
    answer = asked("DEMO-H01", 2)
    assert isinstance(answer, Offer)
    text = " ".join(told(line) for line in answer.why)
    assert "7,500" in text
    assert "only after" in text
