"""Household files between the tables and the rules: read for change, opened to whom they concern, with their papers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from domain.forms import FileRef
from domain.households.household import Household, from_answers
from domain.platform.access import Action, NotForYou, Subject
from domain.platform.access import require as require_access
from domain.platform.text import N_, Refusal
from models.households import HouseholdFile, HouseholdMember, MemberAccount
from models.people import Person
from models.platform.known import known
from models.procedure import Paper
from models.units import Unit
from services.platform import consent
from services.platform.work import Work


class UnknownHousehold(NotForYou):
    """There is no such file, or it is closed: told as if it were somebody else's."""


class UnknownNumber(Refusal):
    """No file has the number that was typed, or it is not for this person to know."""

    text = N_("There is no such household file here. Please check the number, it looks like HF-2026-0001.")


class OwnFile(Refusal):
    """Nobody acts on their own household."""

    text = N_("This is your own household. A colleague takes care of it.")


def subject(file: HouseholdFile) -> str:
    """Return how the trail names a household file."""
    return f"household:{file.id}"


def lock(session: Session, household_id: int) -> HouseholdFile:
    """Return a file that is not closed, fresh and locked until the transaction ends: of one that became another's, that
    other. Raises UnknownHousehold."""
    named = col(HouseholdFile.id) == household_id
    file: HouseholdFile | None = session.exec(_open_one(named)).first()
    if file is None:
        file = session.exec(_open_one(col(HouseholdFile.id) == _became(named))).first()
    if file is None:
        raise UnknownHousehold
    return file


def _open_one(which: Any) -> Any:
    query = select(HouseholdFile).where(which, col(HouseholdFile.closed_at).is_(None))
    return query.with_for_update().execution_options(populate_existing=True)


def _became(which: Any) -> Any:
    """Query the file to which a merged one leads; one of the household's others, which led there, leads on."""
    return select(HouseholdFile.merged_into).where(which).scalar_subquery()


def id_of(work: Work, number: str) -> int:
    """Return the id of an open file by its number as people type it; raises UnknownNumber, also for one of others."""
    named = col(HouseholdFile.number) == number.strip().upper()
    wanted = or_(named, col(HouseholdFile.id) == _became(named))
    file = work.session.exec(select(HouseholdFile).where(wanted, col(HouseholdFile.closed_at).is_(None))).first()
    if file is None:
        raise UnknownNumber
    try:
        return opened_to(work, Action.SEE_HOUSEHOLD, file.id).id
    except NotForYou:
        raise UnknownNumber from None


def opened_to(work: Work, action: Action, household_id: int) -> HouseholdFile:
    """Return a file, locked, if this person may do this with it; raises UnknownHousehold, NotForYou, OwnFile,
    ConsentWithdrawn."""
    file = lock(work.session, household_id)
    unit = unit_of(work.session, file)
    require_access(work.actor, action, Subject(file.head_id, unit.path, file.case_officer_id))
    if work.actor.person_id in people_of(work.session, file):
        raise OwnFile
    consent.check(work.session, file.head_id, file.number)
    return file


def file_of_person(session: Session, person_id: int) -> HouseholdFile | None:
    """Return the open file of the household that somebody heads or belongs to: the one place that says whose it is.

    Nobody proves that an id is theirs, so who has a member's belongs to it once somebody has said that it is them.
    """
    person = session.get_one(Person, person_id)
    heads = col(HouseholdFile.head_id) == person_id
    lives_there = and_(
        col(HouseholdMember.household_id) == col(MemberAccount.household_id),
        col(HouseholdMember.resident_id_print) == col(MemberAccount.resident_id_print),
    )
    said = select(MemberAccount.household_id).join(HouseholdMember, lives_there)
    belongs = said.where(
        MemberAccount.person_id == person_id, MemberAccount.resident_id_print == person.resident_id_print,
        col(MemberAccount.is_them).is_(True),
    )  # fmt: skip
    theirs = heads if person.resident_id_print is None else or_(heads, col(HouseholdFile.id).in_(belongs))
    query = select(HouseholdFile).where(theirs, col(HouseholdFile.closed_at).is_(None))
    return session.exec(query.order_by(heads.desc(), col(HouseholdFile.id).desc())).first()


def people_of(session: Session, file: HouseholdFile) -> frozenset[int]:
    """Return the ids of the people of the household whom the bot knows, the head among them."""
    prints = select(HouseholdMember.resident_id_print).where(HouseholdMember.household_id == file.id)
    there = select(Person.id).where(col(Person.resident_id_print).in_(prints))
    found = known(session, ("people", file.id), (Person, HouseholdMember), lambda: frozenset(session.exec(there)))
    return found | {file.head_id}


def unit_of(session: Session, file: HouseholdFile) -> Unit:
    """Return the unit the file belongs to."""
    return session.get_one(Unit, file.unit_id)


def head_of(session: Session, file: HouseholdFile) -> Person:
    """Return the worker who heads the household."""
    return session.get_one(Person, file.head_id)


def household_in(file: HouseholdFile) -> Household:
    """Return what the file says of the household, for the rules; `file.known` goes beside it."""
    return from_answers(file.data)


def keep_files(work: Work, file: HouseholdFile, about: str, files: Sequence[Mapping[str, Any]], *, by: int) -> int:
    """Keep the answers of a question for photos or papers (`FileRef.to_json()`) with the household; return how many
    are new. `about` says what they show, such as `visit:7` or `task:12:receipt`."""
    refs = [FileRef.from_json(one) for one in files]
    there = {paper.unique_id for paper in papers_about(work.session, file, about)}
    new = [ref for ref in refs if not ref.unique_id or ref.unique_id not in there]
    work.session.add_all(
        Paper(
            household_id=file.id,
            about=about,
            kind=about.split(":")[-1] if about.startswith("task:") else about.split(":")[0],
            file_id=ref.file_id,
            unique_id=ref.unique_id,
            is_photo=ref.is_photo,
            name=ref.name,
            mime=ref.mime,
            size=ref.size,
            added_by=by,
            added_at=work.now,
        )
        for ref in new
    )
    work.session.flush()
    return len(new)


def papers_about(session: Session, file: HouseholdFile, about: str | Iterable[str]) -> list[Paper]:
    """Return the files kept with a household about one thing or several that are some, in the order they came."""
    wanted = {about} if isinstance(about, str) else set(about)
    query = select(Paper).where(Paper.household_id == file.id, col(Paper.about).in_(wanted))
    return [paper for paper in session.exec(query.order_by(col(Paper.id))) if not paper.is_none]
