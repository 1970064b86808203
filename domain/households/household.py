"""What a worker reports of their household, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.platform.calendar import age_on
from domain.platform.identifiers import Sex, birth_of, normalise, sex_of

RIGID_PREFIX = "rigid_"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lives with the applicant; `monthly_income` in fen. Birth and sex come from the resident id."""

    relation: str
    name: str
    resident_id: str = ""
    health: str = ""
    work_status: str = ""
    monthly_income: int = 0
    school: str = ""
    stage: str = ""
    entry_year: int | None = None

    @property
    def birth(self) -> date | None:
        """The birth date, None without a resident id."""
        return birth_of(self.resident_id) if self.resident_id else None

    @property
    def sex(self) -> Sex | None:
        """The sex, None without a resident id."""
        return sex_of(self.resident_id) if self.resident_id else None

    def age_on(self, today: date) -> int | None:
        """The age in full years on a day, None without a resident id."""
        return age_on(self.birth, today) if self.birth else None


@dataclass(frozen=True, slots=True)
class Household:
    """One household as its applicant reports it; money in fen, a year's figures unless named monthly.

    `members` are those who live together with the applicant, who is not among them but counts in `size`.
    """

    members: tuple[Member, ...] = ()
    self_monthly_income: int = 0
    self_work_status: str = ""
    self_health: str = ""
    other_annual_income: int = 0
    rigid: Mapping[str, int] = field(default_factory=dict)
    housing_kind: str = ""
    homes: int = 1
    home_area: str = ""
    car: str = "none"
    business: bool = False
    high_fee_school: bool = False
    migrant: bool = False
    contract_start: date | None = None
    main_cause: str = ""
    other_causes: tuple[str, ...] = ()
    loss_gross: int = 0
    loss_compensated: int = 0
    marital_status: str = ""
    hukou: str = ""

    @property
    def size(self) -> int:
        """How many people live together, the applicant included."""
        return len(self.members) + 1

    @property
    def annual_income(self) -> int:
        """Disposable income of a year in fen: twelve months of every wage, and what comes beside."""
        monthly = self.self_monthly_income + sum(member.monthly_income for member in self.members)
        return monthly * MONTHS + self.other_annual_income

    @property
    def annual_rigid(self) -> int:
        """Unavoidable expenses of a year in fen."""
        return sum(self.rigid.values())

    @property
    def loss(self) -> int:
        """What a sudden event cost after compensation, in fen; never below zero."""
        return max(self.loss_gross - self.loss_compensated, 0)

    @property
    def causes(self) -> tuple[str, ...]:
        """All causes, the main one first, each once."""
        return tuple(dict.fromkeys(cause for cause in (self.main_cause, *self.other_causes) if cause))

    @property
    def resident_ids(self) -> frozenset[str]:
        """The resident ids of the members (the applicant's is kept with their registration)."""
        return frozenset(member.resident_id for member in self.members if member.resident_id)


ANSWERS: Mapping[str, str] = {
    "members": "list of rows as MEMBER_ANSWERS says, without the applicant",
    "self_monthly_income": "fen",
    "other_annual_income": "fen a year",
    "self_work_status": "key of options work_status",
    "self_health": "key of options health",
    "rigid_<kind>": "fen a year, for each kind of options rigid: rigid_medical, rigid_education ...",
    "housing_kind": "key of options housing_kind",
    "homes": "int",
    "home_area": "key of options home_area",
    "car": "key of options car",
    "business": "bool",
    "high_fee_school": "bool",
    "migrant": "bool",
    "contract_start": "YYYY-MM-DD or a date",
    "main_cause": "key of options cause",
    "other_causes": "list of keys of options cause",
    "loss_gross": "fen",
    "loss_compensated": "fen",
    "marital_status": "key of options marital_status",
    "hukou": "key of options hukou",
}
MEMBER_ANSWERS: Mapping[str, str] = {
    "relation": "key of options relation",
    "name": "text",
    "resident_id": "text; birth date, age and sex come from it",
    "health": "key of options health",
    "work_status": "key of options work_status",
    "monthly_income": "fen",
    "school": "text",
    "stage": "key of options stage",
    "entry_year": "int",
}


def from_answers(answers: Mapping[str, Any]) -> Household:
    """Build a household from the answers of the hardship form, whose keys and shapes `ANSWERS` lists.

    Every key may be missing (not asked, or skipped) and then counts as the default.
    """
    return Household(
        members=tuple(_member(row) for row in answers.get("members") or ()),
        rigid=_rigid(answers),
        homes=_whole(answers, "homes", 1),
        car=_text(answers, "car") or "none",
        contract_start=_day(answers.get("contract_start")),
        other_causes=_texts(answers.get("other_causes")),
        self_monthly_income=_whole(answers, "self_monthly_income"),
        other_annual_income=_whole(answers, "other_annual_income"),
        loss_gross=_whole(answers, "loss_gross"),
        loss_compensated=_whole(answers, "loss_compensated"),
        business=bool(answers.get("business")),
        high_fee_school=bool(answers.get("high_fee_school")),
        migrant=bool(answers.get("migrant")),
        self_work_status=_text(answers, "self_work_status"),
        self_health=_text(answers, "self_health"),
        housing_kind=_text(answers, "housing_kind"),
        home_area=_text(answers, "home_area"),
        main_cause=_text(answers, "main_cause"),
        marital_status=_text(answers, "marital_status"),
        hukou=_text(answers, "hukou"),
    )


def _member(row: Mapping[str, Any]) -> Member:
    return Member(
        relation=_text(row, "relation"),
        name=_text(row, "name"),
        resident_id=normalise(_text(row, "resident_id")),
        health=_text(row, "health"),
        work_status=_text(row, "work_status"),
        monthly_income=_whole(row, "monthly_income"),
        school=_text(row, "school"),
        stage=_text(row, "stage"),
        entry_year=_whole(row, "entry_year") or None,
    )


def _rigid(answers: Mapping[str, Any]) -> dict[str, int]:
    kinds = [key for key in answers if key.startswith(RIGID_PREFIX)]
    return {key.removeprefix(RIGID_PREFIX): _whole(answers, key) for key in kinds if answers[key]}


def _whole(row: Mapping[str, Any], key: str, default: int = 0) -> int:
    value = row.get(key)
    return default if value is None or value == "" else int(value)


def _text(row: Mapping[str, Any], key: str) -> str:
    return str(row.get(key) or "")


def _texts(values: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _day(value: date | str | None) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value
