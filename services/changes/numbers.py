"""A number that was not at hand is added to a report under way by its worker; on a file it is a change like others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import select

from domain.changes.asked import IDENTITY, MEMBERS, Asked, Record
from domain.changes.change import What
from domain.changes.change_form import number_form
from domain.forms import Facts, Form
from domain.households.numbers import BornOtherwise, place_in
from domain.platform.access import NotForYou
from domain.platform.identifiers import birth_of, normalise
from domain.platform.text import N_, Refusal
from domain.procedure.events import PeopleNamed
from domain.procedure.grounds import ADDED_LATER
from domain.procedure.refusals import CaseAlreadyClosed
from domain.procedure.state import Status
from models.households import HouseholdMember
from models.platform.seal import NO_NUMBER, print_of
from models.procedure import AidCase
from services.changes.record import form_of
from services.platform import audit
from services.platform.work import Work
from services.procedure import Dossier, beside, lock_own, ring, subject


class NumberThere(Refusal):
    """It was added meanwhile, or the person is not in the case any more."""

    text = N_("This number is not missing any more. /cases shows what still is.")
    leads_to = "cases"


@dataclass(frozen=True, slots=True)
class ToAdd:
    """Whose number is to be added to which case."""

    case: AidCase
    asked: Asked

    @property
    def row(self) -> Mapping[str, Any]:
        """What was reported about the person."""
        return self.asked.record.members[self.asked.index]


def number_wanted(work: Work, case_id: int, key: str) -> Form:
    """Return the form that asks for a missing number of one of the own cases; raises NotForYou, NumberThere.

    Answers: `resident_id`.
    """
    case = work.session.get(AidCase, case_id)
    if case is None or case.applicant_id != work.person_id:
        raise NotForYou
    wanted = _to_add(work, case, key)
    return number_form(wanted.asked, str(wanted.row.get("name") or ""))


def _to_add(work: Work, case: AidCase, key: str) -> ToAdd:
    record = Record(form_of(Dossier(work, case).policy), case.answers, Facts(work.today))
    place = place_in(key)
    there = place is not None and place < len(record.members)
    if place is None or not there or record.members[place].get(IDENTITY) or not case.opens_file:
        raise NumberThere
    return ToAdd(case, Asked(record, What.MEMBER, IDENTITY, place))


def add_number(work: Work, case_id: int, key: str, answers: Mapping[str, Any]) -> str:
    """Add a number to a case under way, and return the number of the case; its officers are told as of a paper.

    Raises NotForYou, CaseAlreadyClosed, NumberThere, BornOtherwise.
    """
    case = lock_own(work, case_id)
    if Status(case.status).is_closed:
        raise CaseAlreadyClosed(number=case.number)
    wanted, number = _to_add(work, case, key), normalise(str(answers[IDENTITY]))
    _check_birth(wanted, number)
    for each in (case, *beside(work, case, reports=True)):
        _keep(work, replace(wanted, case=each), number)
        audit.note(work, work.person_id, N_("added a number"), subject(each))
        work.happened(PeopleNamed(each.id))
        ring(work, each, once_a_day=bool(Dossier(work, each).missing_papers))
    return case.number


def _check_birth(wanted: ToAdd, number: str) -> None:
    _, new = wanted.asked.differences({IDENTITY: number})
    told, born = wanted.row.get("born"), birth_of(number)
    if set(new.member or {}) - {IDENTITY, "born"} or (told and born and told != born.isoformat()):
        raise BornOtherwise


def _keep(work: Work, wanted: ToAdd, number: str) -> None:
    case, place = wanted.case, wanted.asked.index
    people = [dict(row) for row in case.answers[MEMBERS]]
    people[place] |= {IDENTITY: number, ADDED_LATER: number}
    case.answers = {**case.answers, MEMBERS: people}
    rows = select(HouseholdMember).where(
        HouseholdMember.case_id == case.id, HouseholdMember.resident_id_print == NO_NUMBER
    )
    row = next((one for one in work.session.exec(rows) if one.name == wanted.row["name"]), None)
    if row is not None:
        row.resident_id, row.resident_id_print = number, print_of(number)
    work.session.flush()
