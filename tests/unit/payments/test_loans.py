"""A plan of repayments adds up to the fen, and the oldest is settled first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.payments.loans import Later, planned, settled

PAID = date(2026, 1, 31)
SUMS, MONTHS = st.integers(1, 10**9), st.integers(1, 120)


def test_twenty_thousand_in_twenty_four() -> None:
    plan = planned(20_000_00, 24, PAID)
    assert [one.fen for one in plan] == [833_33] * 23 + [833_41]
    assert [one.due_on for one in plan[:3]] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert planned(20_000_00, 24, PAID, 3)[0].due_on == date(2026, 4, 30)


@given(SUMS, MONTHS)
def test_a_plan_adds_up_and_differs_by_the_rest_only(fen: int, count: int) -> None:
    plan = planned(fen, count, PAID)
    assert sum(one.fen for one in plan) == fen
    assert len(plan) == count
    assert {one.fen for one in plan[:-1]} <= {fen // count}
    assert plan[-1].fen - fen // count == fen % count < count
    assert [one.due_on for one in plan] == sorted({one.due_on for one in plan})


@given(SUMS, MONTHS, st.integers(0, 10**9))
def test_what_came_settles_the_oldest_first(fen: int, count: int, came: int) -> None:
    came = min(came, fen)
    loan = settled(planned(fen, count, PAID), came, PAID)
    assert loan.left == fen - came
    assert [one.number for one in loan.open] == [one.number for one in loan.plan[count - len(loan.open) :]] or not came
    assert sum(bool(one.paid and one.left) for one in loan.plan) <= 1


@pytest.mark.parametrize(("came", "number", "left"), [(0, 1, 100), (99, 1, 1), (100, 2, 100), (250, 3, 51)])
def test_the_next_one_is_what_is_open(came: int, number: int, left: int) -> None:
    coming = settled(planned(301, 3, PAID), came, PAID).open[0]
    assert (coming.number, coming.left) == (number, left)


ACTS = st.lists(
    st.one_of(st.integers(1, 40_000), st.sampled_from((Later(0, 1), Later(0, 3), Later(0, 6)))), max_size=12
)


@given(st.integers(100, 10**7), st.integers(1, 36), ACTS)
def test_a_plan_adds_up_in_any_order_of_acts(fen: int, count: int, acts: list[int | Later]) -> None:
    came, later = 0, list[Later]()
    loan = settled(planned(fen, count, PAID), 0, PAID)
    for act in acts:
        before, open_ones = loan, loan.open
        if not open_ones:
            break
        if isinstance(act, Later):
            moves_to = loan.moved(open_ones[0], act.months)
            later.append(Later(open_ones[0].number, act.months))
        else:
            came = min(came + act, fen)
        loan = settled(planned(fen, count, PAID, later=later), came, PAID, sum(one.months for one in later))
        assert (loan.fen, loan.left) == (fen, fen - came)
        assert [one.fen for one in loan.plan] == [one.fen for one in before.plan]
        assert [one.due_on for one in loan.plan] == sorted({one.due_on for one in loan.plan})
        if isinstance(act, Later):
            assert loan.open[0].due_on == moves_to
            done = len(before.plan) - len(open_ones)
            assert loan.plan[:done] == before.plan[:done]
            assert all(new.due_on > old.due_on for new, old in zip(loan.open, open_ones, strict=True))


def test_the_day_of_the_month_comes_back_after_a_february() -> None:
    plan = planned(300, 3, PAID, later=(Later(2, 1),))
    assert [one.due_on for one in plan] == [date(2026, 2, 28), date(2026, 4, 30), date(2026, 5, 31)]


def test_late_is_what_was_due_before_today() -> None:
    loan = settled(planned(300, 3, PAID), 100, PAID)
    assert [one.number for one in loan.late_on(date(2026, 5, 1))] == [2, 3]
    assert not loan.late_on(date(2026, 3, 31))
