"""Mutual aid: the bands of Sanming at both ends of each, and from when on a membership holds."""

from __future__ import annotations

from datetime import date

import pytest

from domain.aid.by_policy.amount import Basis, WorkedOut, work_out
from domain.aid.by_policy.membership import Counted, membership_reasons, too_late
from domain.kinds.reasons import Membership
from domain.policy.aid.programme import Aid, Needs, Once
from domain.policy.checks import facts_for
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.procedure.steps import KINDS
from domain.units.steps import Step, StepKind
from tests.data.households import demo
from tests.union import DEMO

TEXT = DEMO.read_text(encoding="utf-8")
ENDS = ((20_000, 1_500), (30_000, 3_000), (40_000, 6_000), (50_000, 10_000), (80_000, 20_000), (100_000, 30_000))
NEEDS = Needs(membership="mutual_aid", waited_days=30)


def comes_to(fen: int) -> int:
    programme = demo().programme("mutual_claim")
    assert isinstance(programme, Aid)
    assert programme.amount is not None
    named = facts_for(demo(), programme.key)
    found = work_out(programme.amount, Basis({"mutual_self_paid": fen, "size": 1}, named, 1, 800_00))
    return found.fen // 100 if isinstance(found, WorkedOut) else 0


@pytest.mark.parametrize(
    ("upto", "pays", "beyond"), [(*one, ENDS[n + 1][1] if n < 5 else 50_000) for n, one in enumerate(ENDS)]
)
def test_the_upper_end_belongs_to_its_band_and_a_fen_more_to_the_next(upto: int, pays: int, beyond: int) -> None:
    assert comes_to(upto * 100) == pays
    assert comes_to(upto * 100 - 1) == pays
    assert comes_to(upto * 100 + 1) == beyond


def test_up_to_ten_thousand_there_is_nothing() -> None:
    assert (comes_to(10_000_00), comes_to(10_000_01)) == (0, 1_500)


def a_year(since: str, until: str, unbroken: str = "") -> Membership:
    first = date.fromisoformat(since)
    return Membership("mutual_aid", first, date.fromisoformat(until), date.fromisoformat(unbroken or since))


FIRST = a_year("2026-01-01", "2026-12-31")
RENEWED = a_year("2027-01-01", "2027-12-31", "2026-01-01")


@pytest.mark.parametrize(
    ("held", "day", "reasons"),
    [((FIRST,), "2026-01-30", ["membership_waits"]),
     ((FIRST,), "2026-01-31", []),
     ((FIRST,), "2026-12-31", []),
     ((FIRST,), "2027-01-01", ["no_membership"]),
     ((FIRST,), "2025-12-31", ["no_membership"]),
     ((FIRST, RENEWED), "2027-01-01", []),
     ((a_year("2027-01-01", "2027-12-31"),), "2027-01-05", ["membership_waits"]),
     ((), "2026-06-01", ["no_membership"])],
)  # fmt: skip
def test_it_holds_for_what_happens_after_the_wait_and_within_the_term(
    held: tuple[Membership, ...], day: str, reasons: list[str]
) -> None:
    on = Counted(date.fromisoformat(day), date(2027, 6, 1))
    assert [one.key for one in membership_reasons(NEEDS, held, on)] == reasons
    assert not list(membership_reasons(None, held, on))


def test_whoever_waits_reads_from_when_on_it_holds() -> None:
    today = date(2026, 1, 10)
    (reason,) = membership_reasons(NEEDS, (FIRST,), Counted(today, today))
    assert reason.on == date(2026, 1, 31)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 2, 1), False), (date(2026, 1, 31), True)])
def test_after_its_days_an_event_is_claimed_no_more(day: date, late: bool) -> None:
    once = Once.model_validate({"per": "event", "event": "x", "within_days": 180})
    assert bool(list(too_late(once, Counted(day, date(2026, 7, 31))))) is late


def test_a_membership_lasts_its_months_to_the_day_before() -> None:
    step = Step(kind=StepKind("enrol"), months=12, premium=60)
    kept = KINDS["enrol"].kept({"member_since": "2028-02-29"}, step)
    assert KINDS["enrol"].term(kept) == (date(2028, 2, 29), date(2029, 2, 27))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(", premium = 60, months = 12 }", ", premium = 60 }", "for how many months"),
     (", premium = 60, months = 12 }", ", months = 12 }", "for how many months"),
     ('membership = "mutual_aid"', 'membership = "living_aid"', "is no programme that people join"),
     ('membership = "mutual_aid", waited_days = 30', 'membership = "mutual_aid", waited_days = 400', "366")],
)  # fmt: skip
def test_a_membership_that_cannot_be_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after, 1), name="ours.toml", years=())
