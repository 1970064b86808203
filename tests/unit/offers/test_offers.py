"""Whom an offer fits, who has a place, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from domain.households.household import Household, Member
from domain.offers.questions import offer_form, result_form
from domain.offers.rules import (
    Fit,
    Kind,
    Result,
    State,
    Terms,
    Wish,
    answered,
    fit_of,
    free_places,
    jobless_adults,
    wish_in,
)
from tests.data.households import demo

TODAY = date(2026, 3, 2)


def born(day: str, work_status: str) -> Member:
    return Member("child", "林小例", resident_id=f"990101{day}0019", work_status=work_status)


@pytest.mark.parametrize(
    ("kind", "wish", "jobless", "fit"),
    [
        (Kind.VACANCY, Wish.JOB, 1, Fit.FITS),
        (Kind.FAIR, Wish.JOB, 1, Fit.FITS),
        (Kind.TRAINING, Wish.JOB, 1, Fit.NO),
        (Kind.TRAINING, Wish.TRAINING, 1, Fit.FITS),
        (Kind.VACANCY, Wish.TRAINING, 1, Fit.NO),
        (Kind.FAIR, Wish.TRAINING, 1, Fit.NO),
        (Kind.VACANCY, Wish.JOB, 0, Fit.FITS),
        (Kind.VACANCY, Wish.UNKNOWN, 2, Fit.UNKNOWN),
        (Kind.TRAINING, Wish.UNKNOWN, 1, Fit.UNKNOWN),
        (Kind.VACANCY, Wish.UNKNOWN, 0, Fit.NO),
        (Kind.FAIR, Wish.NOT_NOW, 3, Fit.NO),
    ],
)
def test_an_offer_fits_by_what_was_wished_for(kind: Kind, wish: Wish, jobless: int, fit: Fit) -> None:
    assert fit_of(kind, wish, jobless) is fit


def test_adults_without_work_are_counted_and_children_are_not() -> None:
    grown, child = born("20080302", "unemployed"), born("20080303", "unemployed")
    at_work, unknown = born("19800101", "on_duty"), Member("parent", "林老例", work_status="laid_off")
    home = Household((grown, child, at_work, unknown), self_work_status="laid_off")
    assert jobless_adults(home, TODAY) == 3, "18 today, one of unknown age, and the worker"
    assert jobless_adults(Household(), TODAY) == 0


@pytest.mark.parametrize(
    ("items", "wish"),
    [
        ({"wishes": {"choice": "job"}}, Wish.JOB),
        ({"wishes": {"choice": "training", "note": "sewing"}}, Wish.TRAINING),
        ({"wishes": {"choice": "not_now"}}, Wish.NOT_NOW),
        ({"wishes": {"choice": "emigrate"}}, Wish.UNKNOWN),
        ({"wishes": {"note": "not at home"}}, Wish.UNKNOWN),
        ({"result": {"choice": "hired"}}, Wish.UNKNOWN),
        ({}, Wish.UNKNOWN),
    ],
)
def test_the_wish_is_what_the_checklist_says(items: dict[str, dict[str, str]], wish: Wish) -> None:
    assert wish_in(demo().season("spring_jobs"), items) is wish


def test_a_place_is_kept_and_a_full_offer_has_a_waiting_list() -> None:
    assert answered(None, True, 1) is State.INTERESTED
    assert answered(State.TOLD, True, 0) is State.WAITING_LIST
    assert answered(State.DECLINED, True, 1) is State.INTERESTED
    assert answered(State.INTERESTED, True, 0) is State.INTERESTED
    assert answered(State.WAITING_LIST, True, 1) is State.WAITING_LIST
    assert answered(State.INTERESTED, False, 0) is State.DECLINED


def test_places_never_fall_below_none() -> None:
    assert free_places(2, [State.INTERESTED, State.TOLD, State.WAITING_LIST, State.DECLINED]) == 1
    assert free_places(1, [State.HIRED, State.WENT, State.INTERESTED]) == 0
    assert free_places(1, [State.NOT_SUITABLE]) == 1


def test_an_offer_closes_by_itself_and_is_over_when_it_has_begun() -> None:
    course = Terms(5, date(2026, 3, 10), date(2026, 3, 20))
    assert course.is_open(date(2026, 3, 10))
    assert not course.is_open(date(2026, 3, 11))
    assert course.moves_up(date(2026, 3, 19))
    assert not course.moves_up(date(2026, 3, 20))
    assert not course.is_over(date(2026, 3, 20))
    assert course.is_over(date(2026, 3, 21))
    assert not course.asks_for_results(date(2026, 3, 20))
    assert course.asks_for_results(date(2026, 3, 21))
    assert not course.asks_for_results(date(2026, 4, 20))


def test_a_vacancy_is_over_after_its_last_day() -> None:
    vacancy = Terms(1, date(2026, 3, 10))
    assert vacancy.moves_up(date(2026, 3, 10))
    assert not vacancy.moves_up(date(2026, 3, 11))
    assert vacancy.asks_for_results(date(2026, 3, 11))


def test_a_withdrawn_offer_is_over_at_once() -> None:
    gone = Terms(5, date(2026, 3, 10), date(2026, 3, 20), is_ended=True)
    assert gone.is_over(date(2026, 3, 1))
    assert not gone.is_open(date(2026, 3, 1))
    assert not gone.moves_up(date(2026, 3, 1))
    assert not gone.asks_for_results(date(2026, 3, 21))


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (Kind.VACANCY, ["title", "place", "pay", "places", "closes", "words"]),
        (Kind.TRAINING, ["title", "place", "pay", "places", "closes", "begins", "words"]),
        (Kind.FAIR, ["title", "place", "places", "closes", "begins", "words"]),
    ],
)
def test_each_kind_asks_what_it_needs(kind: Kind, keys: list[str]) -> None:
    assert [question.key for question in offer_form(kind, ()).questions] == keys


@pytest.mark.parametrize("result", list(Result))
def test_a_result_is_a_state_too(result: Result) -> None:
    assert State(result.value).is_result
    assert result_form(result).questions[0].optional
