"""The files of the unions that are shipped: each holds, and comes to what its document reported."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aid.by_policy.caps import money_left
from domain.aid.by_policy.verdict import Asked, Verdict, verdict
from domain.aid.eligibility import assess
from domain.aid.examples import assessment_of
from domain.households.household import Household
from domain.kinds.reasons import Grant
from domain.platform.money import yuan
from domain.platform.predicates import Compare, Op
from domain.platform.text import Money, Text
from domain.policy import Policy
from domain.policy.aid.amounts import AmountForm, AmountRow, End, Rounding
from domain.policy.aid.programme import Aid
from domain.policy.hardship import Line
from domain.policy_file.loading import load_policy
from tests.data.households import DEMO

FILES = sorted(path.name for path in DEMO.parent.glob("*.toml"))
OPEN = date(2026, 8, 10)


@cache
def shipped(name: str) -> Policy:
    return load_policy(DEMO.with_name(name), years=(2026,))


def aid(name: str, key: str) -> Aid:
    found = shipped(name).programme(key)
    assert isinstance(found, Aid)
    return found


def test_every_union_of_the_documents_has_its_file() -> None:
    assert FILES == ["demo.toml", "guanxi.toml", "lizhuang.toml", "suning.toml", "xingtai.toml", "zhangzhou.toml"]
    assert len({shipped(name).pack.key for name in FILES}) == len(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_programme_that_a_file_states_has_three_worked_examples_one_of_them_refused(name: str) -> None:
    stated = tomllib.loads(DEMO.with_name(name).read_text("utf-8"))["programme"]
    for programme in (one for one in stated if not one.get("remove")):
        refused = [one for one in programme["example"] if "no" in one or "later" in one]
        assert len(programme["example"]) >= 3, programme["key"]
        assert refused, programme["key"]


@pytest.mark.parametrize(
    ("name", "key", "stated", "people", "together"),
    [
        ("guanxi.toml", "emergency", {}, 5, 30_000),  # the fire
        ("guanxi.toml", "serious_illness", {"class": "deep", "health": "serious_illness"}, 28, 84_000),
        ("guanxi.toml", "sunshine_aid", {"class": "relative"}, 31, 62_000),
        ("xingtai.toml", "startup_loan", {"class": "deep", "loan_sum": 50_000_00}, 2, 100_000),
        ("zhangzhou.toml", "township_grant", {"township_listed": True}, 68, 68_000),
    ],
)
def test_what_a_document_reported_is_what_its_file_comes_to(
    name: str, key: str, stated: dict[str, Any], people: int, together: int
) -> None:
    found = stated_of(name, aid(name, key), stated)
    assert not found.against
    assert people * found.amount == yuan(together)


def test_the_classes_are_those_that_the_unions_speak_of() -> None:
    assert named("xingtai.toml") == ["全国级特困职工", "意外致困职工", "公司级困难职工"]
    assert named("lizhuang.toml") == ["特困职工", "困难职工", "意外致困职工", "边缘困难职工"]
    assert named("guanxi.toml") == ["低保户", "特困户", "意外致困户"]


def named(name: str) -> list[str]:
    return [rule.title.by_locale["zh_Hans"] for each in shipped(name).lists for rule in each.classes if rule.title]


def test_lizhuang_helps_in_five_ways_also_at_the_edge() -> None:
    five = ("living_aid", "orphan_aid", "single_parent_aid", "disability_aid", "golden_autumn")
    titles = [shipped("lizhuang.toml").programme(key).title.by_locale["zh_Hans"][:2] for key in five]
    assert titles == ["助困", "助孤", "助单", "助残", "助学"]
    edge = stated_of("lizhuang.toml", aid("lizhuang.toml", "orphan_aid"), {"class": "edge", "orphan_at_home": True})
    assert edge.amount == yuan(3000)


# A fen below, on and above every line and band ------------------------------------------------------------------------


def stated_of(name: str, programme: Aid, stated: dict[str, Any], on: date = OPEN) -> Verdict:
    policy = shipped(name)
    own = {one.key: stated.get(one.key) for one in policy.questions_of(programme.key)}
    found = assessment_of(policy, stated, on).seen_from(policy.lists_for(programme))
    return verdict(programme, Asked(assessment=found, own=own, person=0, period="-", stated=stated))


@pytest.mark.parametrize("name", FILES)
def test_a_fen_about_every_line_the_class_and_its_explanation_agree(name: str) -> None:
    policy = shipped(name)
    tried = [(one, rule, off) for one in policy.lists for rule in one.classes if rule.line for off in (-1, 0, 1)]
    assert len(tried) >= 6
    for one, rule, off in tried:
        line = cast(Line, rule.line)
        limit = int(policy.lines.dibao_month * line.factor)
        found = assess(Household(self_monthly_income=limit + off), policy, today=OPEN).seen_from((one.key,))
        within = off < 0 or (off == 0 and line.op is Op.LE)
        assert (found.household_class.value == rule.key) is within
        test = next(test for test in found.lines if test.household_class.value == rule.key)
        assert (test.limit, test.op, test.met) == (Fraction(limit), line.op, within)


@cache
def swept(name: str) -> list[tuple[Aid, AmountForm]]:
    """Return every amount of a file that hangs on a sum; whether somebody is a member is not looked at here."""
    every = [one.model_copy(update={"needs": None}) for one in shipped(name).programmes if isinstance(one, Aid)]
    return [(one, row) for one in every if one.amount for row in one.amount.rows if row.of]


@cache
def every_swept() -> list[tuple[str, Aid, AmountForm]]:
    return [(name, *one) for name in FILES for one in swept(name)]


def edges(row: AmountForm) -> set[int]:
    """Return the sums (fen) at which a row begins to say something else."""
    bands = {edge for band in row.bands for edge in (band.above, band.upto) if edge}
    limits = {int(limit * 100 / row.share) for limit in (row.cap, row.floor) if limit and row.share}
    return bands | limits


def satisfying(name: str, programme: Aid, row: AmountForm) -> dict[str, Any]:
    """Return what the first example that is paid states, here or in the demonstration, in the class of a row."""
    files = (shipped(name), shipped("demo.toml"))
    every = (one for policy in files for of in policy.programmes if of.key == programme.key for one in of.example)
    stated = dict(next(one for one in every if one.pays).given)
    days = {key: value.isoformat() for key, value in stated.items() if isinstance(value, date)}
    when = row.when.condition if isinstance(row, AmountRow) and row.when else None
    return {**stated, **days, **({"class": when.value} if isinstance(when, Compare) else {})}


def at(name: str, programme: Aid, row: AmountForm, fen: int) -> Verdict:
    return stated_of(name, programme, {**satisfying(name, programme, row), str(row.of): fen})


def moneys(said: Any) -> Iterator[int]:
    if isinstance(said, Money):
        yield said.fen
    elif isinstance(said, Text):
        for value in said.args.values():
            yield from moneys(value)


@pytest.mark.parametrize("name", FILES)
def test_a_fen_about_every_band_and_cap_the_sum_and_its_explanation_agree(name: str) -> None:
    assert swept(name)
    tried = {(number, edge + off) for number, (_, row) in enumerate(swept(name)) for edge in edges(row)
             for off in (-1, 0, 1)}  # fmt: skip
    for number, fen in sorted(tried):
        programme, row = swept(name)[number]
        found = at(name, programme, row, fen)
        wanted = due(programme, row, fen)
        assert (found.amount, bool(found.against)) == (wanted, not wanted), fen
        if wanted:
            *_, last = (sum_ for line in found.why for sum_ in moneys(line))
            assert last == wanted, fen


def due(programme: Aid, row: AmountForm, fen: int) -> int:
    """Work out a sum in another way than the program does."""
    assert programme.amount is not None
    if row.share:
        exact = Fraction(row.share) * fen / 100
        exact = min(exact, Fraction(row.cap)) if row.cap else exact
        down = programme.amount.round is Rounding.DOWN
        return int(exact / 100) * 100 if down else int(exact + Fraction(1, 2))
    upper = row.end is not End.LOWER
    fits = [one for one in row.bands if (one.above < fen if upper else one.above <= fen)]
    return fits[-1].pays if fits else 0


@given(st.deferred(lambda: st.sampled_from(every_swept())), st.integers(1, 200_000_000), st.integers(0, 200_000_000))
def test_who_pays_more_never_gets_less_and_nobody_more_than_the_cap(
    of: tuple[str, Aid, AmountForm], fen: int, more: int
) -> None:
    low, high = at(*of, fen), at(*of, fen + more)
    assert low.amount <= high.amount
    caps = [cap.most for cap in of[1].caps if cap.most] + ([of[2].cap] if of[2].cap else [])
    assert all(high.amount <= most for most in caps)
    assert high.amount <= max((band.pays for band in of[2].bands), default=high.amount)


@given(st.sampled_from([("guanxi.toml", 6000), ("demo.toml", 3000)]), st.integers(0, 700_000))
def test_what_was_given_this_year_and_what_is_given_now_stay_within_the_cap(of: tuple[str, int], got: int) -> None:
    name, most = of
    programme = aid(name, "emergency")
    left = money_left(
        "emergency", programme.caps[-1], programme.caps[-1].most, [Grant("emergency", "", got, 2026)], 2026, ""
    )
    assert left == max(yuan(most) - got, 0)


def test_a_line_is_what_the_file_says() -> None:
    edge = next(rule for rule in shipped("lizhuang.toml").list_of("edge").classes if rule.key == "edge")
    assert edge.line == Line(factor="3.0", op=Op.LE)  # type: ignore[arg-type]
