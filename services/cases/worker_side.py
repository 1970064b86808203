"""Cases as the worker's side uses them: opened, handed in again, taken back, added to."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from domain.households.household import Member
from domain.kinds.kind import Need
from domain.platform.identifiers import normalise
from domain.platform.text import N_, Refusal, say
from domain.policy import Policy, Programme
from domain.procedure import procedure
from domain.procedure.events import PeopleNamed
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.seal import print_of
from models.procedure import AidCase
from services.cases.one_household import check_household
from services.cases.papers.adding import add_files, leave_out
from services.people import row_of
from services.platform import audit
from services.platform.counters import next_number
from services.platform.work import Work
from services.procedure import (
    Dossier,
    begin,
    lock_own,
    move,
    record_decision,
    state_of,
    subject,
    tell,
)

REVIEWED_ANEW = N_(
    "In case {number} you changed something that had been reviewed already. So your union reviews it once more, and "
    "the steps after that come again, too. There is nothing else for you to do; I tell you how it goes on."
)


class UnitNeeded(Refusal):
    """A case belongs to the applicant's unit."""

    text = N_("Please tell us your unit first: send /start.")


def open_case(
    work: Work,
    *,
    programme: str,
    policy: Policy,
    answers: Mapping[str, Any],
    household_class: str,
    amount: int,
    members: Sequence[Member],
    household_id: int | None,
    subject_print: str | None,
    period: str,
    least: int | None = None,
    months: int = 0,
    unit_id: int | None = None,
    beside: AidCase | None = None,
) -> AidCase:
    """Open a case of the worker who acts at its first step and put it before the officers; `amount` in fen, of a sum
    that is chosen later the most, from the `least`, and of what is given each month all `months` together. `unit_id`
    where it is for another unit than their own; `beside` is the case with which it is handed in, for another list.

    Its papers are those of the answers. Raises HouseholdInOpenCase for a hardship report of somebody who has an open
    case or file, OnceApplied when their household has a case for the same programme, subject and period, UnitNeeded.
    """
    applicant = row_of(work)
    if applicant.unit_id is None:
        raise UnitNeeded
    table = policy.given(programme)
    case = AidCase(
        number=new_number(work), programme=programme,
        opens_file=work.house.kinds.of(table).need(table) is Need.OPENS, applicant_id=applicant.id,
        entered_by=work.hand_id or None,
        unit_id=unit_id or applicant.unit_id, household_id=household_id, policy_version=policy.version,
        answers=dict(answers),
        household_class=household_class, amount=amount, subject_print=subject_print, period=period, step="",
        opened_at=work.now, step_since=work.now, least=least, upto=amount if least is not None else None,
        months=months, beside_id=(beside.beside_id or beside.id) if beside else None,
    )  # fmt: skip
    _write_down(work, case, _with_applicant(applicant, members) if unit_id is None else members)
    begin(work, case)
    return case


def _write_down(work: Work, case: AidCase, household: Sequence[Member]) -> None:
    if case.opens_file:
        check_household(work.session, case.applicant_id, but=case)
    work.session.add(case)
    work.session.flush()
    _add_members(work.session, case, household)
    add_files(work, case, case.answers)
    audit.note(work, work.person_id, N_("opened"), subject(case))


def new_number(work: Work) -> str:
    """Return the next case number, such as 2026-0001.

    Its counter is locked from here on, so that of two reports of one household at once the second sees the first.
    """
    year = work.now.astimezone(work.house.zone).year
    return f"{year}-{next_number(work.session, f'case:{year}'):04d}"


def _with_applicant(applicant: Person, members: Sequence[Member]) -> list[Member]:
    own = normalise(applicant.resident_id or "")
    others = [member for member in members if not own or normalise(member.resident_id) != own]
    return [Member("self", applicant.name or "", resident_id=own), *others] if own else others


def _add_members(session: Session, case: AidCase, members: Sequence[Member]) -> None:
    for member in members:
        resident_id = normalise(member.resident_id)
        session.add(
            HouseholdMember(
                case_id=case.id,
                household_id=case.household_id,
                resident_id_print=print_of(resident_id),
                resident_id=resident_id,
                name=member.name,
                relation=member.relation,
            )
        )
    session.flush()


