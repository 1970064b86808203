"""The students of a household in a season, and how far the grant of each has come in this school year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from domain.campaigns.audience import audience_matches
from domain.households.household import Household, Member
from domain.payments.money import MoneyState
from domain.platform.identifiers import normalise
from domain.platform.predicates import Facts
from domain.platform.text import N_, Text, say
from domain.policy.seasons import Season, Settled
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.campaigns import Campaign
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.platform.seal import vault
from models.procedure import AidCase
from services.households import class_facts, household_in
from services.platform.policies import Policy

__all__ = ["GrantState", "Student", "grants_of_households", "is_settled", "may_have_changed", "students_of"]

STUDENT = "student"
CAME = (MoneyRow.state == MoneyState.PAID.value, col(MoneyRow.missing_since).is_(None))
IS_PAID = col(AidCase.id).in_(select(MoneyRow.case_id).where(*CAME))  # however many months of it were


class GrantState(StrEnum):
    """How far a grant has come; in this order the farthest of several counts."""

    NOT_APPLIED = "not_applied"
    LAPSED = "lapsed"
    REFUSED = "refused"
    RETURNED = "returned"
    HANDED_IN = "handed_in"
    PAID = "paid"


@dataclass(frozen=True)
class Student:
    """One student: the grant that has come farthest, its step while it is under way, and its case's number."""

    name: str
    state: GrantState
    step: str = ""
    number: str = ""

    @property
    def said(self) -> Text:
        """One line for the officer."""
        step = kind_of(self.step).label
        return say(_SAID[self.state], name=self.name, number=self.number, step=step)


_SAID = {
    GrantState.NOT_APPLIED: N_("{name}: not applied yet"),
    GrantState.LAPSED: N_("{name}: case {number} ended, since it was not handed in again in time"),
    GrantState.HANDED_IN: N_("{name}: handed in, case {number} is at this step: {step}"),
    GrantState.RETURNED: N_("{name}: case {number} was returned and waits for the worker"),
    GrantState.REFUSED: N_("{name}: refused, case {number}"),
    GrantState.PAID: N_("{name}: paid, case {number}"),
}
_SETTLES = {
    Settled.APPLIED: {GrantState.HANDED_IN, GrantState.PAID, GrantState.REFUSED},
    Settled.PAID: {GrantState.PAID, GrantState.REFUSED},
}


def is_settled(students: Sequence[Student], what: Settled) -> bool:
    """Say whether something holds for every student; without students nothing is settled by itself."""
    return bool(students) and all(student.state in _SETTLES[what] for student in students)


def students_of(
    session: Session, policy: Policy, season: Season, campaign: Campaign, file: HouseholdFile, *, today: date
) -> list[Student]:
    """Return the students of a household whom the season is for; none when it names no programme."""
    if not season.worker.programmes:
        return []
    classes = class_facts(session, [file], policy)[file.id]
    members = [one for one in household_in(file).members if _is_meant(season, household_in(file), one, today, classes)]
    prints = [_print(member) for member in members if member.resident_id]
    cases = _cases_of(session, policy, season, campaign, prints)
    return [_student(member, cases.get(_print(member), ())) for member in members]


def _is_meant(season: Season, household: Household, member: Member, today: date, classes: Facts) -> bool:
    """Say whether a student would bring a household into the audience alone, beside the worker."""
    alone = replace(household, members=(member,))
    return member.work_status == STUDENT and audience_matches(season, alone, today, known=classes).holds


def _print(member: Member) -> str:
    return vault().fingerprint(normalise(member.resident_id)) if member.resident_id else ""


def _cases_of(
    session: Session, policy: Policy, season: Season, campaign: Campaign, prints: Iterable[str]
) -> Mapping[str, Sequence[tuple[AidCase, bool]]]:
    """Return the cases under the season's programmes, and whether they are paid, by the print of the student."""
    cases: dict[str, list[tuple[AidCase, bool]]] = {}
    wanted = list(prints)
    for key, period in _periods(policy, season, campaign):
        query = (
            select(AidCase, IS_PAID)
            .where(AidCase.programme == key, AidCase.period == period, col(AidCase.subject_print).in_(wanted))
            .where(AidCase.status != Status.WITHDRAWN.value)
        )
        for case, is_paid in session.exec(query):
            cases.setdefault(case.subject_print or "", []).append((case, bool(is_paid)))
    return cases


def grants_of_households(
    session: Session, policy: Policy, season: Season, campaign: Campaign
) -> dict[int, list[GrantState]]:
    """Return how far the applications under the season's programmes have come in its school year, by household.

    Nothing sealed is read. A household whose applications were all withdrawn has an empty list.
    """
    found: dict[int, list[GrantState]] = {}
    for key, period in _periods(policy, season, campaign):
        query = select(AidCase.household_id, AidCase.status, IS_PAID).where(
            AidCase.programme == key, AidCase.period == period, col(AidCase.household_id).is_not(None)
        )
        for household_id, status, is_paid in session.exec(query):
            states = found.setdefault(household_id or 0, [])
            if status != Status.WITHDRAWN:
                states.append(_state_of(status, bool(is_paid)))
    return found


def may_have_changed(states: Sequence[GrantState], what: Settled, *, is_ticked: bool) -> bool:
    """Say whether an item may have to be ticked off or opened again by itself, by the cases of a household alone.

    Whether it has to is asked of its students, for which the file is opened.
    """
    settles = [state in _SETTLES[what] for state in states]
    return not (settles and all(settles)) if is_ticked else any(settles)


def _periods(policy: Policy, season: Season, campaign: Campaign) -> list[tuple[str, str]]:
    linked = ((key, policy.programme(key).student_period(campaign.closes)) for key in season.worker.programmes)
    return [(key, period) for key, period in linked if period is not None]


def _student(member: Member, cases: Sequence[tuple[AidCase, bool]]) -> Student:
    order = list(GrantState)
    states = sorted(((_state(case, is_paid), case) for case, is_paid in cases), key=lambda one: order.index(one[0]))
    if not states:
        return Student(member.name, GrantState.NOT_APPLIED)
    state, case = states[-1]
    return Student(member.name, state, case.step, case.number)


def _state(case: AidCase, is_paid: bool) -> GrantState:
    return _state_of(case.status, is_paid)


def _state_of(status: str, is_paid: bool) -> GrantState:
    if status == Status.FINISHED or is_paid:
        return GrantState.PAID
    match status:
        case Status.REFUSED:
            return GrantState.REFUSED
        case Status.RETURNED:
            return GrantState.RETURNED
        case Status.LAPSED:
            return GrantState.LAPSED
    return GrantState.HANDED_IN
