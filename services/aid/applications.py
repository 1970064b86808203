"""Applications under an aid programme: what the household's file allows, the students in it, and handing one in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.aid.eligibility import Assessment
from domain.aid.study_grant import NoOffer, Offer, Student, programme_reasons, study_grant
from domain.households.household import Household, Member
from domain.kinds.reasons import Grant, Reason
from domain.platform.text import N_, Refusal
from domain.policy import Policy, StudyGrant
from models.platform.seal import vault
from models.procedure import AidCase
from services.aid.other_aid import LIVE, grants_of, lock_household
from services.aid.students import student_of
from services.cases import open_case, resubmit
from services.households import assessment_of, file_of_person
from services.platform.work import Work
from services.procedure import lock_own


class FileNeeded(Refusal):
    """Aid needs a household file first."""

    text = N_("Aid needs a hardship file that is open to you, and there is none. /file says how one opens.")


class NotGranted(Refusal):
    """The rules say no; the reasons may be newer than those that were told before."""

    text = N_("This application cannot be handed in as it is. {reasons} You can change an answer, or leave it for now.")


@dataclass(frozen=True, slots=True)
class Standing:
    """A household as its file knows it today: what the rules say of it, and what it was given or has asked for."""

    file_id: int
    number: str
    household: Household
    assessment: Assessment
    granted: tuple[Grant, ...]

    def reasons_against(self, programme: StudyGrant, *, today: date) -> tuple[Reason, ...]:
        """Return what speaks against a programme before any student is named."""
        return programme_reasons(self.assessment, programme, today=today, granted_this_year=self.granted)


def standing_of(work: Work, policy: Policy, *, today: date, but: int | None = None) -> Standing | None:
    """Return the standing of the open file that whoever acts heads or belongs to, None without one.

    `but` is the id of a case that is left out of what the household has: the one that is being corrected.
    """
    file = file_of_person(work.session, work.person_id)
    if file is None:
        return None
    assessment = assessment_of(work, file, policy, today=today)
    granted = grants_of(work.session, file, but=but)
    return Standing(file.id, file.number, assessment.household, assessment, granted)


def offer_for(
    work: Work,
    standing: Standing,
    programme: StudyGrant,
    answers: Mapping[str, Any],
    *,
    today: date,
    but: int | None = None,
) -> Offer | NoOffer:
    """Say what an application would bring, or every reason why not; `but` is the id of the case it belongs to."""
    member = student_of(standing.household, str(answers["student"]))
    student = Student(
        member.resident_id, member.name, answers["stage"], answers["new_student"], answers.get("study_track", "")
    )
    return study_grant(
        standing.assessment,
        student,
        programme,
        today=today,
        granted_this_year=standing.granted,
        already=_under_way(work.session, standing, programme, today, but),
    )


def _under_way(
    session: Session, standing: Standing, programme: StudyGrant, today: date, but: int | None
) -> Sequence[str]:
    """Return the ids of students with an application to this programme for this academic year, whoever of the
    household made it."""
    ids = {vault().fingerprint(member.resident_id): member.resident_id for member in standing.household.members}
    rows = session.exec(
        select(AidCase.id, AidCase.subject_print).where(
            col(AidCase.subject_print).in_(ids),
            AidCase.programme == programme.key,
            AidCase.period == str(programme.academic_year(today)),
            AidCase.household_id == standing.file_id,  # another household's is for an officer over both, not for them
            col(AidCase.status).in_(LIVE),
        )
    )
    return [ids[fingerprint] for case_id, fingerprint in rows if case_id != but and fingerprint is not None]


def hand_in_application(work: Work, programme: StudyGrant, answers: Mapping[str, Any], policy: Policy) -> str:
    """Open the case of an application and return its number; raises FileNeeded or NotGranted."""
    standing, offer, student = _offered(work, programme, answers, policy, work.today)
    case = open_case(
        work,
        programme=programme.key,
        policy=policy,
        answers={**answers, "student_name": student.name},
        household_class=standing.assessment.household_class.value,
        amount=offer.amount,
        members=[student],
        household_id=standing.file_id,
        subject_print=vault().fingerprint(student.resident_id),
        period=str(programme.academic_year(work.today)),
    )
    return case.number


def hand_in_application_again(work: Work, case_id: int, answers: Mapping[str, Any], policy: Policy) -> str:
    """Hand a returned application in again, still within the window it began in, and return its number.

    Raises as `hand_in_application` does, and NotForYou, NotReturned.
    """
    case = lock_own(work, case_id)  # the case before its household, as officers do
    programme, began = policy.programme(case.programme), case.opened_at.astimezone(work.house.zone).date()
    standing, offer, student = _offered(work, programme, answers, policy, began, but=case_id)
    resubmit(
        work,
        case_id,
        answers={**answers, "student_name": student.name},
        household_class=standing.assessment.household_class.value,
        amount=offer.amount,
        subject_print=vault().fingerprint(student.resident_id),
    )
    return case.number


def _offered(
    work: Work, programme: StudyGrant, answers: Mapping[str, Any], policy: Policy, today: date, but: int | None = None
) -> tuple[Standing, Offer, Member]:
    file = file_of_person(work.session, work.person_id)
    if file is None:
        raise FileNeeded
    lock_household(work.session, file.id)
    standing = standing_of(work, policy, today=today, but=but)
    assert standing is not None, "its file was found above"
    offer = offer_for(work, standing, programme, answers, today=today, but=but)
    if isinstance(offer, NoOffer):
        raise NotGranted(reasons=offer.said)
    return standing, offer, student_of(standing.household, str(answers["student"]))
