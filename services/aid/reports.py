"""Hardship reports: what the rules say of one, whether the household has a file already, and handing it in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from domain.aid.eligibility import Assessment, assess
from domain.households.household import from_answers
from domain.platform.text import N_, Refusal
from domain.policy.questions import paper_files
from models.aid import ReInvitation
from services.cases import worker_side as cases
from services.cases.worker_side import HARDSHIP, AidCase, HouseholdInOpenCase, MemberEntry, PaperEntry, Person
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = [
    "HARDSHIP", "AidCase", "Assessment", "CannotBeHandedIn", "HouseholdInOpenCase", "assessed", "case_in_the_way",
    "hand_in", "hand_in_again", "members_in", "papers_in", "remember_bar",
]  # fmt: skip


class CannotBeHandedIn(Refusal):
    """The rules say no; every reason was told with the calculation."""

    text = N_(
        "This report cannot be handed in as it is. The calculation above says why; you can change an answer, and your "
        "union can tell you what else there is."
    )


def assessed(answers: Mapping[str, Any], policy: Policy, *, today: date) -> Assessment:
    """Return what a policy says of a report on a day."""
    return assess(from_answers(answers), policy, today=today)


def case_in_the_way(
    session: Session, person: Person, answers: Mapping[str, Any], *, but: int | None = None
) -> str | None:
    """Return the number of the open case or file that somebody of the household is in, if any (one household, one
    file); `but` is the id of a case that is handed in again."""
    ids = [person.resident_id or "", *(member.resident_id for member in members_in(answers))]
    return cases.find_open_household(session, ids, but=but)


def members_in(answers: Mapping[str, Any]) -> list[MemberEntry]:
    """Return the people of a report, without the applicant."""
    household = from_answers(answers)
    return [MemberEntry(member.resident_id, member.name, member.relation) for member in household.members]


def papers_in(answers: Mapping[str, Any]) -> list[PaperEntry]:
    """Return the files of a form's answers; a photo is what came without a file name."""
    return [
        PaperEntry(
            kind,
            file.file_id,
            file.unique_id,
            is_photo=file.mime.startswith("image/") and not file.name,
            name=file.name,
            mime=file.mime,
            size=file.size,
        )
        for kind, files in paper_files(answers).items()
        for file in files
    ]


def hand_in(work: Work, person: Person, answers: Mapping[str, Any], policy: Policy) -> AidCase:
    """Open the case of a report; raises CannotBeHandedIn or HouseholdInOpenCase."""
    today = work.today
    assessment = _openable(answers, policy, today)
    remember_bar(work.session, person, assessment)
    return cases.open_case(
        work,
        applicant=person,
        programme=HARDSHIP,
        policy=policy,
        answers=answers,
        household_class=assessment.household_class.value,
        amount=0,
        members=members_in(answers),
        papers=papers_in(answers),
        household_id=None,
        subject_print=None,
        period=str(today.year),
    )


def hand_in_again(work: Work, person: Person, case: AidCase, answers: Mapping[str, Any], policy: Policy) -> None:
    """Hand a returned report in again; raises as `hand_in` does, and NotReturned."""
    assessment = _openable(answers, policy, work.today)
    cases.resubmit(
        work,
        case,
        person=person,
        answers=answers,
        household_class=assessment.household_class.value,
        amount=0,
        papers=papers_in(answers),
        members=members_in(answers),
    )


def _openable(answers: Mapping[str, Any], policy: Policy, today: date) -> Assessment:
    assessment = assessed(answers, policy, today=today)
    if not assessment.may_open_file:
        raise CannotBeHandedIn
    return assessment


def remember_bar(session: Session, person: Person, assessment: Assessment) -> None:
    """Remember until when a report has to wait, so that the person is invited again; forget it when nothing bars it."""
    kept = session.get(ReInvitation, person.id)
    until = assessment.bar.until if assessment.bar else None
    if until is None:
        if kept is not None and kept.told_at is None:
            session.delete(kept)
    elif kept is None:
        session.add(ReInvitation(person_id=person.id, on=until))
    elif kept.on != until:
        kept.on, kept.told_at = until, None
