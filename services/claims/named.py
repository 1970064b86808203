"""Officers whom a report or a change names as living in a household: asked, and only their yes keeps them out."""

from sqlmodel import Session, col, select

from domain.changes.asked import Part
from domain.changes.change import Standing
from domain.claims.settled import AnsweredAlready, Said
from domain.platform.access import NotForYou
from domain.platform.identifiers import normalise
from domain.platform.text import N_, say
from domain.procedure.state import Status
from models.changes import Change
from models.households import HouseholdMember, NamedOfficer
from models.officers import Appointment
from models.people import Person
from models.platform.seal import vault
from models.procedure import AidCase
from services.claims import tries
from services.platform import audit
from services.platform.undo import is_first
from services.platform.work import Work
from services.procedure import Dossier, close_prompts, lock, put_prompt, refresh_prompts, subject

__all__ = ["answer", "ask_new_officers", "ask_of_case", "ask_of_change"]


SAID = {
    Said.YES: N_("said that they live there, as was named"),
    Said.NO: N_("said that they do not live there"),
}


def ask_of_case(work: Work, case: AidCase) -> None:
    """Ask the officers whom a report names, each once; who is named no longer is asked no longer."""
    rows = select(HouseholdMember.resident_id_print, HouseholdMember.relation).where(
        HouseholdMember.case_id == case.id, col(HouseholdMember.household_id).is_(None)
    )
    is_asked = case.opens_file and case.status in (Status.OPEN, Status.RETURNED)
    relations = dict(work.session.exec(rows).all()) if is_asked else {}
    wanted = officers_among(work.session, set(relations)) if is_asked else {}
    for officer_id, print_ in wanted.items():
        if officer_id != case.applicant_id:
            _ask(work, case, None, officer_id, relations[print_])
    if Dossier(work, case).names_officers:
        of_case = (col(NamedOfficer.case_id) == case.id) & col(NamedOfficer.change_id).is_(None)
        _ask_no_longer(work, case, of_case, set(wanted))


def ask_new_officers(work: Work) -> None:
    """Ask whoever got an office after a report that is under way had named them."""
    in_office = select(Appointment.person_id).where(col(Appointment.ended_at).is_(None))
    asked = select(NamedOfficer.id).where(
        NamedOfficer.case_id == AidCase.id, NamedOfficer.officer_id == Person.id, col(NamedOfficer.change_id).is_(None)
    )
    rows = (
        select(AidCase)
        .join(HouseholdMember, col(HouseholdMember.case_id) == col(AidCase.id))
        .join(Person, col(Person.resident_id_print) == col(HouseholdMember.resident_id_print))
        .where(col(Person.id).in_(in_office), Person.id != AidCase.applicant_id, ~asked.exists())
        .where(col(AidCase.opens_file), col(AidCase.closed_at).is_(None))
        .where(col(HouseholdMember.household_id).is_(None))
    )
    for case in work.session.exec(rows.order_by(col(AidCase.id))).unique().all():
        ask_of_case(work, case)
        if case.status == Status.OPEN:
            refresh_prompts(work, lock(work.session, case.id))


def ask_of_change(work: Work, change: Change, report: AidCase | None) -> None:
    """The same for whoever is to live in a household on file."""
    member = Part.from_json(change.new).member or {}
    number = member.get("resident_id")
    if report is None or not number:
        return
    is_asked = change.state == Standing.PROPOSED
    prints = {vault().fingerprint(normalise(str(number)))} if is_asked else set()
    wanted = officers_among(work.session, prints)
    for officer_id in set(wanted) - {change.proposed_by}:
        _ask(work, report, change, officer_id, str(member.get("relation") or ""))
    _ask_no_longer(work, report, col(NamedOfficer.change_id) == change.id, set(wanted))


def officers_among(session: Session, prints: set[str]) -> dict[int, str]:
    """Return who of these people holds an office, with the print of their number."""
    in_office = select(Appointment.person_id).where(col(Appointment.ended_at).is_(None))
    known = select(Person.id, Person.resident_id_print).where(
        col(Person.resident_id_print).in_(prints), col(Person.id).in_(in_office)
    )
    return {person_id: print_ or "" for person_id, print_ in session.exec(known)}


def _ask(work: Work, case: AidCase, change: Change | None, officer_id: int, relation: str) -> None:
    once = f"change:{change.id}:{officer_id}" if change else f"case:{case.id}:{officer_id}"
    if work.session.exec(select(NamedOfficer.id).where(NamedOfficer.once == once)).first() is not None:
        return
    by = change.proposed_by if change else case.applicant_id
    named = NamedOfficer(
        case_id=case.id, change_id=change.id if change else None, officer_id=officer_id, named_by=by,
        relation=relation, asked_at=work.now, once=once,
    )  # fmt: skip
    if is_first(work.session, named):
        put_prompt(work, case, f"named:{named.id}", officer_id)


def _ask_no_longer(work: Work, case: AidCase, about: object, still: set[int]) -> None:
    unsaid = select(NamedOfficer).where(about, col(NamedOfficer.lives_there).is_(None))  # type: ignore[arg-type]
    for named in work.session.exec(unsaid).all():
        if named.officer_id not in still:
            close_prompts(work, case, f"named:{named.id}", say(N_("You are not named there any more.")))


def answer(work: Work, named_id: int, said: Said) -> None:
    """Let an officer say whether they live where they were named; a yes takes the case out of their hands.

    Raises NotForYou, AnsweredAlready.
    """
    named = work.session.get(NamedOfficer, named_id)
    if named is None or named.officer_id != work.person_id:
        raise NotForYou
    case = lock(work.session, named.case_id)
    work.session.refresh(named)
    if named.lives_there is not None:
        raise AnsweredAlready
    named.lives_there, named.answered_at = said is Said.YES, work.now
    work.session.flush()
    noted = SAID[said]
    audit.note(work, work.person_id, noted, subject(case))
    thanks = say(N_("Thank you. Colleagues decide there.")) if named.lives_there else say(N_("Thank you."))
    close_prompts(work, case, f"named:{named.id}", thanks)
    if case.status == Status.OPEN:
        refresh_prompts(work, case)
    if not named.lives_there:
        tries.count(work, named.named_by)
