"""What else a household was given or has asked for, and whether that leaves room for one more grant."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.aid.by_policy.caps import over_the_cap
from domain.aid.eligibility import assess
from domain.aid.stacking import beside_reasons, stacking_reasons
from domain.households.classes import NO_CLASS
from domain.households.household import from_answers
from domain.kinds.kind import Need
from domain.kinds.reasons import Grant, Progress, Reason
from domain.payments.money import MoneyState
from domain.platform.calendar import BEIJING
from domain.policy import Policy, Programme
from domain.policy.caps import days_of
from domain.procedure.events import AidAsked
from domain.procedure.refusals import HouseholdChanged, OtherAidInTheWay, OtherAidMeanwhile, OtherAidStands
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.people import Person
from models.platform.known import STILL_KNOWN
from models.platform.seal import vault
from models.procedure import AidCase
from services import cases
from services.aid.others.on_behalf import is_on_behalf, opens_for_many
from services.households import assessment_of, class_for_case
from services.platform.work import Work
from services.procedure import find_case

LIVE = (Status.OPEN.value, Status.RETURNED.value, Status.FINISHED.value)
IS_PAID = (col(MoneyRow.case_id) == col(AidCase.id)) & (col(MoneyRow.state) == MoneyState.PAID.value)


def lock_household(session: Session, file_id: int) -> None:
    """Let whoever else looks at what this household has wait until the transaction ends; a case of it that is decided
    was locked before."""
    file = select(HouseholdFile).where(HouseholdFile.id == file_id).with_for_update(key_share=True)
    session.exec(file.execution_options(**STILL_KNOWN)).one()


def grants_of(session: Session, file: HouseholdFile, *, but: int | None = None) -> tuple[Grant, ...]:
    """Return what a household was given or has asked for, all years; `but` is the id of a case to leave out.

    What was for somebody who has left the household stays theirs: such a grant bears a mark that is nobody's id.
    """
    return _grants(session, col(AidCase.household_id) == file.id, _ids_of(file), but)


def _ids_of(file: HouseholdFile) -> Mapping[str, str]:
    """Return the resident ids of the people beside the worker, by the print that a case about one of them keeps."""
    return {vault().fingerprint(one.resident_id): one.resident_id for one in from_answers(file.data).members}


def grants_of_worker(session: Session, person_id: int, *, but: int | None = None) -> tuple[Grant, ...]:
    """Return what a worker has got or asked for, whether there is a file or not."""
    return _grants(session, col(AidCase.applicant_id) == person_id, {}, but)


def grants_for(session: Session, print_: str, *, but: int | None = None) -> tuple[Grant, ...]:
    """Return what was given to or asked for the one whose print this is, by officers, without a household on file."""
    return _grants(session, (col(AidCase.subject_print) == print_) & col(AidCase.household_id).is_(None), {}, but)


def _grants(session: Session, whose: ColumnElement[bool], ids: Mapping[str, str], but: int | None) -> tuple[Grant, ...]:
    is_paid = select(MoneyRow.id).where(IS_PAID).exists()
    rows = session.exec(
        select(AidCase, is_paid, HouseholdFile.number, Person.resident_id_print)
        .join(Person, col(Person.id) == col(AidCase.applicant_id))
        .join(HouseholdFile, col(HouseholdFile.id) == col(AidCase.household_id), isouter=True)
        .where(whose, ~col(AidCase.opens_file), col(AidCase.status).in_(LIVE))
        .where(AidCase.id != but if but is not None else True)
        .order_by(col(AidCase.id))
    )
    return tuple(
        Grant(
            case.programme,
            _about(case, ids, _own_prints(number, print_, case.applicant_id)),
            fen,
            year,
            _progress(case, is_paid=bool(paid)),
            case.number,
            case.period,
        )
        for case, paid, number, print_ in rows
        for year, fen in by_year(session, case).items()
    )


def by_year(session: Session, case: AidCase) -> Mapping[int, int]:
    """Return what a case gives in which year (fen): of what is given each month the months of a year, and once it has
    ended those that were paid."""
    if not case.months:
        return {year_of(case): case.amount}
    asked_on, each = case.opened_at.astimezone(BEIJING).date(), case.amount // case.months
    years = [day.year for day in days_of(asked_on, 1, case.months)]
    if case.status == Status.FINISHED:
        paid = select(MoneyRow.period).where(MoneyRow.case_id == case.id, MoneyRow.state == MoneyState.PAID.value)
        years = [int(period[:4]) for period in session.exec(paid)] or years[:1]
    return {year: each * years.count(year) for year in sorted(set(years))}


def _about(case: AidCase, ids: Mapping[str, str], own: frozenset[str]) -> str:
    """Return the resident id of the one whom a case is about, empty for the worker and the household, and for somebody
    who does not live there any more the print itself, which is no id of anybody."""
    print_ = case.subject_print or ""
    is_own = not print_ or ":" in print_ or case.household_id is None or print_ in own
    return ids.get(print_) or ("" if is_own else print_)


def _own_prints(number: str | None, print_: str | None, person_id: int) -> frozenset[str]:
    """Return the prints under which a household and its worker have something once."""
    home = (f"household:{number}", f"self:{number}") if number else ()
    return frozenset(map(vault().fingerprint, (*home, f"worker:{print_}", f"worker:{person_id}")))


def year_of(case: AidCase) -> int:
    """Return the year that a case is for; what is given once, or for an event, counts when it was asked for."""
    return int(case.period) if len(case.period) == len("2026") and case.period.isdigit() else case.opened_at.year


def _progress(case: AidCase, *, is_paid: bool) -> Progress:
    if is_paid or case.status == Status.FINISHED:
        return Progress.PAID
    return Progress.APPROVED if kind_of(case.step).is_granted else Progress.ASKED


def _counts_from(asked: AidAsked) -> Progress:
    """Return how far another case must have come to be in the way: two that passed the door at one instant, or came
    back, do not block each other for ever. Whichever is approved first is in the way of the other's approval, and
    whichever is paid first of its payment."""
    if asked.step is None:
        return Progress.ASKED
    return Progress.PAID if kind_of(asked.step).pays_out else Progress.APPROVED


def check_other_aid(work: Work, asked: AidAsked) -> None:
    """Raise OtherAidInTheWay when with what else the household has this year a grant cannot be given as well.

    At the review HouseholdChanged only, at the approval HouseholdChanged, too.
    """
    case = find_case(work.session, asked.case_id)
    programme = work.house.policies.of(work.session, case.policy_version).given(case.programme)
    if work.house.kinds.of(programme).need(programme) is Need.NONE and not kind_of(asked.step).is_visited:
        _lock_worker(work.session, case.applicant_id)
        _check_room(work, case, asked, _without_file(work, case, programme), (), "")
    if case.household_id is None or work.house.kinds.of(programme).need(programme) is not Need.RESTS:
        return
    lock_household(work.session, case.household_id)
    file = work.session.get_one(HouseholdFile, case.household_id)
    policy = work.house.policies.of(work.session, case.policy_version)
    began = case.opened_at.astimezone(work.house.zone).date()
    kind = kind_of(asked.step)
    if asked.step is not None and not kind.is_granted:
        _check_class(work, file, case, policy, began)
    if kind.is_visited:
        return
    others = _that_count(asked, grants_of(work.session, file, but=case.id))
    found = assessment_of(work, file, policy, today=began).seen_from(policy.lists_for(programme))
    stacked = stacking_reasons(found, programme, others)
    worker = work.session.get_one(Person, case.applicant_id)
    own = _own_prints(file.number, worker.resident_id_print, worker.id)
    _check_room(work, case, asked, others, tuple(stacked), _about(case, _ids_of(file), own))


def _without_file(work: Work, case: AidCase, programme: Programme) -> tuple[Grant, ...]:
    if opens_for_many(work, programme) and case.household_id is not None:
        return grants_of(work.session, work.session.get_one(HouseholdFile, case.household_id), but=case.id)
    if opens_for_many(work, programme) or is_on_behalf(work, programme):
        return grants_for(work.session, case.subject_print or "", but=case.id)
    return grants_of_worker(work.session, case.applicant_id, but=case.id)


def _lock_worker(session: Session, person_id: int) -> None:
    """Let whoever else looks at what this worker has wait until the transaction ends."""
    worker = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    session.exec(worker.execution_options(**STILL_KNOWN)).one()


def _that_count(asked: AidAsked, granted: Iterable[Grant]) -> list[Grant]:
    least = _counts_from(asked)
    return [one for one in granted if one.progress >= least]


def _check_room(
    work: Work, case: AidCase, asked: AidAsked, granted: Iterable[Grant], reasons: tuple[Reason, ...], subject: str
) -> None:
    """Raise OtherAidInTheWay for what the programme itself says: a cap of the year, and what it never stands beside.

    `subject` is the resident id of the one whom it is about, empty for the worker and for the household.
    """
    policy = work.house.policies.of(work.session, case.policy_version)
    programme, others, years = policy.given(case.programme), _that_count(asked, granted), by_year(work.session, case)
    beside = [one for year in years for one in beside_reasons(programme, others, year)]
    beside += [one for year, fen in years.items()
               for one in over_the_cap(policy, programme, fen, others, year, subject)]  # fmt: skip
    for reason in (*reasons, *beside):
        refusal = OtherAidInTheWay if asked.step else OtherAidStands
        raise refusal(number=case.number, reason=reason.officer, others=", ".join(reason.cases))


def _check_class(work: Work, file: HouseholdFile, case: AidCase, policy: Policy, began: date) -> None:
    """Raise HouseholdChanged when a change of the answers put the household in another class after the hand-in.

    A class that was worked out anew by new rules is none: a case finishes under the version it began with.
    """
    programme = policy.given(case.programme)
    if file.class_on is None or file.class_on < began:
        return
    if class_for_case(work, file, policy, programme, on=began) == (case.household_class or NO_CLASS):
        return
    found = assess(from_answers(file.data), policy, today=began).seen_from(policy.lists_for(programme)).household_class
    if found.value != case.household_class:
        before = policy.household_class(case.household_class).label
        raise HouseholdChanged(number=case.number, before=before, after=found.label)


def take_up(work: Work, case_id: int) -> None:
    """Let the worker take up a case again that has lapsed, if what the household has by now leaves room for it.

    Raises what `services.cases.take_up` does, and OtherAidMeanwhile.
    """
    case = cases.take_up(work, case_id)
    try:
        check_other_aid(work, AidAsked(case.id, None))
    except OtherAidStands as stands:
        raise OtherAidMeanwhile(number=case.number, others=stands.args_given["others"]) from stands
