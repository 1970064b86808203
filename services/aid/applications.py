"""Applications under an aid programme: what the household's file allows, the students in it, and handing one in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.aid.eligibility import Assessment, assess
from domain.aid.study_grant import Grant, NoOffer, Offer, Reason, Student, programme_reasons, study_grant
from domain.households.household import Household, Member, from_answers
from domain.platform.text import N_, Refusal
from domain.policy import Programme
from domain.procedure.state import Status
from domain.units.steps import StepKind
from models.households import HouseholdFile, HouseholdMember
from models.payments import Payment
from models.platform.seal import vault
from models.procedure import AidCase
from services.aid.reports import papers_in
from services.cases import worker_side as cases
from services.cases.worker_side import HARDSHIP, MemberEntry, Person
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = [
    "FileNeeded", "NoOffer", "NotGranted", "Offer", "Programme", "Standing", "hand_in", "hand_in_again", "offer_for",
    "reasons_against", "standing_of", "students_in",
]  # fmt: skip

CHILDREN = frozenset({"son", "daughter", "grandchild"})


class FileNeeded(Refusal):
    """Aid needs a household file first."""

    text = N_("Your household has no hardship file yet, and aid needs one first. Please report with /report.")


class NotGranted(Refusal):
    """The rules say no; every reason was told before."""

    text = N_("This application cannot be handed in as it is. The reasons stand above; you can change an answer.")


@dataclass(frozen=True)
class Standing:
    """A household as its file knows it today: what the rules say of it, and what it has had this year."""

    file_id: int
    number: str
    household: Household
    assessment: Assessment
    granted: tuple[Grant, ...]


def standing_of(session: Session, person: Person, policy: Policy, *, today: date) -> Standing | None:
    """Return the standing of the open file that a person heads or belongs to, None without one."""
    file = _file_of(session, person)
    if file is None or file.id is None:
        return None
    household = from_answers(file.data)
    granted = _granted(session, file, household, today.year)
    return Standing(file.id, file.number, household, assess(household, policy, today=today), granted)


def _file_of(session: Session, person: Person) -> HouseholdFile | None:
    query = (
        select(HouseholdFile)
        .join(HouseholdMember, col(HouseholdMember.household_id) == col(HouseholdFile.id), isouter=True)
        .where(col(HouseholdFile.closed_at).is_(None))
        .where(
            (col(HouseholdFile.head_id) == person.id)
            | (col(HouseholdMember.resident_id_print) == person.resident_id_print)
        )
        .order_by(col(HouseholdFile.id))
    )
    return session.exec(query).first()


def _granted(session: Session, file: HouseholdFile, household: Household, year: int) -> tuple[Grant, ...]:
    """Return what was approved for the household in a calendar year."""
    ids = {vault().fingerprint(member.resident_id): member.resident_id for member in household.members}
    rows = session.exec(
        select(AidCase, Payment)
        .join(Payment, col(Payment.case_id) == col(AidCase.id), isouter=True)
        .where(AidCase.household_id == file.id, AidCase.programme != HARDSHIP)
    )
    grants = (
        Grant(
            case.programme,
            ids.get(case.subject_print or "", ""),
            case.amount,
            paid.paid_on if paid else case.step_since.date(),
        )
        for case, paid in rows
        if _is_granted(case)
    )
    return tuple(grant for grant in grants if grant.on.year == year)


def _is_granted(case: AidCase) -> bool:
    on_its_way = case.status == Status.OPEN and case.step in (StepKind.PAYMENT, StepKind.RECEIPT)
    return on_its_way or case.status == Status.FINISHED


def reasons_against(standing: Standing, programme: Programme, *, today: date) -> tuple[Reason, ...]:
    """Return what speaks against a programme before any student is named."""
    return programme_reasons(standing.assessment, programme, today=today, granted_this_year=standing.granted)


def students_in(household: Household) -> dict[str, Member]:
    """Return the children of a household, and others at school, by a key that names nobody."""
    return {
        f"m{index}": member
        for index, member in enumerate(household.members)
        if member.relation in CHILDREN or member.work_status == "student"
    }


def offer_for(
    session: Session,
    standing: Standing,
    programme: Programme,
    answers: Mapping[str, Any],
    *,
    today: date,
    but: int | None = None,
) -> Offer | NoOffer:
    """Say what an application would bring, or every reason why not; `but` is the id of the case it belongs to."""
    member = students_in(standing.household)[answers["student"]]
    student = Student(
        member.resident_id, member.name, answers["stage"], answers["new_student"], answers.get("study_track", "")
    )
    return study_grant(
        standing.assessment,
        student,
        programme,
        today=today,
        granted_this_year=standing.granted,
        already=_under_way(session, standing, programme, today, but),
    )


def _under_way(
    session: Session, standing: Standing, programme: Programme, today: date, but: int | None
) -> Sequence[str]:
    """Return the ids of students with an open application to this programme for this academic year."""
    ids = {vault().fingerprint(member.resident_id): member.resident_id for member in standing.household.members}
    rows = session.exec(
        select(AidCase.id, AidCase.subject_print).where(
            col(AidCase.subject_print).in_(ids),
            AidCase.programme == programme.key,
            AidCase.period == str(programme.academic_year(today)),
            col(AidCase.status).in_((Status.OPEN.value, Status.RETURNED.value)),
        )
    )
    return [ids[fingerprint] for case_id, fingerprint in rows if case_id != but and fingerprint is not None]


def hand_in(work: Work, person: Person, programme: Programme, answers: Mapping[str, Any], policy: Policy) -> AidCase:
    """Open the case of an application; raises FileNeeded or NotGranted."""
    today = work.today
    standing, offer = _offered(work.session, person, programme, answers, policy, today)
    student = students_in(standing.household)[answers["student"]]
    return cases.open_case(
        work,
        applicant=person,
        programme=programme.key,
        policy=policy,
        answers={**answers, "student_name": student.name},
        household_class=standing.assessment.household_class.value,
        amount=offer.amount,
        members=[MemberEntry(student.resident_id, student.name, student.relation)],
        papers=papers_in(answers),
        household_id=standing.file_id,
        subject_print=vault().fingerprint(student.resident_id),
        period=str(programme.academic_year(today)),
    )


def hand_in_again(work: Work, person: Person, case: AidCase, answers: Mapping[str, Any], policy: Policy) -> None:
    """Hand a returned application in again, still within the window it began in; raises as `hand_in` does."""
    programme = policy.programme(case.programme)
    began = case.opened_at.astimezone(work.house.zone).date()
    standing, offer = _offered(work.session, person, programme, answers, policy, began, but=case.id)
    student = students_in(standing.household)[answers["student"]]
    cases.resubmit(
        work,
        case,
        person=person,
        answers={**answers, "student_name": student.name},
        household_class=standing.assessment.household_class.value,
        amount=offer.amount,
        papers=papers_in(answers),
    )
    case.subject_print = vault().fingerprint(student.resident_id)


def _offered(
    session: Session,
    person: Person,
    programme: Programme,
    answers: Mapping[str, Any],
    policy: Policy,
    today: date,
    but: int | None = None,
) -> tuple[Standing, Offer]:
    standing = standing_of(session, person, policy, today=today)
    if standing is None:
        raise FileNeeded
    offer = offer_for(session, standing, programme, answers, today=today, but=but)
    if isinstance(offer, NoOffer):
        raise NotGranted
    return standing, offer
