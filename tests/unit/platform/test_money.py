"""Amounts as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platform.money import (
    AmountNegative,
    AmountTooFine,
    AmountTooLarge,
    AmountUnclear,
    parse_yuan,
    round_half_up,
    yuan,
)
from domain.platform.text import Refusal


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("1234.56", 123456),
        ("1,234.56", 123456),
        ("1,234.5", 123450),
        ("１２３４．５６", 123456),
        ("￥1200", 120000),
        ("¥ 1 200", 120000),
        ("1200元", 120000),
        ("1200 块钱", 120000),
        ("1.2万", 1200000),
        ("1.2万元", 1200000),
        ("3 萬", 3000000),
        ("3千", 300000),
        ("\u200e800\u200f", 80000),
        ("人民币1200元整", 120000),
        ("100000000", 10_000_000_000),
        ("1.23456万", 1234560),
        ("-0", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("-1", AmountNegative),
        ("−5元", AmountNegative),
        ("￥-5", AmountNegative),
        ("1.234", AmountTooFine),
        ("0.0000001万", AmountTooFine),
        ("100000000.01", AmountTooLarge),
        ("1.1万万", AmountUnclear),
        ("10001万", AmountTooLarge),
        ("1,23", AmountUnclear),
        ("1,2345", AmountUnclear),
        ("1.2.3", AmountUnclear),
        ("about 500", AmountUnclear),
        ("", AmountUnclear),
        ("元", AmountUnclear),
        ("$5", AmountUnclear),
        ("💰", AmountUnclear),
        ("1e5", AmountUnclear),
        ("9" * 5000, AmountUnclear),
    ],
)
def test_what_is_no_amount_is_refused_with_its_own_reason(typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        parse_yuan(typed)


def test_every_refusal_shows_an_example() -> None:
    for refusal in (AmountUnclear, AmountNegative, AmountTooFine, AmountTooLarge):
        assert "example" in refusal.text


@given(st.integers(min_value=0, max_value=10_000_000_000))
def test_an_amount_survives_being_written_and_read(fen: int) -> None:
    plain = f"{fen // 100}.{fen % 100:02d}"
    assert parse_yuan(plain) == fen
    assert parse_yuan(f"¥{fen // 100:,}.{fen % 100:02d}") == fen


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        fen = parse_yuan(typed)
    except Refusal:
        return
    assert 0 <= fen <= 10_000_000_000


def test_yuan_takes_no_part_of_a_fen() -> None:
    assert yuan("7500.00") == 750000
    with pytest.raises(ValueError, match="whole number of fen"):
        yuan("0.001")


def test_halves_are_rounded_up() -> None:
    assert [round_half_up(Fraction(n, 2)) for n in (1, 3, 5, -1)] == [1, 2, 3, -1]
    assert round_half_up(Fraction(49, 100)) == 0
