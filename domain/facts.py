"""The facts of a household that conditions of a policy file may ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar import full_months
from domain.household import Household
from domain.predicates import Facts, FactValue
from domain.text import N_, Text

ADULT_AGE = 18


class FactKind(StrEnum):
    """What a fact is, hence what it may be compared with."""

    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact's kind, its name for the officer, and for a choice the option list it is taken from."""

    kind: FactKind
    label: str
    options: str = ""

    @property
    def said(self) -> Text:
        """The name of the fact, for people."""
        return Text(self.label)


FACTS: Mapping[str, Fact] = {
    "size": Fact(FactKind.NUMBER, N_("people living together")),
    "children": Fact(FactKind.NUMBER, N_("children under 18")),
    "homes": Fact(FactKind.NUMBER, N_("homes owned")),
    "contract_months": Fact(FactKind.NUMBER, N_("full months since the contract began")),
    "annual_income": Fact(FactKind.MONEY, N_("income in a year")),
    "annual_rigid": Fact(FactKind.MONEY, N_("unavoidable expenses in a year")),
    "loss": Fact(FactKind.MONEY, N_("loss after compensation")),
    "business": Fact(FactKind.YES_NO, N_("runs a shop or employs others")),
    "high_fee_school": Fact(FactKind.YES_NO, N_("high-fee school or self-funded study abroad")),
    "migrant": Fact(FactKind.YES_NO, N_("migrant worker")),
    "contract_start": Fact(FactKind.DAY, N_("start of the contract")),
    "car": Fact(FactKind.CHOICE, N_("car"), "car"),
    "housing_kind": Fact(FactKind.CHOICE, N_("housing"), "housing_kind"),
    "home_area": Fact(FactKind.CHOICE, N_("size of the home"), "home_area"),
    "main_cause": Fact(FactKind.CHOICE, N_("main cause"), "cause"),
    "marital_status": Fact(FactKind.CHOICE, N_("marital status"), "marital_status"),
    "hukou": Fact(FactKind.CHOICE, N_("household registration"), "hukou"),
    "self_health": Fact(FactKind.CHOICE, N_("health of the worker"), "health"),
    "self_work_status": Fact(FactKind.CHOICE, N_("work of the worker"), "work_status"),
}


def facts_of(household: Household, today: date) -> Facts:
    """Return every fact of FACTS for a household on a day; what was not answered is None. Money in fen."""
    start = household.contract_start
    ages = [member.age_on(today) for member in household.members]
    facts: dict[str, FactValue] = {name: getattr(household, name, None) for name in FACTS}
    facts["contract_months"] = full_months(start, today) if start else None
    facts["children"] = sum(1 for age in ages if age is not None and age < ADULT_AGE)
    return {name: None if value == "" else value for name, value in facts.items()}
