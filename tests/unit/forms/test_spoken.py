"""Amounts, numbers and days in words are read, and shown back before they count."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forms import (
    MONTH,
    YEAR,
    AnswerKind,
    Asked,
    BankCardAnswer,
    ChoiceAnswer,
    Chosen,
    Completed,
    DateAnswer,
    MoneyAnswer,
    NumberAnswer,
    PaperAnswer,
    Refused,
    TextAnswer,
    Typed,
)
from domain.platform.days.spoken import spoken_day, spoken_year
from domain.platform.money import parse_yuan, spoken_amount
from domain.platform.numbers.spoken import spoken_number
from domain.platform.text import say
from domain.policy.questions import policy_options
from tests.data.households import demo
from tests.unit.forms.test_forms_answers import asking, problem, taken
from tests.unit.forms.test_forms_walker import FACTS, plain, tokens

DATA = Path(__file__).parents[2] / "data" / "real" / "spoken.json"
SAID: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
TODAY = date(2026, 11, 27)
YES, RETYPE = Chosen("yes"), Chosen("retype")


def shown_back(answer: AnswerKind, words: str) -> str:
    """Return the card that follows words; it offers nothing but yes and another try."""
    outcome = asking(answer).does(Typed(words))
    assert isinstance(outcome, Asked), outcome
    assert {"yes", "retype"} <= set(tokens(outcome.card))
    return plain(outcome.card.text)


@pytest.mark.parametrize(("words", "fen"), SAID["amounts"])
def test_amounts_in_words_count_after_a_yes(words: str, fen: int) -> None:
    assert (spoken_amount(words) or ())[:2] == (fen, fen)
    assert f"fen={fen})" in shown_back(MoneyAnswer(), words)
    assert taken(MoneyAnswer(), Typed(words), YES) == fen
    assert taken(MoneyAnswer(), Typed(words), RETYPE, Typed("12")) == 1200
    assert taken(MoneyAnswer(), Typed(words), Typed("12")) == 1200, "another amount is another answer"


@pytest.mark.parametrize(("words", "fen"), SAID["clear_amounts"])
def test_amounts_with_a_letter_or_a_character_are_clear(words: str, fen: int) -> None:
    assert taken(MoneyAnswer(), Typed(words)) == fen


@pytest.mark.parametrize("words", SAID["no_amounts"])
def test_what_is_no_amount_is_said_to_be_none(words: str) -> None:
    assert "could not read that as an amount" in problem(MoneyAnswer(), Typed(words))


@pytest.mark.parametrize(("words", "fen"), SAID["ranges"])
def test_of_a_range_the_middle_is_shown_back(words: str, fen: int) -> None:
    shown = shown_back(MoneyAnswer(), words)
    assert "I take the middle" in shown
    assert f"fen={fen})" in shown
    assert taken(MoneyAnswer(), Typed(words), YES) == fen


@pytest.mark.parametrize("words", SAID["no_ranges"])
def test_what_is_no_range_is_asked_about(words: str) -> None:
    assert "could not read that as an amount" in problem(MoneyAnswer(), Typed(words))


@pytest.mark.parametrize(
    ("words", "fen", "per"),
    [*((*one, YEAR) for one in SAID["of_a_year"]), *((*one, MONTH) for one in SAID["of_a_month"])],
)
def test_an_amount_for_another_time_is_converted_and_shown_back(words: str, fen: int, per: int) -> None:
    assert f"fen={fen})" in shown_back(MoneyAnswer(per=per), words)
    assert taken(MoneyAnswer(per=per), Typed(words), YES) == fen


def test_how_an_amount_came_to_be_is_said() -> None:
    assert "Money(fen=80000) a month makes Money(fen=960000) a year." in shown_back(MoneyAnswer(per=YEAR), "每月800")


USUAL = MoneyAnswer(per=MONTH, usual=(10_000, 2_000_000))


def test_an_amount_that_can_hardly_be_is_asked_about_once() -> None:
    assert "Money(fen=200) a month</b>? That is unusual" in shown_back(USUAL, "2")
    assert taken(USUAL, Typed("2"), YES) == 200, "who says so is believed"
    assert taken(USUAL, Typed("2"), Typed("2")) == 200, "sent again it is not asked again"
    assert taken(USUAL, Typed("2"), RETYPE, Typed("2000")) == 200_000
    assert taken(USUAL, Typed("2"), Typed("2000")) == 200_000
    assert taken(USUAL, Chosen("no")) == 0, "nothing is never unusual"
    assert taken(NumberAnswer(usual=(0, 5)), Typed("19"), YES) == 19


def test_a_large_amount_a_month_may_be_one_for_a_year() -> None:
    assert taken(USUAL, Typed("30000"), Chosen("year"), YES) == 250_000
    assert taken(USUAL, Typed("30000"), YES) == 3_000_000
    a_year = MoneyAnswer(per=YEAR, usual=(100_000, 30_000_000))
    assert taken(a_year, Typed("800"), Chosen("month"), YES) == 960_000


def test_what_a_question_doubts_is_asked_about_once() -> None:
    doubt = say("Really?")
    walker = asking(NumberAnswer(), doubt=lambda value, _scope: doubt if value > 100 else None)
    assert isinstance(walker.does(Typed("120")), Asked)
    assert "Really?" in walker.screen
    assert isinstance(walker.presses("yes"), Completed)


@pytest.mark.parametrize("words", SAID["nothing"])
@pytest.mark.parametrize("answer", [TextAnswer(), NumberAnswer(least=1), DateAnswer(), PaperAnswer()])
def test_nothing_leaves_out_what_is_optional(answer: AnswerKind, words: str) -> None:
    assert not taken(answer, Typed(words), optional=True)


def test_none_is_a_button_where_a_number_may_be_none() -> None:
    assert "no" in tokens(asking(NumberAnswer()).card)
    assert taken(NumberAnswer(), Chosen("no")) == taken(NumberAnswer(), Typed("没有")) == 0
    assert "no" not in tokens(asking(NumberAnswer(least=1)).card)


@pytest.mark.parametrize("words", SAID["nothing"])
def test_nothing_is_nothing(words: str) -> None:
    assert taken(MoneyAnswer(), Typed(words)) == 0


def test_what_was_shown_back_keeps_its_limits() -> None:
    assert "can be Money(fen=10000000) at most" in problem(MoneyAnswer(at_most=10_000_000), Typed("二十万"))


@pytest.mark.parametrize(("words", "number"), SAID["numbers"])
def test_numbers_in_words_count_after_a_yes(words: str, number: int) -> None:
    assert taken(NumberAnswer(), Typed(words), YES) == number


@pytest.mark.parametrize("words", SAID["no_numbers"])
def test_what_is_no_whole_number_is_said_to_be_none(words: str) -> None:
    problem(NumberAnswer(), Typed(words))


@pytest.mark.parametrize(("words", "day"), SAID["days"])
def test_days_in_words(words: str, day: str) -> None:
    assert spoken_day(words, today=TODAY, is_past=True) == date.fromisoformat(day)


BIRTH = DateAnswer(not_future=True, of_birth=True)


@pytest.mark.parametrize(("words", "first", "last"), SAID["ages"])
def test_an_age_in_place_of_a_birth_leaves_the_months_to_be_chosen(words: str, first: str, last: str) -> None:
    walker = asking(BIRTH)
    shown = walker.does(Typed(words))
    assert isinstance(shown, Asked)
    months = [token.removeprefix("o:") for token in tokens(shown.card) if token.startswith("o:")]
    assert (months[0], months[-1]) == (first, last)
    assert taken(BIRTH, Typed(words), Chosen(f"o:{last}")) == f"{last}-01"


@pytest.mark.parametrize("words", SAID["no_ages"])
def test_what_is_no_age(words: str) -> None:
    assert "could not read that as a date" in problem(BIRTH, Typed(words))


def test_a_month_that_is_typed_after_an_age_is_one_of_those() -> None:
    for words in ("12月", "12", "December"):
        assert taken(BIRTH, Typed("11岁"), Typed(words), Chosen("yes")) == "2014-12-01"
    assert taken(BIRTH, Typed("11岁"), Typed("2015-03-05")) == "2015-03-05"
    assert "could not read" in problem(DateAnswer(), Typed("11岁")), "another day than a birth has no age"


@pytest.mark.parametrize("words", SAID["no_days"])
def test_what_is_no_day(words: str) -> None:
    assert spoken_day(words, today=TODAY, is_past=True) is None


def test_a_day_in_words_counts_after_a_yes_and_a_day_just_now_has_buttons() -> None:
    today = FACTS.today
    before = [date.fromordinal(today.toordinal() - days).isoformat() for days in range(3)]
    assert taken(DateAnswer(), Typed("前天"), YES) == before[2]
    assert taken(DateAnswer(), Typed("昨天")) == before[1], "nobody means another day by that"
    assert taken(DateAnswer(near=True), Chosen(f"o:{before[1]}")) == before[1]
    problem(DateAnswer(), Chosen(f"o:{before[1]}"))
    problem(DateAnswer(not_future=True), Typed("明天"))


@given(st.text(max_size=40))
def test_anything_may_be_said(words: str) -> None:
    """Whatever it is, it is a number or none: nothing breaks."""
    said = spoken_number(words)
    assert said is None or said >= 0
    spoken_day(words, today=TODAY, is_past=False)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_what_is_written_in_digits_means_the_same_in_both(number: int) -> None:
    assert (parse_yuan(str(number)),) * 2 == (spoken_amount(str(number)) or ())[:2] == (number * 100,) * 2


@pytest.mark.parametrize(("words", "year"), SAID["years"])
def test_of_a_year_alone_the_month_is_asked(words: str, year: int) -> None:
    assert spoken_year(words, today=TODAY) == year
    assert taken(DateAnswer(), Typed(words), Chosen(f"o:{year}-05")) == f"{year}-05-01"
    assert taken(DateAnswer(), Typed(words), Typed("5月20号"), YES) == f"{year}-05-20"
    assert taken(DateAnswer(), Typed(words), Typed("9"), YES) == f"{year}-09-01"
    assert taken(DateAnswer(), Typed(words), Typed("2020-02-03")) == "2020-02-03", "a whole day is another answer"


@pytest.mark.parametrize("words", SAID["no_years"])
def test_what_is_no_year(words: str) -> None:
    assert spoken_year(words, today=TODAY) is None


def test_only_months_that_may_be_are_offered() -> None:
    walker = asking(DateAnswer(not_future=True))
    walker.does(Typed("今年"))
    assert "In which month of" in walker.screen
    assert [one for one in tokens(walker.card) if one.startswith("o:")] == [
        f"o:{FACTS.today.year}-{month:02}" for month in range(1, FACTS.today.month + 1)
    ]


@pytest.mark.parametrize(("words", "least", "most"), SAID["two_amounts"])
def test_of_two_amounts_it_is_asked_which(words: str, least: int, most: int) -> None:
    assert "You sent two amounts" in shown_back(MoneyAnswer(per=MONTH), words)
    assert taken(MoneyAnswer(per=MONTH), Typed(words), Chosen("o:least")) == least
    assert taken(MoneyAnswer(per=MONTH), Typed(words), Chosen("o:most")) == most
    assert taken(MoneyAnswer(per=MONTH), Typed(words), YES) == (least + most) // 2


def test_an_end_of_a_range_may_be_taken() -> None:
    assert taken(MoneyAnswer(), Typed("800到1000"), Chosen("o:least")) == 80_000
    assert taken(MoneyAnswer(per=MONTH), Typed("一年三四万"), Chosen("o:most")) == 333_333
    walker = asking(MoneyAnswer())
    walker.does(Typed("八百"))
    assert isinstance(walker.does(Chosen("o:least")), Refused), "there is no end where no range was told"


@pytest.mark.parametrize(("words", "fen"), SAID["one_amount"])
def test_thousands_apart_are_one_amount(words: str, fen: int) -> None:
    assert parse_yuan(words) == fen


@pytest.mark.parametrize("words", SAID["other_money"])
def test_money_of_another_place_is_to_be_turned_into_yuan(words: str) -> None:
    assert "turn the amount into yuan" in problem(MoneyAnswer(), Typed(words))


@pytest.mark.parametrize(("words", "fen"), SAID["small_money"])
def test_coins_are_counted(words: str, fen: int) -> None:
    assert taken(MoneyAnswer(), Typed(words), YES) == fen


@pytest.mark.parametrize("words", SAID["of_a_day"])
def test_an_amount_of_a_day_is_no_amount_of_a_month(words: str) -> None:
    assert "how many of them" in problem(MoneyAnswer(per=MONTH), Typed(words))


@pytest.mark.parametrize("words", SAID["roughly"])
def test_who_does_not_know_exactly_reads_that_a_rough_number_is_enough(words: str) -> None:
    assert "A rough number is enough" in problem(MoneyAnswer(per=MONTH), Typed(words))


@pytest.mark.parametrize(("words", "fen"), SAID["sums"])
def test_a_sum_is_added_up_and_shown_back(words: str, fen: int) -> None:
    assert taken(MoneyAnswer(), Typed(words), YES) == fen


@pytest.mark.parametrize("words", SAID["no_cards"])
def test_who_has_no_card_at_hand_reads_what_to_do(words: str) -> None:
    assert "everything is kept" in problem(BankCardAnswer(), Typed(words))


@pytest.mark.parametrize(("words", "key"), SAID["bands"])
def test_a_size_is_found_in_its_band(words: str, key: str) -> None:
    assert taken(ChoiceAnswer(policy_options(demo(), "home_area")), Typed(words), YES) == key


@pytest.mark.parametrize("words", SAID["no_bands"])
def test_what_is_no_size(words: str) -> None:
    assert problem(ChoiceAnswer(policy_options(demo(), "home_area")), Typed(words))


@pytest.mark.parametrize("words", ["等下发给你", "在哪填啊？", "没有固定地址"])
def test_what_is_hardly_an_address_is_shown_back(words: str) -> None:
    assert shown_back(TextAnswer(least=4, most=120), words)
