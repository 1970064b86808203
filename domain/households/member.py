"""Somebody who lives with the applicant: what is asked about them, one small form each, and what follows from it.

There is no `from __future__ import annotations` here: the annotations are the questions.
"""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Annotated

from domain.forms import (
    MoneyAnswer,
    NameAnswer,
    NumberAnswer,
    ResidentIdAnswer,
    Scope,
    TextAnswer,
    YesNoAnswer,
    answered,
    younger_than,
)
from domain.households.asked import Asked, OneOf, Reader
from domain.platform.calendar import age_on
from domain.platform.identifiers import Sex, birth_of, sex_of
from domain.platform.money import yuan
from domain.platform.text import N_, Text, say

CONSENT_AGE = 14  # Personal Information Protection Law, article 31: a guardian agrees for a child under 14
IS_STUDENT = answered("work_status", "student")
TITLE = frozenset({Reader.VISITOR, Reader.RECORDER})
ENTRY = frozenset({Reader.RECORDER})


def _not_far_ahead(year: int, scope: Scope) -> Text | None:
    if year <= scope.facts.today.year + 1:
        return None
    return say(N_("That year is too far ahead. Please send the year this school began or begins."))


def _nobody_twice(number: str, scope: Scope) -> Text | None:
    """The same number cannot belong to two people of one household."""
    members = (scope.outer or {}).get("members") or ()
    for index, member in enumerate(members):
        if index != scope.item and member.get("resident_id") == number:
            return say(N_("You have already given this number for another person. Please compare it with the card."))
    return None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lives with the applicant; money in fen. Birth and sex come from the resident id.

    Easy questions come first, the id number and a guardian's consent last.
    """

    # fmt: off
    relation: Annotated[str, Asked(
        prompt=say(N_("Who is this person to you?")),
        help=say(N_("Choose what the person is to you: for your daughter, choose daughter.")),
        label=say(N_("Relation")),
        fact=N_("relation to the worker"),
        answer=OneOf("relation"),
        read_by=TITLE,
        example="spouse",
    )] = ""
    name: Annotated[str, Asked(
        prompt=say(N_("What is the person's name?")),
        help=say(N_("Please write it as on the identity card or in the household book.")),
        label=say(N_("Name")),
        answer=NameAnswer(),
        read_by=TITLE,
        example="王样本",
    )] = ""
    _: KW_ONLY
    work_status: Annotated[str, Asked(
        prompt=say(N_("What does this person do at present?")),
        help=say(N_("Choose what fits best today. For a child at school or university, choose student.")),
        label=say(N_("Work")),
        fact=N_("work"),
        answer=OneOf("work_status"),
        read_by=ENTRY,
        example="on_duty",
    )] = ""
    school: Annotated[str, Asked(
        prompt=say(N_("What is the school called?")),
        help=say(N_("The full name as on the admission letter or the student card, if you have it at hand.")),
        label=say(N_("School")),
        answer=TextAnswer(least=2, most=60),
        ask_if=IS_STUDENT,
        read_by=ENTRY,
        example="示例学校",
    )] = ""
    stage: Annotated[str, Asked(
        prompt=say(N_("Which stage of school is it?")),
        help=say(N_("For somebody who starts in autumn, choose the new school. The study grant depends on the stage.")),
        label=say(N_("Stage")),
        fact=N_("stage of school"),
        answer=OneOf("stage"),
        ask_if=IS_STUDENT,
        example="primary",
    )] = ""
    entry_year: Annotated[int | None, Asked(
        prompt=say(N_("In which year did or does this school begin?")),
        help=say(N_("The year of the first day at this school, not at the one before.")),
        label=say(N_("First year at this school")),
        hint=say(N_("For example 2026.")),
        fact=N_("year of entering the school"),
        answer=NumberAnswer(least=1990, most=2100),
        ask_if=IS_STUDENT,
        check=_not_far_ahead,
        example=2022,
    )] = None
    monthly_income: Annotated[int, Asked(
        prompt=say(N_("How much does this person earn in a month?")),
        help=say(N_(
            "Wages, pension or other regular income after tax and insurance, as a monthly average of the last twelve "
            "months."
        )),
        label=say(N_("Monthly income")),
        fact=N_("income in a month"),
        answer=MoneyAnswer(at_most=yuan(1_000_000)),
        read_by=ENTRY,
        example=0,
    )] = 0
    health: Annotated[str, Asked(
        prompt=say(N_("How is this person's health?")),
        help=say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
        label=say(N_("Health")),
        fact=N_("health"),
        answer=OneOf("health"),
        read_by=ENTRY,
        example="good",
    )] = ""
    resident_id: Annotated[str, Asked(
        prompt=say(N_("What is this person's resident id number?")),
        help=say(N_(
            "Children have one too: it stands in the household book. The number makes sure that one household has "
            "one file. It is kept sealed and shown only in part."
        )),
        label=say(N_("Resident id")),
        answer=ResidentIdAnswer(),
        sensitive=True,
        check=_nobody_twice,
        read_by=ENTRY,
        example="990101198011020021",
    )] = ""
    guardian_consent: Annotated[bool, Asked(
        prompt=say(N_(
            "This is a child under 14. Are you the guardian, and may the union keep these details for the aid?"
        )),
        help=say(N_(
            "The law asks for a guardian's consent before details of a child under 14 are kept. They are used only "
            "for your application, and you can withdraw the consent at any time."
        )),
        label=say(N_("Guardian's consent")),
        answer=YesNoAnswer(must_be_yes=say(N_(
            "Without a guardian's yes I may not keep this child's details. Press Back to remove the child from the "
            "list, or ask your union officer to help."
        ))),
        ask_if=younger_than(CONSENT_AGE, id_in="resident_id"),
        example=True,
    )] = False
    # fmt: on

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
