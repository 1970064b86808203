"""What is written when a case is entered: the household's file, and the list that it comes on."""

from dataclasses import replace
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.households.history import Kind
from domain.kinds.kind import Given, OnFile
from domain.platform.text import N_, Refusal
from domain.policy import Policy
from domain.procedure.events import Entered, PeopleNamed
from domain.procedure.refusals import OnFileElsewhere
from models.households import HouseholdFile, HouseholdMember
from models.platform.seal import NO_NUMBER, vault
from models.procedure import AidCase, Decision
from services.households import Why, changing, household_in, lock, opened, opening_again, put_on
from services.platform.counters import next_number
from services.platform.work import Work
from services.procedure import beside, find_case, rest_on


class NumberTaken(Refusal):
    """Every household has its own number there."""

    text = N_("The number {number} already belongs to household file {file}. Please check it in the national system.")


def entered(work: Work, event: Entered) -> None:
    """Carry out what follows when a case is entered under a national number; raises NumberTaken, OnFileElsewhere,
    NumberOnList, OnListAlready."""
    case = find_case(work.session, event.case_id)
    policy = work.house.policies.of(work.session, case.policy_version)
    enters = policy.given(case.programme).enters
    if enters is None:  # others end by being finished
        return
    day = _handed_in_on(work, case)
    why = Why(Kind.LISTED, case.applicant_id, work.person_id, case_id=case.id)
    if case.opens_file:
        file = _file_for(work, case, event, enters=enters, why=why, on=day)
        work.holds(file)
        case.household_id = file.id
        _let_live(work.session, case)
        _rest_beside(work, case, file, policy)
        return
    file = lock(work.session, case.household_id or 0)
    with changing(work, file, why):
        _put_on(work, file, case, event, enters=enters, on=day)


def _file_for(work: Work, case: AidCase, event: Entered, *, enters: str, why: Why, on: date) -> HouseholdFile:
    """Return the file of before, open again with what was reported now, or a new one, on the list of the report."""
    file = _closed_before(work, case)
    if file is None:
        file = _new_file(work, case, on)
        _put_on(work, file, case, event, enters=enters, on=on)
        work.holds(file)
        case.household_id = file.id
        opened(work, file, replace(why, kind=Kind.OPENED))
        return file
    with opening_again(work, file, replace(why, kind=Kind.REOPENED)):
        file.head_id, file.unit_id, file.data, file.known = case.applicant_id, case.unit_id, case.answers, None
        _put_on(work, file, case, event, enters=enters, on=on)
    return file


def _put_on(work: Work, file: HouseholdFile, case: AidCase, event: Entered, *, enters: str, on: date) -> None:
    try:
        put_on(work, file, case, key=enters, on=on, number=event.national_number)
    except IntegrityError:  # the number is somebody's; the database decides, also of two recorders at one instant
        _check_free(work.session, event.national_number)
        raise


def _new_file(work: Work, case: AidCase, day: date) -> HouseholdFile:
    """Return the household's file under a number of our own; it stands on no list yet, and is not written."""
    year = work.now.astimezone(work.house.zone).year
    return HouseholdFile(
        number=f"HF-{year}-{next_number(work.session, f'file:{year}'):04d}", head_id=case.applicant_id,
        unit_id=case.unit_id, household_class="", class_on=day,
        class_version=case.policy_version, data=case.answers, opened_at=work.now, version=1,
    )  # fmt: skip


def _let_live(session: Session, case: AidCase) -> None:
    """Everybody whom the case names lives in its file from now on, and in no other; raises OnFileElsewhere."""
    try:
        with session.begin_nested():
            for member in session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case.id)):
                member.household_id, member.file_key = case.household_id, member.resident_id_print or None
            session.flush()
    except IntegrityError:
        raise OnFileElsewhere(number=case.number) from None


def _rest_beside(work: Work, case: AidCase, file: HouseholdFile, policy: Policy) -> None:
    """The other cases of the same report are from now on about a household on file that asks for one more list."""
    for other in beside(work, case):
        entering = policy.list_of(policy.given(other.programme).enters or "").key
        joining = next(one for one in policy.joining if one.enters == entering)
        given = Given(
            policy=policy, programme=joining, answers=other.answers, today=work.today, file=_on_file(file, policy)
        )
        found = work.house.kinds.of(joining).subject(given)
        subject = vault().fingerprint(found.key)
        rest_on(work, other, file, joining.key, subject=subject, period=found.period, kept=found.kept)
        work.happened(PeopleNamed(other.id))


def _on_file(file: HouseholdFile, policy: Policy) -> OnFile:
    found = policy.household_class(file.household_class)
    return OnFile(household_in(file), found, policy, file.class_on or file.opened_at.date(), file.number)


def _handed_in_on(work: Work, case: AidCase) -> date:
    """Return the day on which the answers of the case came, and its class was worked out."""
    again = select(Decision.at).where(Decision.case_id == case.id, Decision.verdict == "resubmit")
    last = work.session.exec(again.order_by(col(Decision.id).desc())).first()
    return (last or case.opened_at).astimezone(work.house.zone).date()


def _check_free(session: Session, national_number: str) -> None:
    taken = session.exec(select(HouseholdFile).where(HouseholdFile.national_number == national_number)).first()
    if taken is not None:
        raise NumberTaken(number=national_number, file=taken.number)


# Who comes back: never a second file for anybody ---------------------------------------------------------------------


def _closed_before(work: Work, case: AidCase) -> HouseholdFile | None:
    """Return, locked, the closed file in which somebody whom a report names lived last: the one that its worker
    headed before others, then the one that was closed last."""
    named = select(HouseholdMember.resident_id_print).where(
        HouseholdMember.case_id == case.id, HouseholdMember.resident_id_print != NO_NUMBER
    )
    lived = select(HouseholdMember.household_id).where(col(HouseholdMember.resident_id_print).in_(named))
    theirs = (col(HouseholdFile.head_id) == case.applicant_id) | col(HouseholdFile.id).in_(lived)
    closed = col(HouseholdFile.closed_at).is_not(None) & (HouseholdFile.closed_for != "")  # the others were erased
    was_head = col(HouseholdFile.head_id) == case.applicant_id
    newest = (
        select(HouseholdFile.id).where(theirs, closed).order_by(was_head.desc(), col(HouseholdFile.closed_at).desc())
    )
    found = work.session.exec(newest).first()
    if found is None:  # as most times: nothing waits for a lock then
        return None
    query = select(HouseholdFile).where(HouseholdFile.id == found, closed)
    return work.session.exec(query.with_for_update().execution_options(populate_existing=True)).first()
