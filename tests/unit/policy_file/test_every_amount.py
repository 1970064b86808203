"""Every form of an amount in every shipped file: within its caps, explained to the fen, and money or a reason."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.aid.by_policy.verdict import Asked, Verdict, looked, verdict
from domain.aid.examples import assessment_of, day_of, members_in, stated_by
from domain.kinds.reasons import Grant
from domain.policy.aid.programme import Aid
from domain.policy.caps import CapPer
from domain.policy.examples import Example
from tests.unit.policy_file.test_unions import FILES, moneys, shipped

FORMS = {"pays", "each", "share", "bands", "dibao_months", "upto", "goods"}
MOST = 200_000_000  # fen
OF_THE_SUM = {"no_amount", "cap_reached"}  # which only the working of the sum comes to


@cache
def every() -> list[tuple[str, Aid, Example]]:
    """Return each programme of each file that gives something, with each of its examples that is paid."""
    return [
        (name, one, example) for name in FILES for one in shipped(name).programmes if isinstance(one, Aid)
        for example in one.example if one.amount is not None and example.pays
    ]  # fmt: skip


def asked_for(name: str, one: Aid, example: Example, changed: dict[str, Any], granted: tuple[Grant, ...]) -> Asked:
    policy, on = shipped(name), day_of(shipped(name), one, example)
    stated = {**stated_by(policy, one, example), **changed}
    own = {question.key: stated.get(question.key) for question in policy.questions_of(one.key)}
    found = assessment_of(policy, stated, on).seen_from(policy.lists_for(one))
    return Asked(assessment=found, granted=granted, own=own, person=0, period="-", stated=stated,
                 memberships=members_in(example))  # fmt: skip


def test_every_form_of_an_amount_is_among_them() -> None:
    assert {row.form for _, one, _ in every() if one.amount for row in one.amount.rows} == FORMS
    assert any(one.monthly for _, one, _ in every())


@settings(max_examples=250, deadline=None)
@given(st.deferred(lambda: st.sampled_from(every())), st.integers(1, 9), st.integers(0, MOST), st.integers(0, 900_000))
def test_a_grant_is_within_every_cap_and_explained_or_has_a_reason(
    of: tuple[str, Aid, Example], size: int, fen: int, got: int
) -> None:
    name, one, example = of
    assert one.amount is not None
    counted = {row.of: fen for row in one.amount.rows if row.of}
    granted = tuple(
        Grant(key, "", got, day_of(shipped(name), one, example).year) for cap in one.yearly_caps for key in cap.together
    )
    asked = asked_for(name, one, example, {"size": size, **counted}, granted)
    found = verdict(one, asked)
    assert bool(found.amount) is not bool(found.against)
    within_caps(name, one, found, asked)
    if found.amount:
        assert found.amount in {sum_ for line in found.why for sum_ in moneys(line)}
        assert (found.least or 0) <= found.amount
    elif not {reason.key for reason in found.against} & OF_THE_SUM:
        assert not all(line.holds for line in looked(one, asked))


def within_caps(name: str, one: Aid, found: Verdict, asked: Asked) -> None:
    month = shipped(name).lines.dibao_month
    for cap in one.caps:
        most, before = cap.fen(month), 0
        if most is None or (cap.over_a_year and found.months):
            continue
        if cap.over_a_year:
            keys = {one.key, *cap.together}
            before = sum(grant.amount for grant in asked.granted if grant.programme in keys)
        assert found.amount + before <= max(most, before)


@settings(max_examples=100, deadline=None)
@given(st.deferred(lambda: st.sampled_from(every())), st.integers(1, 8), st.integers(0, MOST))
def test_one_more_in_the_household_never_gets_less(of: tuple[str, Aid, Example], size: int, fen: int) -> None:
    """No table of a shipped file goes by the size alone, so that what is given a head can only grow with it."""
    name, one, example = of
    assert one.amount is not None
    counted = {row.of: fen for row in one.amount.rows if row.of}
    few, more = (verdict(one, asked_for(name, one, example, {"size": n, **counted}, ())) for n in (size, size + 1))
    assert few.amount <= more.amount


@pytest.mark.parametrize("name", FILES)
def test_money_of_each_month_is_within_a_cap_over_each_year(name: str) -> None:
    for of, one, example in every():
        if of == name and one.monthly and any(cap.per is CapPer.YEAR for cap in one.caps):
            got = Grant(one.key, "", 60_000, date(2026, 1, 1).year)
            alone, beside = (verdict(one, asked_for(of, one, example, {}, granted)).amount for granted in ((), (got,)))
            assert beside <= alone
