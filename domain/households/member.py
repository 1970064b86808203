"""Somebody who lives with the applicant: what is asked about them, one small form each, and what follows from it.

There is no `from __future__ import annotations` here: the annotations are the questions.
"""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Annotated

from domain.forms import (
    MONTH,
    Condition,
    DateAnswer,
    Known,
    MoneyAnswer,
    NameAnswer,
    NumberAnswer,
    ResidentIdAnswer,
    Scope,
    TextAnswer,
    YesNoAnswer,
    all_of,
    answered,
    any_of,
    not_,
    satisfies,
    younger_than,
)
from domain.households.asked import Asked, OneOf, Reader, Unfolding
from domain.households.screens import HEALTH
from domain.platform.calendar import age_on
from domain.platform.identifiers import Sex, birth_of, sex_of
from domain.platform.money import yuan
from domain.platform.text import N_, Text, say

ADULT = 18
CONSENT_AGE = 14  # Personal Information Protection Law, article 31: a guardian agrees for a child under 14
IS_STUDENT = answered("work_status", "student")


def younger(years: int) -> Condition:
    """The person is known to be younger, by their number or the day of birth that was told."""
    return younger_than(years, id_in="resident_id", born_in="born")


CHILD = younger(16)  # nobody works for wages before (Labour Law, article 15)
YOUNG, TODDLER, PUPIL = younger(40), younger(3), younger(12)
OLDEST = 250
SCHOOL_AGE, GROWN_UP, NO_SCHOOL = 8, 20, 40  # from when on nobody is in kindergarten, in lower school, at school
AT_WORK = ("on_duty", "part_time", "sick_leave", "laid_off", "unemployed", "farm")
EARNS_NOTHING = ("student", "kindergarten")
USUAL_A_MONTH = yuan(50), yuan(25_000)
USUAL_AGES = {  # of whoever lives with a worker, by what they are to the worker
    "spouse": (18, 100), "son": (0, 60), "daughter": (0, 60), "father": (33, 110), "mother": (33, 110),
    "parent_in_law": (33, 110), "grandparent": (48, 115), "grandchild": (0, 40),
}  # fmt: skip
TITLE = frozenset({Reader.VISITOR, Reader.RECORDER})
ENTRY = frozenset({Reader.RECORDER})
DECISION = frozenset({Reader.DECIDER, Reader.RECORDER})


def _not_far_ahead(year: int, scope: Scope) -> Text | None:
    if year <= scope.facts.today.year + 1:
        return None
    return say(N_("That year is too far ahead. Please send the year this school began or begins."))


def of_age(years: int) -> Condition:
    """The person is known to be so old; of whom no birth is known, what they are to the worker says it."""
    is_known = younger(OLDEST)
    old = [relation for relation, (least, _) in USUAL_AGES.items() if least + 2 >= years]
    return any_of(all_of(is_known, not_(younger(years))), all_of(not_(is_known), answered("relation", *old)))


def _birth_is_open(scope: Scope) -> bool:
    """The number says no birth, or is to follow, of somebody who may be a child: a rule asks how old they are."""
    if "resident_id" not in scope.answers and scope.answers.get("born") is None:
        return False
    by_number = birth_of(str(scope.answers.get("resident_id") or ""))
    least, _ = USUAL_AGES.get(str(scope.get("relation")), (0, 0))
    return by_number is None and least < ADULT


def _is_not_married_yet(scope: Scope) -> bool:
    """Nobody else of the household is husband or wife of the worker."""
    members = (scope.answers if scope.item is None else scope.outer or {}).get("members") or ()
    return all(one.get("relation") != "spouse" for index, one in enumerate(members) if index != scope.item)


def _below_school(scope: Scope) -> Known | None:
    return Known("kindergarten") if TODDLER.holds(scope) else None


def _pupil_earns_nothing(scope: Scope) -> Known | None:
    return Known(0) if scope.get("work_status") in EARNS_NOTHING else None


