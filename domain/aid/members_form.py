"""The household members of a hardship report: one small form each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.forms import (
    ChoiceAnswer,
    Form,
    GroupAnswer,
    MoneyAnswer,
    NameAnswer,
    NumberAnswer,
    Question,
    ResidentIdAnswer,
    Scope,
    TextAnswer,
    YesNoAnswer,
    answered,
    label_of,
    younger_than,
)
from domain.platform.money import yuan
from domain.platform.text import N_, Nn_, Sayable, Text, lines, say, say_many
from domain.policy import Policy
from domain.policy.questions import policy_options

CONSENT_AGE = 14  # Personal Information Protection Law, article 31: a guardian agrees for a child under 14
MOST_MEMBERS = 12
IS_STUDENT = answered("work_status", "student")
SECTION_FAMILY = say(N_("Your household"))


def members_question(policy: Policy) -> Question:
    """Ask for everybody who lives with the worker, one after another. Answers: `members`, see `MEMBER_ANSWERS`."""
    return Question(
        key="members",
        prompt=say(
            N_("Who lives with you and shares the household money? Please add them one by one, without yourself.")
        ),
        answer=GroupAnswer(
            form=_member_form(policy),
            at_most=MOST_MEMBERS,
            item_title=_titles(policy),
            add_label=say(N_("Add another person")),
            add_first_label=say(N_("Add a person")),
            done_label=say(N_("That is everybody")),
            none_label=say(N_("I live alone")),
            counted=lambda count: say_many(*Nn_("{count} person", "{count} people"), count),
        ),
        help=say(
            N_(
                "Count husband or wife, children (also those who study elsewhere) and parents who live with you. The "
                "income of the household is divided by the number of people, so nobody should be forgotten."
            )
        ),
        label=say(N_("People in the household")),
        section=SECTION_FAMILY,
    )


def _titles(policy: Policy) -> Callable[[Mapping[str, Any], int], Sayable]:
    relations = policy_options(policy, "relation")

    def title(item: Mapping[str, Any], number: int) -> Sayable:
        name, relation = item.get("name"), item.get("relation")
        if name and relation:
            return lines(str(name), label_of(relations, relation), between=" · ")
        return label_of(relations, relation) if relation else say(N_("Person {number}"), number=str(number))

    return title


def _member_form(policy: Policy) -> Form:
    """Easy questions first, the id number and a guardian's consent last."""
    questions = (
        _choice(policy, "relation", _RELATION, label=say(N_("Relation"))),
        _NAME,
        _choice(policy, "work_status", _WORK, label=say(N_("Work"))),
        _SCHOOL,
        _choice(policy, "stage", _STAGE, label=say(N_("Stage")), if_student=True),
        _ENTRY_YEAR,
        _INCOME,
        _choice(policy, "health", _HEALTH, label=say(N_("Health"))),
        _RESIDENT_ID,
        _GUARDIAN,
    )
    return Form(key="member", title=say(N_("Person")), questions=questions)


_Words = tuple[Text, Text]

_RELATION: _Words = (
    say(N_("Who is this person to you?")),
    say(N_("Choose what the person is to you: for your daughter, choose daughter.")),
)
_WORK: _Words = (
    say(N_("What does this person do at present?")),
    say(N_("Choose what fits best today. For a child at school or university, choose student.")),
)
_STAGE: _Words = (
    say(N_("Which stage of school is it?")),
    say(N_("For somebody who starts in autumn, choose the new school. The study grant depends on the stage.")),
)
_HEALTH: _Words = (
    say(N_("How is this person's health?")),
    say(N_("Serious illness and disability are reasons for more help. Choose what a doctor has confirmed.")),
)


def _choice(policy: Policy, key: str, words: _Words, *, label: Sayable, if_student: bool = False) -> Question:
    prompt, help_text = words
    return Question(
        key=key,
        prompt=prompt,
        answer=ChoiceAnswer(policy_options(policy, key)),
        help=help_text,
        label=label,
        ask_if=IS_STUDENT if if_student else None,
    )


_NAME = Question(
    key="name",
    prompt=say(N_("What is the person's name?")),
    answer=NameAnswer(),
    help=say(N_("Please write it as on the identity card or in the household book.")),
    label=say(N_("Name")),
)

_SCHOOL = Question(
    key="school",
    prompt=say(N_("What is the school called?")),
    answer=TextAnswer(least=2, most=60),
    help=say(N_("The full name as on the admission letter or the student card, if you have it at hand.")),
    label=say(N_("School")),
    ask_if=IS_STUDENT,
)


def _not_far_ahead(year: int, scope: Scope) -> Text | None:
    if year <= scope.facts.today.year + 1:
        return None
    return say(N_("That year is too far ahead. Please send the year this school began or begins."))


_ENTRY_YEAR = Question(
    key="entry_year",
    prompt=say(N_("In which year did or does this school begin?")),
    answer=NumberAnswer(least=1990, most=2100),
    help=say(N_("The year of the first day at this school, not at the one before.")),
    label=say(N_("First year at this school")),
    hint=say(N_("For example 2026.")),
    ask_if=IS_STUDENT,
    check=_not_far_ahead,
)

_INCOME = Question(
    key="monthly_income",
    prompt=say(N_("How much does this person earn in a month?")),
    answer=MoneyAnswer(at_most=yuan(1_000_000)),
    help=say(
        N_(
            "Wages, pension or other regular income after tax and insurance, as a monthly average of the last twelve "
            "months."
        )
    ),
    label=say(N_("Monthly income")),
)


def _nobody_twice(number: str, scope: Scope) -> Text | None:
    """The same number cannot belong to two people of one household."""
    members = (scope.outer or {}).get("members") or ()
    for index, member in enumerate(members):
        if index != scope.item and member.get("resident_id") == number:
            return say(N_("You have already given this number for another person. Please compare it with the card."))
    return None


_RESIDENT_ID = Question(
    key="resident_id",
    prompt=say(N_("What is this person's resident id number?")),
    answer=ResidentIdAnswer(),
    help=say(
        N_(
            "Children have one too: it stands in the household book. The number makes sure that one household has "
            "one file. It is kept sealed and shown only in part."
        )
    ),
    label=say(N_("Resident id")),
    sensitive=True,
    check=_nobody_twice,
)

_GUARDIAN = Question(
    key="guardian_consent",
    prompt=say(N_("This is a child under 14. Are you the guardian, and may the union keep these details for the aid?")),
    answer=YesNoAnswer(
        must_be_yes=say(
            N_(
                "Without a guardian's yes I may not keep this child's details. Press Back to remove the child from the "
                "list, or ask your union officer to help."
            )
        )
    ),
    help=say(
        N_(
            "The law asks for a guardian's consent before details of a child under 14 are kept. They are used only "
            "for your application, and you can withdraw the consent at any time."
        )
    ),
    label=say(N_("Guardian's consent")),
    ask_if=younger_than(CONSENT_AGE, id_in="resident_id"),
)
