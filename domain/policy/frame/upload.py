"""The file that goes up to another system: which columns it wants, in which order, and under which names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.households.asked import ForEach, People, asked_of
from domain.households.household import Household
from domain.households.member import Member
from domain.platform.fields import Unfit
from domain.platform.text import N_, say
from domain.policy.options import Frozen

OF_FILE = (
    "number", "national_number", "name", "sex", "birth", "resident_id", "phone", "unit", "class", "class_on", "opened",
    "people", "income", "rigid", "net_month", "bank_card", "main_cause_code", "other_causes_codes",
)  # fmt: skip
OF_PERSON = ("person_relation", "person_name", "person_sex", "person_birth", "person_resident_id")
PERSON = "person_"


def _plain(kept_as: type) -> tuple[str, ...]:
    apart = (ForEach, People)
    return tuple(key for key, asked in asked_of(kept_as).items() if not isinstance(asked.answer, apart))


ANSWERS = _plain(Household)
PERSON_ANSWERS = tuple(f"{PERSON}{key}" for key in _plain(Member) if f"{PERSON}{key}" not in OF_PERSON)
VALUES = (*OF_FILE, *(one for one in ANSWERS if one not in OF_FILE), *OF_PERSON, *PERSON_ANSWERS)


class UploadColumn(Frozen):
    """One column: the `title` that the other system reads, and the `value` that stands in it, or always the same
    `text`; `words` says what it calls the choices of ours, by key."""

    title: Annotated[str, Field(min_length=1, max_length=60)]
    value: str = ""
    text: str | None = None
    words: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if bool(self.value) == (self.text is not None):
            raise Unfit(say(N_("a column has exactly one of {names}"), names="value, text"))
        if self.value and self.value not in VALUES:
            raise Unfit(
                say(N_("{name} is not known here; there are {names}"), name=self.value, names=", ".join(VALUES))
            )
        return self


class Upload(Frozen):
    """A row a `household` or a `person`; of a household nothing about its people can stand there."""

    rows: Literal["household", "person"] = "household"
    columns: Annotated[tuple[UploadColumn, ...], Field(alias="column", min_length=1, max_length=120)]

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        people = [one.value for one in self.columns if one.value.startswith(PERSON)]
        if people and self.rows == "household":
            source = N_('{name} is about each person, so rows must be "person"')
            raise Unfit(say(source, name=people[0]))
        titles = [one.title for one in self.columns]
        if twice := next((one for one in titles if titles.count(one) > 1), None):
            raise Unfit(say(N_("two columns are called {name}"), name=twice))
        return self
