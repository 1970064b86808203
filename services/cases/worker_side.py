"""Cases as the worker's side uses them: opened, handed in again, taken back, added to, objected to, confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.platform.identifiers import normalise
from domain.platform.text import N_, Refusal, Text, say
from domain.policy import Paper as PaperKind
from domain.procedure import procedure
from domain.procedure.refusals import CaseAlreadyClosed, NotYourCase
from domain.procedure.state import Status
from domain.units.steps import StepKind
from models.households import HouseholdMember
from models.people import Person
from models.platform.seal import vault
from models.procedure import AidCase, Paper
from services.cases.history import HistoryLine, history
from services.cases.one_household import HouseholdInOpenCase, check_household, find_open_household
from services.notices.objections import object_to_decision
from services.payments.receipts import confirm_receipt, dispute_receipt
from services.platform import audit
from services.platform.counters import next_number
from services.platform.policies import Policy
from services.platform.work import Work
from services.procedure import course, news, prompts
from services.procedure.papers import missing_papers
from services.procedure.record import (
    CLOSED,
    HARDSHIP,
    UnknownCase,
    household_ids,
    lock,
    place,
    policy_of,
    record_decision,
    state_of,
    steps_of,
    subject,
)

__all__ = [
    "HARDSHIP", "AidCase", "HistoryLine", "HouseholdInOpenCase", "MemberEntry", "Paper", "PaperEntry", "PaperKind",
    "Person", "Session", "UnknownCase", "add_papers", "confirm_receipt", "dispute_receipt", "find_open_household",
    "get", "history", "label_of_step", "missing_papers", "object_to_decision", "of_person", "open_case", "resubmit",
    "withdraw",
]  # fmt: skip


@dataclass(frozen=True)
class MemberEntry:
    """A person of the household as reported; `relation` is a key of the policy's list."""

    resident_id: str
    name: str
    relation: str


@dataclass(frozen=True)
class PaperEntry:
    """One file of one kind of paper as Telegram knows it."""

    kind: str
    file_id: str
    unique_id: str = ""
    is_photo: bool = False
    name: str = ""
    mime: str = ""
    size: int = 0


class UnitNeeded(Refusal):
    """A case belongs to the applicant's unit."""

    text = N_("Please tell us your unit first: send /start.")


def open_case(
    work: Work,
    *,
    applicant: Person,
    programme: str,
    policy: Policy,
    answers: Mapping[str, Any],
    household_class: str,
    amount: int,
    members: Sequence[MemberEntry],
    papers: Sequence[PaperEntry],
    household_id: int | None,
    subject_print: str | None,
    period: str,
) -> AidCase:
    """Open a case at its first step and put it before the officers; `amount` in fen.

    Raises HouseholdInOpenCase for a hardship report of a household that has an open case or file, UnitNeeded.
    """
    if applicant.unit_id is None:
        raise UnitNeeded
    case = AidCase(
        number=_new_number(work), programme=programme, applicant_id=applicant.id,
        unit_id=applicant.unit_id, household_id=household_id, policy_version=policy.version, answers=dict(answers),
        household_class=household_class, amount=amount, subject_print=subject_print, period=period, step="",
        opened_at=work.now, step_since=work.now,
    )  # fmt: skip
    household = _with_applicant(applicant, members)
    if programme == HARDSHIP:
        check_household(work.session, [member.resident_id for member in household])
    work.session.add(case)
    work.session.flush()
    _add_members(work.session, case, household)
    _add_papers(work, case, applicant.id, papers)
    opened = procedure.open_case(
        case.number, steps_of(case, policy), applicant=applicant.id, household=household_ids(work.session, case),
        amount=amount,
    )  # fmt: skip
    place(work, case, opened)
    audit.note(work, applicant.id, N_("opened"), subject(case))
    course.begin(work, case, opened)
    return case


def _new_number(work: Work) -> str:
    """Return the next case number, such as 2026-0001.

    Its counter is locked from here on, so that of two reports of one household at once the second sees the first.
    """
    year = work.now.astimezone(work.house.zone).year
    return f"{year}-{next_number(work.session, f'case:{year}'):04d}"


def _with_applicant(applicant: Person, members: Sequence[MemberEntry]) -> list[MemberEntry]:
    own = normalise(applicant.resident_id or "")
    others = [member for member in members if normalise(member.resident_id) != own]
    return [MemberEntry(own, applicant.name or "", "self"), *others] if own else others


