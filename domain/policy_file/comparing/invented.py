"""Households that nobody has: drawn by chance, the same for the same seed, for a policy to be tried on many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from domain.households.household import Household
from domain.households.member import Member
from domain.policy.model import Policy

SIZES = {1: 10, 2: 18, 3: 34, 4: 22, 5: 11, 6: 5}  # people: how many of a hundred households
WAGES = (0.6, 0.8)  # of a worker, as parts of four times dibao: lognormal, so that few earn very much
DAYS_A_YEAR = 365.25
COLLEGE, SCHOOL, SECONDARY = 18, 7, 15


def invented(policy: Policy, number: int, *, today: date, seed: int = 1) -> Iterator[Household]:
    """Yield so many households of workers with small means, in the words of a policy; wages go with its dibao."""
    chance = Random(seed)  # noqa: S311 - nothing is kept secret by it
    for _ in range(number):
        yield _household(policy, chance, today)


def _household(policy: Policy, chance: Random, today: date) -> Household:
    size = chance.choices(list(SIZES), list(SIZES.values()))[0]
    wage = _wage(policy, chance)
    ill, lost = chance.random() < 0.15, chance.random() < 0.03
    return Household(
        members=tuple(_member(policy, chance, number, today) for number in range(size - 1)),
        self_monthly_income=wage,
        self_work_status=_one(policy, chance, "work_status"),
        self_health=_one(policy, chance, "health") if ill else "good",
        rigid=_rigid(policy, chance, wage),
        main_cause=chance.choice(policy.accident.causes) if lost else chance.choice(policy.causes).key,
        loss_gross=_yuan(chance.uniform(5_000, 200_000)) if lost else 0,
        homes=chance.choices((0, 1, 2), (25, 70, 5))[0],
        car=_one(policy, chance, "car") if chance.random() < 0.2 else "none",
        business=chance.random() < 0.02,
        home_area=_one(policy, chance, "home_area"),
        housing_kind=_one(policy, chance, "housing_kind"),
        **_home(policy, chance, today),
    )


def _home(policy: Policy, chance: Random, today: date) -> dict[str, Any]:
    migrant = chance.random() < 0.2
    began = today - timedelta(days=chance.randrange(30, 3_000))
    return {"migrant": migrant, "contract_start": began if migrant else None, "hukou": _one(policy, chance, "hukou")}


def _member(policy: Policy, chance: Random, number: int, today: date) -> Member:
    """The second is husband or wife, then come children and the old."""
    if number == 0 and chance.random() < 0.8:
        return Member("spouse", born=_born(chance, today, 25, 58), monthly_income=_wage(policy, chance) // 2,
                      work_status=_one(policy, chance, "work_status"), health=_health(policy, chance))  # fmt: skip
    if chance.random() < 0.75:
        return _child(policy, chance, today)
    return Member(chance.choice(("father", "mother")), born=_born(chance, today, 55, 88), work_status="retired",
                  monthly_income=_yuan(chance.uniform(0, 2_500)), health=_health(policy, chance))  # fmt: skip


def _child(policy: Policy, chance: Random, today: date) -> Member:
    born = _born(chance, today, 0, 23)
    age = today.year - born.year
    stage = "higher" if age > COLLEGE else "senior_secondary" if age > SECONDARY else "primary"
    known = {option.key for option in policy.options("stage")}
    if age < SCHOOL or stage not in known:
        return Member(chance.choice(("son", "daughter")), born=born, health=_health(policy, chance))
    entered = today.year - chance.randrange(4)
    return Member(chance.choice(("son", "daughter")), born=born, work_status="student", stage=stage,
                  entry_year=entered, health=_health(policy, chance))  # fmt: skip


def _born(chance: Random, today: date, least: int, most: int) -> date:
    return today - timedelta(days=round(chance.uniform(least, most) * DAYS_A_YEAR))


def _health(policy: Policy, chance: Random) -> str:
    return _one(policy, chance, "health") if chance.random() < 0.1 else "good"


def _one(policy: Policy, chance: Random, name: str) -> str:
    return chance.choice(policy.options(name)).key


def _wage(policy: Policy, chance: Random) -> int:
    usual = 4 * policy.lines.dibao_month
    return min(round(usual * chance.lognormvariate(WAGES[0] - 1, WAGES[1])), 50_000_00) // 100 * 100


def _rigid(policy: Policy, chance: Random, wage: int) -> dict[str, int]:
    some = (option.key for option in policy.rigid_expenses if chance.random() < 0.3)
    return {key: round(wage * chance.uniform(0, 3)) // 100 * 100 for key in some}


def _yuan(amount: float) -> int:
    return round(amount) * 100
