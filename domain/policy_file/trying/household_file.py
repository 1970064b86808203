"""A household in a JSON file, as answers of the report: for trying a policy before it is used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from domain.households.household import MONTHS, Household, from_answers
from domain.platform.fields import read_decimal, read_fen
from domain.platform.text import N_, Joined, Refusal, Text, say
from domain.policy.model import Policy
from domain.policy.options import Option
from domain.policy_file.problems import reason_of

AREAS = {"<=20": "up_to_20", "20-50": "20_to_50", "50-70": "50_to_70", ">70": "over_70"}
WELL, ILL, LONG_ILL = "good", "serious_illness", "chronic"
HEALTH = {"良好": WELL, "癌症": ILL, "残疾": "disabled"}
NO_CAR, OTHER = "none", "other"
RURAL, URBAN = "rural_other", "urban_local"
SELF = "self"
MOST_PEOPLE, MOST_BEFORE = 30, 100


def _read_yuan(value: Any) -> int:
    """Read yuan, also written as text ("3500.00")."""
    if not isinstance(value, str):
        return read_fen(value)
    try:
        number = read_decimal(value)
    except ValueError:
        return read_fen(None)
    return read_fen(number)


Yuan = Annotated[int, PlainValidator(_read_yuan)]


class HouseholdProblem(Refusal):
    """The file holds no household that can be tried."""

    text = N_("This household cannot be read yet. Please correct the file and try again:\n{problems}")


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Person(_Part):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    relation: str
    id_number: str = ""
    status: str
    health: str = ""
    income_month: Yuan = 0
    school: str = ""
    stage: str = ""
    entry_year: int | None = None
    hukou: str = ""
    contract_start: date | None = None


class _Item(_Part):
    item: str
    amount_year: Yuan


class _Assets(_Part):
    homes: Annotated[int, Field(ge=0, le=100)] = 0
    home_m2: str = ""
    vehicle: str | None = None
    business: bool = False


class _Loss(_Part):
    gross: Yuan = 0
    insurance: Yuan = 0


class Joining(_Part):
    """A membership; without its last day it holds for a year."""

    programme: str
    since: date
    until: date | None = None


class Loan(_Part):
    """A loan, and how much of it came back."""

    programme: str
    amount: Yuan
    paid_back: Yuan = 0

    @property
    def is_owed(self) -> bool:
        """Whether some of it is still to come back."""
        return self.paid_back < self.amount


class HouseholdFile(_Part):
    """A household as the file has it: money in yuan, a year's figures, and the day on which it is looked at.

    The sums of a year count for the whole: what wages and items leave over is other income, and other expense. `got` is
    the aid of that year by programme, `times` how often where it was more than once.
    """

    as_of: date
    members: Annotated[tuple[_Person, ...], Field(min_length=1, max_length=MOST_PEOPLE)]
    household_size: int | None = None
    annual_disposable_income: Yuan | None = None
    rigid_expense_year: Yuan | None = None
    rigid_items: tuple[_Item, ...] = ()
    cause_primary: int
    cause_secondary: tuple[int, ...] = ()
    assets: _Assets = _Assets()
    loss: _Loss = _Loss()
    answers: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    got: Mapping[str, Yuan] = Field(default_factory=dict)
    times: Mapping[str, Annotated[int, Field(ge=1, le=366)]] = Field(default_factory=dict)
    memberships: Annotated[tuple[Joining, ...], Field(max_length=MOST_BEFORE)] = ()
    loans: Annotated[tuple[Loan, ...], Field(max_length=MOST_BEFORE)] = ()


def read_household(raw: str, name: str) -> HouseholdFile:
    """Read one household from JSON text; raises HouseholdProblem with every mistake in a sentence."""
    try:
        data = json.loads(raw, parse_float=read_decimal, parse_constant=_no_number)
    except RecursionError:
        raise problem(name, say(N_("it is nested too deep"))) from None
    except ValueError as error:
        raise problem(name, say(N_("this is not valid {format} ({hint})"), format="JSON", hint=str(error))) from None
    if isinstance(data, dict) and isinstance(data.get("households"), list):
        reason = say(N_("it holds {count} households; please give one of them"), count=len(data["households"]))
        raise problem(name, reason)
    try:
        found = HouseholdFile.model_validate(data)
    except ValidationError as error:
        raise _problems(name, error) from None
    _checked(found, name)
    return found


def answers_of(file: HouseholdFile, policy: Policy) -> dict[str, Any]:
    """Return what the report would have been answered, in the words of a policy."""
    worker, *others = file.members
    causes = {cause.code: cause.key for cause in policy.causes}
    wages = MONTHS * sum(one.income_month for one in file.members)
    income = wages if file.annual_disposable_income is None else file.annual_disposable_income
    migrant = worker.contract_start is not None
    return {
        "members": [_member(one, policy) for one in others],
        "self_monthly_income": worker.income_month,
        "self_work_status": _key(policy.options("work_status"), worker.status),
        "self_health": _health(worker.health, policy),
        "other_annual_income": income - wages,
        "hukou": RURAL if migrant else URBAN,
        "migrant": migrant,
        "contract_start": worker.contract_start.isoformat() if worker.contract_start else "",
        "homes": file.assets.homes,
        "home_area": AREAS.get(file.assets.home_m2, file.assets.home_m2),
        "car": file.assets.vehicle or NO_CAR,
        "business": file.assets.business,
        "main_cause": causes[file.cause_primary],
        "other_causes": [causes[code] for code in file.cause_secondary],
        "loss_gross": file.loss.gross,
        "loss_compensated": file.loss.insurance,
        **_expenses(file, policy),
    }


def household_of(file: HouseholdFile, policy: Policy, name: str) -> Household:
    """Return the household as a policy knows it; raises HouseholdProblem for causes that the policy has not."""
    known = {cause.code for cause in policy.causes}
    for code in (file.cause_primary, *file.cause_secondary):
        if code not in known:
            raise problem(name, say(N_("the policy has no cause with the number {code}"), code=code))
    return from_answers(answers_of(file, policy))


def _expenses(file: HouseholdFile, policy: Policy) -> dict[str, int]:
    """Return the items by the kinds of the policy; what the year has beyond them is the last kind, which is "other"."""
    keys = [option.key for option in policy.rigid_expenses]
    found = dict.fromkeys(keys, 0)
    for one in file.rigid_items:
        begins = one.item.replace(":", " ").split()[:1]
        found[begins[0] if begins and begins[0] in found else keys[-1]] += one.amount_year
    if file.rigid_expense_year is not None:
        found[keys[-1]] += file.rigid_expense_year - sum(found.values())
    return {f"rigid_{key}": fen for key, fen in found.items()}


def _member(person: _Person, policy: Policy) -> dict[str, Any]:
    return {
        "relation": _key(policy.options("relation"), person.relation),
        "name": person.name,
        "resident_id": person.id_number,
        "work_status": _key(policy.options("work_status"), person.status),
        "health": _health(person.health, policy),
        "monthly_income": person.income_month,
        "school": person.school,
        "stage": _key(policy.options("stage"), person.stage),
        "entry_year": person.entry_year,
    }


def _key(options: Sequence[Option], written: str) -> str:
    """Return the key of an option, by its key or its words in any language; what fits none stays as it is written."""
    named = (one.key for one in options if written == one.key or written in one.text.by_locale.values())
    return next(named, written)


def _health(written: str, policy: Policy) -> str:
    """Return the choice; a word that is none of the list is an illness that lasts."""
    keys = {one.key for one in policy.options("health")}
    found = HEALTH.get(written) or _key(policy.options("health"), written or WELL)
    return found if found in keys else LONG_ILL


def _checked(file: HouseholdFile, name: str) -> None:
    if file.members[0].relation != SELF:
        raise problem(
            name, say(N_("the first of the members must be the worker, with the relation {relation}"), relation=SELF)
        )
    if file.household_size not in (None, len(file.members)):
        source = N_("household_size is {size}, but {count} members are written down")
        raise problem(name, say(source, size=file.household_size or 0, count=len(file.members)))


def _no_number(written: str) -> None:
    raise ValueError(written)


def problem(name: str, reason: Text) -> HouseholdProblem:
    """Return what is wrong with a file."""
    return HouseholdProblem(problems=say(N_("{file}: {reason}."), file=name, reason=reason))


def _problems(name: str, error: ValidationError) -> HouseholdProblem:
    told = [
        say(
            N_("{file}, {entry}: {reason}."), file=name, entry=".".join(map(str, one["loc"])) or "-",
            reason=reason_of(one),
        )
        for one in error.errors()
    ]  # fmt: skip
    return HouseholdProblem(problems=Joined(tuple(told)))