def resubmit(
    work: Work,
    case_id: int,
    *,
    answers: Mapping[str, Any],
    household_class: str,
    amount: int,
    members: Sequence[Member] | None = None,
    subject_print: str | None = None,
    least: int | None = None,
    months: int = 0,
) -> AidCase:
    """Hand a returned case in again with corrected answers; what changed is reviewed, and posted, anew.

    Raises NotForYou, NotReturned, HouseholdInOpenCase, and OnceApplied when another case is for the same.
    """
    case = lock_own(work, case_id)
    rested = Dossier(work, case).rested_on
    leave_out(work, case, answers)
    add_files(work, case, answers)
    upto = amount if least is not None else None
    case.amount = case.amount if upto is not None and upto == case.upto else amount  # what was chosen stays
    case.answers, case.household_class, case.least, case.upto = dict(answers), household_class, least, upto
    case.subject_print, case.months = subject_print, months
    if members is not None:
        replace_members(work, case, members)
    work.session.flush()
    changed = bool(Dossier(work, case).changed_since(rested))
    before = state_of(work, case)
    after = procedure.resubmit(before, by=work.person_id, changed=changed)
    record_decision(work, case, "changed" if changed else "resubmit", person_id=work.by_id, role="")
    noted = N_("handed in again, with changes") if changed else N_("handed in again")
    audit.note(work, work.person_id, noted, subject(case))
    move(work, case, after, say(N_("It was handed in again.")))
    if after.position < before.position:
        tell(work, case, say(REVIEWED_ANEW, number=case.number))
    return case


def replace_members(work: Work, case: AidCase, members: Sequence[Member]) -> None:
    """Let a case name these people, in the place of those it named; raises HouseholdInOpenCase."""
    household = _with_applicant(row_of(work), members)
    if case.opens_file:
        check_household(work.session, case.applicant_id, but=case)
    for old in work.session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case.id)).all():
        work.session.delete(old)
    work.session.flush()
    _add_members(work.session, case, household)
    work.happened(PeopleNamed(case.id))


def withdraw(work: Work, case_id: int) -> None:
    """The worker takes the case back; raises NotForYou, CaseAlreadyClosed, AlreadyPaid."""
    case = lock_own(work, case_id)
    after = procedure.withdraw(state_of(work, case), by=work.person_id)
    record_decision(work, case, "withdraw", person_id=work.by_id, role="")
    audit.note(work, work.person_id, N_("withdrew"), subject(case))
    move(work, case, after, say(N_("The worker took the case back. Nothing is to be done.")))
    tell(work, case, say(N_("Your case {number} is withdrawn."), number=case.number))


# Opened by an officer: money settled at a visit, or for whoever an event has struck --------------------------------


def open_for(
    work: Work, file: HouseholdFile, programme: Programme, policy: Policy, *, answers: Mapping[str, Any], amount: int,
    about: str, period: str,
) -> AidCase:  # fmt: skip
    """Open a case of a household on file at its first step; `amount` in fen, `about` what there is only one of in the
    `period`.

    Raises OnceApplied when there is one for the same.
    """
    case = AidCase(
        number=new_number(work), programme=programme.key, applicant_id=file.head_id, unit_id=file.unit_id,
        household_id=file.id, policy_version=policy.version, answers=dict(answers),
        household_class=file.household_class, amount=amount, subject_print=about, period=period, step="",
        opened_at=work.now, step_since=work.now,
    )  # fmt: skip
    return _begun(work, case)


def open_without_file(
    work: Work, programme: Programme, policy: Policy, *, applicant_id: int, unit_id: int, answers: Mapping[str, Any],
    household_class: str, amount: int, about: str, period: str,
) -> AidCase:  # fmt: skip
    """Open a case of somebody who is on no file, as `open_for` does; the news come to the applicant."""
    case = AidCase(
        number=new_number(work), programme=programme.key, applicant_id=applicant_id, unit_id=unit_id,
        policy_version=policy.version, answers=dict(answers), household_class=household_class, amount=amount,
        subject_print=about, period=period, step="", opened_at=work.now, step_since=work.now,
    )  # fmt: skip
    return _begun(work, case)


def _begun(work: Work, case: AidCase) -> AidCase:
    work.session.add(case)
    work.session.flush()
    audit.note(work, work.person_id, N_("opened"), subject(case))
    begin(work, case)
    return case
