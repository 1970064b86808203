"""The application for a study grant: which child, school, papers, and the card last."""

from __future__ import annotations

from collections.abc import Sequence

from domain.aid.own_questions import own_questions
from domain.forms import (
    SECTION_PAYMENT,
    ChoiceAnswer,
    Condition,
    Form,
    Option,
    Question,
    TextAnswer,
    YesNoAnswer,
    answered,
    bank_card_question,
)
from domain.platform.text import N_, Sayable, say
from domain.policy import Policy, StudyGrant
from domain.policy.questions import paper_question, policy_options

SECTION_STUDENT = say(N_("The student"))


def study_grant_form(policy: Policy, students: Sequence[Option], grant: StudyGrant) -> Form:
    """Build the form of a study grant programme.

    `students` are the children of the household, their key being what the caller knows them by (never a number that
    names a person). Answers: `student`, `stage`, `new_student` (bool), `school`, `study_track`, `paper_<key>`,
    `payee`, and `student_card` when the payee is the student.
    """
    return Form(
        key=grant.kind,
        title=grant.title,
        questions=(
            *_student(policy, students),
            *own_questions(policy, grant.key),
            *_papers(policy, grant),
            _payee(policy, grant),
            _STUDENT_CARD,
        ),
        intro=say(
            N_("A few questions about the student, about three minutes. Have the letter and the receipt at hand.")
        ),
        declaration=say(
            N_(
                "I declare that what I wrote is true, and that the student gets no such grant elsewhere this school "
                "year. I know that name and unit are posted in part, as surname and 某某, before the money is paid."
            )
        ),
    )


def _student(policy: Policy, students: Sequence[Option]) -> tuple[Question, ...]:
    return (
        _choice(
            "student",
            tuple(students),
            say(N_("For which child is the grant?")),
            say(N_("Student")),
            say(N_("Each child has its own application; twins get one each. Is a child missing? Tell your officer.")),
        ),
        _choice(
            "stage",
            policy_options(policy, "stage"),
            say(N_("Which stage will it be in the coming school year?")),
            say(N_("Stage")),
            say(N_("Choose the school the child will go to after the summer, not the one just finished.")),
        ),
        _NEW,
        _SCHOOL,
        _choice(
            "study_track",
            policy_options(policy, "study_track"),
            say(N_("What kind of school or programme is it?")),
            say(N_("Kind of school or programme")),
            say(
                N_("Some places are paid for by others or are not covered. The admission letter says which kind it is.")
            ),
        ),
    )


def _choice(key: str, options: tuple[Option, ...], prompt: Sayable, label: Sayable, help_text: Sayable) -> Question:
    answer = ChoiceAnswer(options)
    return Question(key=key, prompt=prompt, answer=answer, help=help_text, label=label, section=SECTION_STUDENT)


_NEW = Question(
    key="new_student",
    prompt=say(N_("Does the child begin at this school this year?")),
    answer=YesNoAnswer(),
    help=say(N_("Yes for the first year at a new school. No for a child who goes on at the same school.")),
    label=say(N_("First year")),
    section=SECTION_STUDENT,
)

_SCHOOL = Question(
    key="school",
    prompt=say(N_("What is the school called?")),
    answer=TextAnswer(least=2, most=60),
    help=say(N_("The full name, as on the letter of admission or the student card.")),
    label=say(N_("School")),
    section=SECTION_STUDENT,
)


def _papers(policy: Policy, grant: StudyGrant) -> tuple[Question, ...]:
    """Ask for the papers of new and of returning students; what both need is asked whoever it is."""
    keys = dict.fromkeys((*grant.papers.new, *grant.papers.returning))
    return tuple(paper_question(policy.paper(key), _needed_by(grant, key)) for key in keys)


def _needed_by(grant: StudyGrant, key: str) -> Condition | None:
    new, returning = key in grant.papers.new, key in grant.papers.returning
    return None if new and returning else answered("new_student", new)


def _payee(policy: Policy, grant: StudyGrant) -> Question:
    options = tuple(option for option in policy_options(policy, "payee") if option.key in grant.payees)
    return Question(
        key="payee",
        prompt=say(N_("To whose card should the money go?")),
        answer=ChoiceAnswer(options),
        help=say(N_("Your own card is the one from your hardship report. A student may get the money directly.")),
        label=say(N_("Paid to")),
        section=SECTION_PAYMENT,
    )


_STUDENT_CARD = bank_card_question(
    "student_card",
    say(N_("What is the number of the student's bank card?")),
    say(N_("The card has to be in the student's own name. The number is kept sealed and shown only in part.")),
    say(N_("Student's card")),
    ask_if=answered("payee", "student"),
)
