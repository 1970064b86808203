"""Changes between the tables and the rules: what they are about, who is in that household, who may confirm them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, select

from domain.aid.report_form import record_form
from domain.changes.asked import Answers, Asked, Part, Record, whom
from domain.changes.change import Standing, UnknownChange, What, shows_number
from domain.forms import Facts, FileRef, Form, looked_up
from domain.households.history import Kind
from domain.kinds.payee import Payee, payee_in
from domain.people.questions import registration_form
from domain.platform.access import Action, NotForYou, Subject
from domain.platform.access import require as require_access
from domain.platform.identifiers import normalise
from domain.platform.text import N_, say
from domain.policy import Policy
from domain.procedure.refusals import SayFirst
from domain.procedure.state import Status
from models.changes import Change
from models.households import HouseholdFile, NamedOfficer
from models.people import Person
from models.platform.known import STILL_KNOWN, known_rows
from models.platform.seal import vault
from models.procedure import AidCase, Paper
from models.units import Unit
from services import households, kinds
from services.households import OwnFile
from services.platform import consent
from services.platform.work import Work
from services.procedure import household_ids
from services.units import is_asked

REGISTRATION = registration_form()
_forms: dict[str, Form] = {}


@dataclass(frozen=True)
class About:
    """What a change is about: a worker, the file of the household they head or belong to if there is one, a unit; and
    the case by which an officer came to it, or whose card it is."""

    person: Person
    unit: Unit | None
    file: HouseholdFile | None
    people: frozenset[int]
    agrees: bool  # that it is used: without consent nobody is asked about it, nor shown it
    case: AidCase | None = None

    @property
    def officer_id(self) -> int | None:
        """The case officer of the household."""
        return self.file.case_officer_id if self.file else None

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return households.subject(self.file) if self.file else f"person:{self.person.id}"


def why_of(work: Work, change: Change) -> households.Why:
    """Return why a file has another version once a change is confirmed by whoever acts."""
    return households.Why(Kind.CHANGED, change.proposed_by, work.person_id, change_id=change.id)


def of_household(work: Work, action: Action, household_id: int) -> About:
    """Return what an officer may change or confirm; raises UnknownHousehold, NotForYou, OwnFile."""
    return about_file(work.session, households.opened_to(work, action, household_id))


def about_file(session: Session, file: HouseholdFile, person: Person | None = None) -> About:
    """Return what a change of a file is about; whoever asks has been let in before."""
    head = person or households.head_of(session, file)
    agrees = consent.agrees(head) and consent.given(session, file.head_id)
    return About(head, households.unit_of(session, file), file, households.people_of(session, file), agrees)


def own(work: Work) -> About:
    """Return what the worker who acts may propose to change: the own registration, and the household's file."""
    require_access(work.actor, Action.SEE_OWN_FILE)
    return _of_person(work.session, work.session.get_one(Person, work.person_id))


def _of_person(session: Session, person: Person) -> About:
    file = households.file_of_person(session, person.id)
    if file is not None:
        return about_file(session, households.lock(session, file.id), person)
    return _without_file(session, person)


def _without_file(session: Session, person: Person) -> About:
    """Who lives with a worker who has no file yet is what their running report says."""
    reports = select(AidCase).where(AidCase.applicant_id == person.id, col(AidCase.closed_at).is_(None))
    near = frozenset(one for case in session.exec(reports).all() for one in household_ids(session, case))
    return About(person, _unit(session, person), None, near | {person.id}, consent.agrees(person))


def of_case(work: Work, case_id: int) -> About:
    """Return what an officer may change for the worker of a case, who may have no file; raises NotForYou, OwnFile,
    ConsentWithdrawn."""
    case = work.session.get(AidCase, case_id)
    if case is None:
        raise NotForYou
    whose = _of_person(work.session, work.session.get_one(Person, case.applicant_id))
    path = whose.unit.path if whose.unit else ""
    require_access(work.actor, Action.CHANGE_HOUSEHOLD, Subject(whose.person.id, path, whose.officer_id))
    if work.person_id in whose.people | household_ids(work.session, case):
        raise OwnFile
    consent.check(work.session, whose.person.id, case.number)
    return replace(whose, case=case)


def payee_of(case: AidCase | None) -> Payee | None:
    """Return who is paid instead of the worker by a case that is under way, with a card of their own."""
    return payee_in(case.answers) if case is not None and case.status == Status.OPEN else None


def _unit(session: Session, person: Person) -> Unit | None:
    return session.get(Unit, person.unit_id) if person.unit_id is not None else None


def found(session: Session, change_id: int, *, guarded: bool = False) -> Change:
    """Return a change, fresh and locked until the transaction ends; raises UnknownChange.

    `guarded` says that the household is locked already, so that what was read of it since still holds.
    """
    query = select(Change).where(Change.id == change_id).with_for_update()
    options = STILL_KNOWN if guarded else {"populate_existing": True}
    change = session.exec(query.execution_options(**options)).first()
    if change is None:
        raise UnknownChange
    return change


def about(session: Session, change: Change) -> About:
    """Return what a change is about; whoever asks has been let in before. The clock comes here, too."""
    person = session.get(Person, change.person_id) if change.person_id is not None else None
    case = session.get(AidCase, change.case_id) if change.case_id is not None else None
    if change.household_id is not None:
        whose = about_file(session, session.get_one(HouseholdFile, change.household_id), person)
        return replace(whose, people=whose.people | _joining(session, change), case=case)
    assert person is not None, "a change is about a household or a person"
    return replace(_without_file(session, person), case=case)