def _add_members(session: Session, case: AidCase, members: Sequence[MemberEntry]) -> None:
    for member in members:
        resident_id = normalise(member.resident_id)
        session.add(
            HouseholdMember(
                case_id=case.id,
                household_id=case.household_id,
                resident_id_print=vault().fingerprint(resident_id),
                resident_id=resident_id,
                name=member.name,
                relation=member.relation,
            )
        )
    session.flush()


def _add_papers(work: Work, case: AidCase, person_id: int, papers: Sequence[PaperEntry]) -> list[str]:
    """Keep the files that are not there yet; return the kinds that were added."""
    there = set(work.session.exec(select(Paper.kind, Paper.unique_id).where(Paper.case_id == case.id)))
    added = []
    for paper in papers:
        if (paper.kind, paper.unique_id) in there and paper.unique_id:
            continue
        there.add((paper.kind, paper.unique_id))
        work.session.add(Paper(case_id=case.id, added_by=person_id, added_at=work.now, **vars(paper)))
        added.append(paper.kind)
    work.session.flush()
    return added


def resubmit(
    work: Work,
    case: AidCase,
    *,
    person: Person,
    answers: Mapping[str, Any],
    household_class: str,
    amount: int,
    papers: Sequence[PaperEntry],
    members: Sequence[MemberEntry] | None = None,
) -> None:
    """Hand a returned case in again with corrected answers; raises NotYourCase, NotReturned, HouseholdInOpenCase."""
    case = lock(work.session, case.id)
    changed = (case.household_class, case.amount) != (household_class, amount)
    after = procedure.resubmit(state_of(work, case), by=person.id, changed=changed)
    if members is not None:
        household = _with_applicant(person, members)
        if case.programme == HARDSHIP:
            check_household(work.session, [member.resident_id for member in household], but=case.id)
        for old in work.session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case.id)).all():
            work.session.delete(old)
        work.session.flush()
        _add_members(work.session, case, household)
    _add_papers(work, case, person.id, papers)
    record_decision(work, case, "resubmit", person_id=person.id, role="")
    audit.note(work, person.id, N_("handed in again"), subject(case))
    case.answers, case.household_class, case.amount = dict(answers), household_class, amount
    work.session.flush()
    course.move(work, case, after, say(N_("It was handed in again.")))


def withdraw(work: Work, case: AidCase, *, person: Person) -> None:
    """The worker takes the case back; raises NotYourCase, CaseAlreadyClosed, AlreadyPaid."""
    case = lock(work.session, case.id)
    after = procedure.withdraw(state_of(work, case), by=person.id)
    record_decision(work, case, "withdraw", person_id=person.id, role="")
    audit.note(work, person.id, N_("withdrew"), subject(case))
    course.move(work, case, after, say(N_("The worker took the case back. Nothing is to be done.")))
    news.tell(work, case, say(N_("Your case {number} is withdrawn."), number=case.number))


def add_papers(work: Work, case: AidCase, *, person: Person, papers: Sequence[PaperEntry]) -> None:
    """Add papers to a case that is not closed; raises NotYourCase, CaseAlreadyClosed."""
    case = lock(work.session, case.id)
    if case.applicant_id != person.id:
        raise NotYourCase(number=case.number)
    if Status(case.status).is_closed:
        raise CaseAlreadyClosed(number=case.number)
    added = _add_papers(work, case, person.id, papers)
    if added:
        audit.note(work, person.id, N_("added papers"), subject(case), detail=", ".join(sorted(set(added))))
        prompts.redraw(work, case)


def of_person(session: Session, person_id: int) -> list[AidCase]:
    """Return a worker's cases, the newest first."""
    query = select(AidCase).where(AidCase.applicant_id == person_id).order_by(col(AidCase.id).desc())
    return list(session.exec(query))


def get(session: Session, case_id: int) -> AidCase | None:
    """Return a case by its id; whoever shows it checks first whose it is."""
    return session.get(AidCase, case_id)


def label_of_step(case: AidCase) -> Text:
    """Return where a case stands, for people."""
    match Status(case.status):
        case Status.RETURNED:
            return say(N_("returned to you for correction"))
        case Status.REFUSED:
            return say(N_("not approved"))
        case Status.WITHDRAWN:
            return say(N_("withdrawn"))
        case Status.FINISHED:
            return say(N_("finished"))
    return say(N_("closed")) if case.step == CLOSED else StepKind(case.step).label


def policy_for(work: Work, case: AidCase) -> Policy:
    """Return the policy that a case began under."""
    return policy_of(work, case)