def _nobody_twice(number: str, scope: Scope) -> Text | None:
    """The same number cannot belong to two people of one household."""
    members = (scope.outer or {}).get("members") or ()
    for index, member in enumerate(members):
        if index != scope.item and member.get("resident_id") == number:
            return say(N_("You have already given this number for another person. Please compare it with the card."))
    return None


def _unusual_age(number: str, scope: Scope) -> Text | None:
    """A mother younger than her child is a wrong number, or the wrong relation."""
    born, usual = birth_of(number), USUAL_AGES.get(str(scope.get("relation")))
    if born is None or usual is None:
        return None
    age = age_on(born, scope.facts.today)
    if usual[0] <= age <= usual[1]:
        return None
    return say(
        N_("By this number the person is {age} years old, which is unusual for what they are to you. Is it right?"),
        age=str(age),
    )


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lives with the applicant; money in fen. Birth, sex and age come from the resident id, which may come
    in one message with the name; what is asked then depends on the age."""

    # fmt: off
    relation: Annotated[str, Asked(
        prompt=say(N_("Who is this person to you?")),
        help=say(N_("Choose what the person is to you: for your daughter, choose daughter.")),
        label=say(N_("Relation")),
        fact=N_("relation to the worker"),
        answer=OneOf("relation", only={"spouse": satisfies("nobody else is it", _is_not_married_yet)}),
        read_by=TITLE,
        example="spouse",
    )] = ""
    name: Annotated[str, Asked(
        prompt=say(N_("What is the name, as on the identity card or in the household book?")),
        help=say(N_("You can also send the name alone; then I ask the number by itself.")),
        label=say(N_("Name")),
        answer=NameAnswer(),
        along="resident_id",
        along_hint=say(N_(
            "Send the id number with it: first the name, then the 18 characters (or the number of another document). I "
            "delete your message as soon as I have read it."
        )),
        read_by=TITLE,
        example="王样本",
    )] = ""
    _: KW_ONLY
    resident_id: Annotated[str, Asked(
        prompt=Text(N_("What is the id number of {name}?")),
        help=say(N_(
            "Children have one too: it stands in the household book. Whoever has no mainland id is known by a permit "
            "of Hong Kong, Macao or Taiwan, a passport, a foreigner's permanent residence card, or a birth "
            "certificate. If it is not at hand, say so: the person counts all the same, and you add the number later. "
            "It is kept sealed and shown only in part."
        )),
        label=say(N_("Id number")),
        answer=ResidentIdAnswer(),
        optional=True,
        skip_label=say(N_("Not at hand, later")),
        sensitive=True,
        check=_nobody_twice,
        doubt=_unusual_age,
        read_by=ENTRY,
        example="990101198011020021",
    )] = ""
    born: Annotated[date | None, Asked(
        prompt=Text(N_("When was {name} born?")),
        help=say(N_("Some help depends on the age, and no number has told it yet.")),
        label=say(N_("Born")),
        answer=DateAnswer(not_future=True, of_birth=True),
        ask_if=satisfies("no birth is known by the number", _birth_is_open),
        read_by=ENTRY,
        example="2015-05-06",
    )] = None
    guardian_consent: Annotated[bool, Asked(
        prompt=Text(N_(
            "{name} is under 14. As the guardian, do you agree that the union keeps these details for the aid?"
        )),
        help=say(N_(
            "The law asks for the consent of a guardian, most often a parent, before details of a child under 14 are "
            "kept. They are used only for your application, and you can withdraw the consent at any time. If somebody "
            "else is the guardian, ask them first."
        )),
        label=say(N_("Guardian's consent")),
        answer=YesNoAnswer(must_be_yes=say(N_(
            "Without a guardian's yes I may not keep this child's details. Press Back to remove the child from the "
            "list, or ask your union officer to help."
        ))),
        ask_if=younger(CONSENT_AGE),
        example=True,
    )] = False
    work_status: Annotated[str, Asked(
        prompt=Text(N_("What does {name} do at present?")),
        help=say(N_("Choose what fits best today. For somebody who starts in autumn, choose the new school.")),
        label=say(N_("Work")),
        fact=N_("work"),
        answer=OneOf("work_status", only={
            **dict.fromkeys(AT_WORK, not_(CHILD)), "retired": not_(YOUNG), "kindergarten": not_(of_age(SCHOOL_AGE)),
        }, unfolded=Unfolding("student", "stage", "stage", only={
            "kindergarten": not_(of_age(SCHOOL_AGE)), "primary": not_(of_age(GROWN_UP)),
            "junior_secondary": not_(of_age(GROWN_UP)), "senior_secondary": not_(PUPIL),
            "higher": not_(PUPIL), "postgraduate": not_(CHILD),
        }, when=not_(of_age(NO_SCHOOL)))),
        presumed=_below_school,
        read_by=DECISION,
        example="on_duty",
    )] = ""
    stage: Annotated[str, Asked(
        prompt=Text(N_("Which stage of school is {name} at?")),
        help=say(N_("For somebody who starts in autumn, choose the new school. The study grant depends on the stage.")),
        label=say(N_("Stage")),
        fact=N_("stage of school"),
        answer=OneOf("stage"),
        ask_if=IS_STUDENT,
        example="primary",
    )] = ""
    school: Annotated[str, Asked(
        prompt=Text(N_("Which school does {name} go to?")),
        help=say(N_("The name as on the admission letter or the student card. For somebody who starts in autumn, the "
                    "new school.")),
        label=say(N_("School")),
        along_hint=say(N_("Send the year of the first day there with it, for example: 示例大学 2026.")),
        answer=TextAnswer(least=2, most=60),
        along="entry_year",
        ask_if=IS_STUDENT,
        read_by=ENTRY,
        example="示例学校",
    )] = ""
    entry_year: Annotated[int | None, Asked(
        prompt=Text(N_("In which year did or does {name} begin at this school?")),
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
        prompt=Text(N_("What does {name} earn a month?")),
        help=say(N_(
            "Wages, pension or other regular income after tax and insurance, as a monthly average of the last twelve "
            "months."
        )),
        label=say(N_("Monthly income")),
        fact=N_("income in a month"),
        answer=MoneyAnswer(at_most=yuan(1_000_000), per=MONTH, usual=USUAL_A_MONTH),
        presumed=_pupil_earns_nothing,
        read_by=DECISION,
        example=0,
    )] = 0
    health: Annotated[str, Asked(
        prompt=Text(N_("How is the health of {name}?")),
        help=say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
        label=say(N_("Health")),
        fact=N_("health"),
        answer=OneOf("health"),
        of_each=HEALTH,
        read_by=DECISION,
        example="good",
    )] = ""
    # fmt: on

    @property
    def birth(self) -> date | None:
        """The birth date, by the number or as it was told; None when neither says it."""
        return birth_of(self.resident_id) or self.born

    @property
    def sex(self) -> Sex | None:
        """The sex, None when the number does not say it."""
        return sex_of(self.resident_id) if birth_of(self.resident_id) else None

    def age_on(self, today: date) -> int | None:
        """The age in full years on a day, None when no birth is known."""
        return age_on(self.birth, today) if self.birth else None


YEARS_AT = {"primary": 6, "junior_secondary": 3, "senior_secondary": 3, "higher": 3, "postgraduate": 2}
STAYS_AS = ("stage", "school")


def stays_at_school(member: Member, today: date) -> bool:
    """Say whether somebody is at the school of the file in the school year that begins this autumn, too: they begin
    there then, or it lasts longer. Of "higher" the shortest course counts, of three years."""
    if member.entry_year is None:
        return False
    return 0 <= today.year - member.entry_year < YEARS_AT.get(member.stage, 0)