def _joining(session: Session, change: Change) -> set[int]:
    """Whoever is to live in the household counts as one of it already; an officer only once they say that it is so."""
    number = (Part.from_json(change.new).member or {}).get("resident_id")
    if not number:
        return set()
    known = select(Person.id).where(Person.resident_id_print == vault().fingerprint(normalise(str(number))))
    asked = select(NamedOfficer.officer_id).where(
        NamedOfficer.change_id == change.id, col(NamedOfficer.lives_there).is_not(True)
    )
    return set(session.exec(known.where(col(Person.id).not_in(asked))))


def opened_to_officer(work: Work, change_id: int) -> tuple[Change, About]:
    """Return a change and what it is about, both locked, if this officer may confirm changes there.

    Raises UnknownChange, NotForYou, OwnFile, ConsentWithdrawn.
    """
    seen = work.session.get(Change, change_id)
    if seen is None:
        require_access(work.actor, Action.CONFIRM_CHANGE)
        raise UnknownChange
    if seen.household_id is not None:
        of_household(work, Action.CONFIRM_CHANGE, seen.household_id)
    change = found(work.session, change_id, guarded=seen.household_id is not None)
    whose = about(work.session, change)
    path = whose.unit.path if whose.unit else ""
    require_access(work.actor, Action.CONFIRM_CHANGE, Subject(whose.person.id, path, whose.officer_id))
    if work.actor.person_id in whose.people:
        raise OwnFile
    consent.check(work.session, whose.person.id, str(change.id))
    if is_asked(work.session, col(NamedOfficer.change_id) == change.id, work.person_id):
        raise SayFirst
    return change, whose


def proposed_by(work: Work, change_id: int) -> Change:
    """Return a change of whoever acts; raises NotForYou for any other, there or not."""
    change = work.session.get(Change, change_id)
    if change is None or change.proposed_by != work.by_id:
        raise NotForYou
    return found(work.session, change_id)


def waiting(session: Session, whose: About) -> list[Change]:
    """Return what waits for confirmation about a household and its people, the oldest first."""
    file_id = whose.file.id if whose.file else None
    theirs = (col(Change.household_id) == file_id) | col(Change.person_id).in_(whose.people)
    query = select(Change).where(theirs, Change.state == Standing.PROPOSED.value)
    return list(session.exec(query.order_by(col(Change.id))))


# What can be asked ---------------------------------------------------------------------------------------------------


def form_of(policy: Policy) -> Form:
    """Return the report's form under a policy, built once."""
    if policy.version not in _forms:
        _forms[policy.version] = record_form(policy)
    return _forms[policy.version]


def asked_of(work: Work, whose: About, what: What, field: str = "", index: int = 0) -> Asked:
    """Return one change that can be asked for, of the file as it stands or of the registration."""
    return Asked(record_of(work, whose, what), what, field, index)


def _card_of(work: Work, case: AidCase | None) -> Record:
    """Return the card of whoever is paid, under the question by which it was asked for."""
    other = payee_of(case)
    if case is None or other is None:
        return Record(Form("card", say(N_("Bank card")), ()), {}, Facts(work.today))
    question = kinds.form_of(work, case).question(other.card_key)
    assert question is not None, "a form that may pay somebody else asks for their card"
    asked = replace(question, ask_if=None)
    return Record(Form(other.card_key, asked.label, (asked,)), {other.card_key: other.card}, Facts(work.today))


def record_of(work: Work, whose: About, what: What) -> Record:
    """Return what is on record; a worker without a file has an empty one."""
    if what is What.CARD:
        return _card_of(work, whose.case)
    if what is What.PERSON:
        return Record(REGISTRATION, _registration(work.session, whose.person), Facts(work.today))
    policy = work.house.policies.current
    return Record(form_of(policy), whose.file.data if whose.file else {}, Facts(work.today))


def _registration(session: Session, person: Person) -> Answers:
    works_at = _unit(session, person)
    unit = looked_up(works_at.id, works_at.named) if works_at else None
    given = {"unit": unit, "name": person.name, "phone": person.phone, "resident_id": person.resident_id}
    return {key: value for key, value in given.items() if value is not None}


def asked_by(work: Work, change: Change, whose: About) -> Asked:
    """Return a kept change as one that is asked for, with the place where its member stands now (-1: gone)."""
    what = What(change.what)
    asked = asked_of(work, whose, what, change.field)
    if what not in (What.MEMBER, What.LEAVE, What.HEAD):
        return asked
    ids = [whom(row) for row in asked.record.members]
    return Asked(asked.record, what, change.field, ids.index(change.member) if change.member in ids else -1)


# Proofs --------------------------------------------------------------------------------------------------------------


def keep_proofs(work: Work, change: Change, files: list[Mapping[str, Any]]) -> None:
    """Keep the photos and papers that prove a change, with the household if it has a file. Those that prove who
    somebody is, or their card, go from the chat of whoever sent them once they are safely kept."""
    refs = [FileRef.from_json(one) for one in files]
    goes = shows_number(What(change.what), change.field)
    work.session.add_all(
        Paper(
            household_id=change.household_id, about=f"change:{change.id}", kind="change", file_id=ref.file_id,
            unique_id=ref.unique_id, is_photo=ref.is_photo, name=ref.name,
            mime=ref.mime, size=ref.size, added_by=work.by_id, added_at=work.now,
            message_id=ref.message_id or None if goes else None,
        )
        for ref in refs
    )  # fmt: skip
    work.session.flush()


def proofs_of(session: Session, change: Change) -> list[Paper]:
    """Return the files that came with a change."""
    query = select(Paper).where(Paper.about == f"change:{change.id}").order_by(col(Paper.id))
    return known_rows(session, ("proofs", change.id), Paper, lambda: session.exec(query))
