"""What stands in a column of the file for another system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.aid.household_questions import question_of
from domain.forms import MoneyAnswer, shown
from domain.households.asked import asked_of
from domain.households.household import Household, Member
from domain.platform.identifiers import Sex, birth_of, sex_of
from domain.platform.numbers.documents import bare
from domain.platform.text import N_, Arg, Text, lines, pack
from domain.policy import Policy
from domain.policy.frame.upload import PERSON, UploadColumn

DATES = {"birth", "class_on", "opened", "person_birth"}
SUMS = {"income", "rigid", "net_month"}
SELF = N_("the worker")
SEXES = {Sex.FEMALE: N_("female"), Sex.MALE: N_("male")}


def column_type(column: UploadColumn) -> str:
    """Return how a column is written: long numbers are text, so that no program rounds them."""
    key = column.value
    if column.words:
        return "text"
    if key in DATES:
        return "date"
    of, name = (Member, key.removeprefix(PERSON)) if key.startswith(PERSON) else (Household, key)
    asked = asked_of(of).get(name)
    is_sum = key in SUMS or (asked is not None and isinstance(asked.answer, MoneyAnswer))
    return "money" if is_sum else "number" if key == "people" else "text"


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Somebody who lives in the household beside the worker."""

    member: Member


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A household on file, whole; money in fen."""

    policy: Policy
    household: Household
    number: str
    national_number: str
    name: str
    resident_id: str
    phone: str
    unit: str
    household_class: Arg
    class_on: date | None
    opened: date
    bank_card: str
    net: int

    def cell(self, column: UploadColumn, person: OnePerson | None) -> Any:
        """Return what stands in a column, packed; `person` None is the worker."""
        if column.text is not None:
            return column.text
        kept = self._kept(column.value, person)
        if column.words:
            return column.words.get(str(kept), str(kept or ""))
        return _plain(self._said(column.value, kept), column_type(column))

    def _kept(self, key: str, person: OnePerson | None) -> Any:
        if key.startswith(PERSON):
            return self._of_person(key.removeprefix(PERSON), person.member if person else None)
        stated = self._stated()
        return stated[key] if key in stated else getattr(self.household, key)

    def _stated(self) -> dict[str, Any]:
        home, causes = self.household, {one.key: str(one.code) for one in self.policy.causes}
        return {
            "number": self.number, "national_number": self.national_number, "name": self.name,
            "sex": _sex(self.resident_id), "birth": birth_of(self.resident_id), "resident_id": bare(self.resident_id),
            "phone": self.phone, "unit": self.unit, "class": self.household_class, "class_on": self.class_on,
            "opened": self.opened, "people": home.size, "income": home.annual_income, "rigid": home.annual_rigid,
            "net_month": self.net, "bank_card": self.bank_card, "main_cause_code": causes.get(home.main_cause, ""),
            "other_causes_codes": "、".join(causes[one] for one in home.other_causes if one in causes),
        }  # fmt: skip

    def _of_person(self, key: str, member: Member | None) -> Any:
        number = member.resident_id if member else self.resident_id
        stated = {
            "sex": _sex(number),
            "birth": member.birth if member else birth_of(number),
            "resident_id": bare(number),
        }
        if key in stated:
            return stated[key]
        if member is not None:
            return getattr(member, key)
        return {"name": self.name, "relation": Text(SELF)}.get(key) or getattr(self.household, f"self_{key}", "")

    def _said(self, key: str, kept: Any) -> Any:
        """Return an answer as people call it; what is no answer stays as it is."""
        of, name = (Member, key.removeprefix(PERSON)) if key.startswith(PERSON) else (Household, key)
        asked = asked_of(of).get(name)
        if asked is None or not isinstance(kept, str | bool | tuple) or name in ("name", "resident_id") or kept == "":
            return kept
        said = shown(
            question_of(name, asked, self.policy, of_office=True), list(kept) if isinstance(kept, tuple) else kept
        )
        return kept if isinstance(kept, str) and isinstance(said, str) else said


def _sex(number: str) -> Text | str:
    return Text(SEXES[sex_of(number)]) if birth_of(number) else ""


def _plain(kept: Any, kind: str) -> Any:
    """Return a cell: a day in ISO, numbers as they are, words packed."""
    if kept is None or kept == "":
        return None
    if isinstance(kept, date):
        return kept.isoformat()
    if kind in ("money", "number") or isinstance(kept, str):
        return kept
    return pack(lines(kept)) if not isinstance(kept, int | bool) else str(kept)
