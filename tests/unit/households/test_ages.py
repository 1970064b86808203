"""What age means of whom no number tells it: what they are to the worker says whether a school can be theirs."""

from __future__ import annotations

from datetime import date

import pytest

from domain.forms import Facts, Scope
from domain.households.member import GROWN_UP, NO_SCHOOL, SCHOOL_AGE, of_age

TODAY = date(2026, 11, 28)


def ages(relation: str, **answers: object) -> list[bool]:
    scope = Scope({"relation": relation, **answers}, Facts(TODAY))
    return [of_age(years).holds(scope) for years in (SCHOOL_AGE, GROWN_UP, NO_SCHOOL)]


@pytest.mark.parametrize(
    ("relation", "found"),
    [
        ("spouse", [True, True, False]), ("mother", [True, True, False]), ("grandparent", [True, True, True]),
        ("son", [False, False, False]), ("sibling", [False, False, False]),
    ],
)  # fmt: skip
def test_who_gives_no_number_is_as_old_as_what_they_are_to_the_worker(relation: str, found: list[bool]) -> None:
    assert ages(relation) == found
    assert ages(relation, resident_id=None) == found


def test_a_number_or_a_day_of_birth_says_it_better() -> None:
    assert ages("son", resident_id="990101198001010011") == [True, True, True]
    assert ages("son", born="2020-05-06") == [False, False, False]
    assert ages("sibling", born="2010-05-06") == [True, False, False]
