"""Who acts on whose behalf: an officer for somebody without an account, or a helper whom a worker named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select, update

from domain.behalf.acting import (
    CONSENT,
    Acting,
    BehalfOver,
    By,
    EnteredByAnother,
    HasAccount,
    May,
    UnitNotYours,
    actions,
)
from domain.forms import FileRef
from domain.platform.access import Action, Actor, NotForYou, Subject, offices_for
from domain.platform.messages import Message
from domain.platform.text import N_, Text, lines, say
from models.households import HouseholdFile, HouseholdMember
from models.people import FIRST_OF_REGISTER, REGISTER, Behalf, Person, is_of_register
from models.platform.outbox import LETTER, WAITING, Outbox
from models.platform.seal import vault
from models.procedure import AidCase, Paper
from models.units import Unit
from services.households import as_albums
from services.people import actor_of
from services.platform import audit, consent
from services.platform.counters import next_number
from services.platform.work import Work

AT_ONCE = {"synchronize_session": False}
_PERSON = SQLModel.metadata.tables["person"].c.id
_NAMES_PEOPLE = tuple(
    column for table in SQLModel.metadata.tables.values() for column in table.columns if column.references(_PERSON)
)


@dataclass(frozen=True, slots=True)
class Ward:
    """For whom somebody acts: by an officer (with letters that wait to be printed), or as a helper until a day."""

    behalf_id: int
    name: str
    unit: str
    since: date
    by: By
    may: tuple[May, ...]
    letters: int = 0
    until: date | None = None

    @property
    def may_now(self) -> tuple[May, ...]:
        """What may be done: an officer all that the worker could."""
        return tuple(May) if self.by is By.OFFICER else self.may


# By what right ----------------------------------------------------------------------------------------------------


def acting(work: Work, behalf_id: int) -> Acting:
    """Return on whose behalf whoever acts may act by a right; raises NotForYou, BehalfOver."""
    row = work.session.get(Behalf, behalf_id)
    if row is None or row.hand_id != work.person_id:
        raise NotForYou
    person = work.session.get_one(Person, row.person_id)
    if row.ended_at is not None or (row.kind == By.OFFICER and not _covers(work, person.unit_id)):
        raise BehalfOver
    if row.kind == By.OFFICER:
        actor = Actor(person.id, consented=True, registered=True, on_record=True)
        return Acting(row.id, person.id, person.name or "", actor, actions(May), row.begun_at)
    if row.agreed_at is None or row.until is None or row.until < work.today:
        raise BehalfOver
    actor = actor_of(work.session, person.id, admin_ids=frozenset(), with_offices=False)
    agreed = row.begun_at if consent.agrees(person) else None
    return Acting(row.id, person.id, person.name or "", actor, actions(_may(row)), agreed)


def on_behalf(work: Work, one: Acting) -> Work:
    """Return the same work, done on somebody's behalf by whoever acts."""
    hand = work.person_id
    return replace(work, person_id=one.person_id, find_actor=lambda: one.actor, hand_id=hand, behalf_id=one.behalf_id)


def _may(row: Behalf) -> tuple[May, ...]:
    return tuple(one for one in May if one.value in row.may.split())


def _covers(work: Work, unit_id: int | None) -> bool:
    unit = work.session.get(Unit, unit_id) if unit_id is not None else None
    return unit is not None and bool(offices_for(work.actor, Action.ASK_FOR_OTHERS, Subject(unit_path=unit.path)))


def wards(work: Work) -> list[Ward]:
    """Return for whom whoever acts may act now, the latest first."""
    theirs = select(Behalf).where(Behalf.hand_id == work.person_id, col(Behalf.ended_at).is_(None))
    rows = work.session.exec(theirs.order_by(col(Behalf.id).desc())).all()
    return [_ward(work, row) for row in rows if row.kind == By.OFFICER or row.agreed_at is not None]


def ward(work: Work, behalf_id: int) -> Ward:
    """Return one of them; raises NotForYou, BehalfOver."""
    acting(work, behalf_id)
    return _ward(work, work.session.get_one(Behalf, behalf_id))


def _ward(work: Work, row: Behalf) -> Ward:
    person = work.session.get_one(Person, row.person_id)
    unit = work.session.get(Unit, person.unit_id) if person.unit_id is not None else None
    waiting = select(func.count()).select_from(Outbox).where(Outbox.chat_id == person.id, Outbox.state == LETTER)
    letters = work.session.exec(waiting).one() if is_of_register(person.id) else 0
    since = row.begun_at.astimezone(work.house.zone).date()
    return Ward(
        row.id, person.name or "", unit.named if unit else "-", since, By(row.kind), _may(row), letters, row.until
    )


# An officer enters for somebody ---------------------------------------------------------------------------------------


def enter_for(work: Work, answers: Mapping[str, Any]) -> int:
    """Begin to act for somebody without an account, whose consent is there on paper; return the number of that.

    Raises UnitNotYours, HasAccount, EnteredByAnother.
    """
    unit_id, number = int(answers["unit"]["id"]), str(answers["resident_id"])
    if not _covers(work, unit_id):
        raise UnitNotYours
    print_ = vault().fingerprint(number)
    if work.session.exec(select(Person.id).where(Person.resident_id_print == print_)).first() is not None:
        raise HasAccount
    if (running := _running(work, print_)) is not None:
        return running.id
    person = _known(work, print_) or _new(work, unit_id, number, answers)
    row = Behalf(
        person_id=person.id, hand_id=work.person_id, kind=By.OFFICER.value, begun_at=work.now,
        resident_id_print=print_, open_key=print_,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    _keep_consent(work, row, answers[CONSENT])
    work.session.info.pop("written_to", None)
    _note(work, row, N_("enters on somebody's behalf"))
    return row.id


def _running(work: Work, print_: str) -> Behalf | None:
    """Return that whoever acts enters for them already; whoever holds no office any more lets go of it."""
    row = work.session.exec(select(Behalf).where(Behalf.open_key == print_).with_for_update()).first()
    if row is None or row.hand_id == work.person_id:
        return row
    hand, person = work.session.get_one(Person, row.hand_id), work.session.get_one(Person, row.person_id)
    theirs = work.by(actor_of(work.session, hand.id, admin_ids=work.admin_ids))
    if _covers(theirs, person.unit_id):
        raise EnteredByAnother(name=hand.name or "-")
    end(work, row)
    return None


def _known(work: Work, print_: str) -> Person | None:
    """Return somebody for whom a colleague entered before, or who heads a household that came from a register."""
    before = select(Behalf.person_id).where(Behalf.resident_id_print == print_, col(Behalf.joined_at).is_(None))
    heads = (
        select(HouseholdFile.head_id)
        .join(HouseholdMember, col(HouseholdMember.household_id) == col(HouseholdFile.id))
        .where(HouseholdMember.file_key == print_, HouseholdMember.relation == "self")
        .where(col(HouseholdFile.head_id) >= FIRST_OF_REGISTER, col(HouseholdFile.closed_at).is_(None))
    )
    found = work.session.exec(before).first() or work.session.exec(heads).first()
    person = work.session.get(Person, found) if found is not None else None
    if person is not None and not _covers(work, person.unit_id):
        raise UnitNotYours
    return person


def _new(work: Work, unit_id: int, number: str, answers: Mapping[str, Any]) -> Person:
    own = FIRST_OF_REGISTER + next_number(work.session, "person:register")
    person = Person(
        id=own, address=own, channel=REGISTER, locale=work.house.default_locale, first_seen_at=work.now,
        unit_id=unit_id, name=str(answers["name"]), resident_id=number,
    )  # fmt: skip
    work.session.add(person)
    work.session.flush()
    return person


def _keep_consent(work: Work, row: Behalf, files: Any) -> None:
    for ref in map(FileRef.from_json, files):
        work.session.add(
            Paper(
                about=f"behalf:{row.id}", kind=CONSENT, file_id=ref.file_id, unique_id=ref.unique_id,
                is_photo=ref.is_photo, name=ref.name, mime=ref.mime, size=ref.size, added_by=work.person_id,
                added_at=work.now, message_id=ref.message_id or None,
            )
        )  # fmt: skip
    work.session.flush()


def consent_shown(work: Work, behalf_id: int) -> list[Message]:
    """Return the consent on paper by which whoever acts enters for somebody; raises NotForYou, BehalfOver."""
    name, title = acting(work, behalf_id).name, say(N_("Consent on paper"))
    kept = select(Paper).where(Paper.about == f"behalf:{behalf_id}").order_by(col(Paper.id))
    return as_albums(lines(title, name, between=" · "), "", title, work.session.exec(kept).all())


def end(work: Work, row: Behalf) -> None:
    """Let nobody act by a right any more."""
    row.ended_at, row.ended_by, row.open_key = work.now, work.person_id or None, None
    work.session.info.pop("written_to", None)
    _note(work, row, N_("ended acting on somebody's behalf"))
    work.session.flush()


def _note(work: Work, row: Behalf, action: str) -> None:
    audit.note(work, work.person_id or None, action, f"person:{row.person_id}", detail=f"behalf:{row.id}")


def end_own(work: Work, behalf_id: int) -> None:
    """Whoever acts for somebody does so no longer; raises NotForYou."""
    row = work.session.get(Behalf, behalf_id, with_for_update=True)
    if row is None or row.hand_id != work.person_id:
        raise NotForYou
    if row.ended_at is None:
        end(work, row)


# What is said of it ---------------------------------------------------------------------------------------------------


def entered_said(session: Session, case: AidCase) -> Text | None:
    """Say who handed a case in on its applicant's behalf, and whether they looked at it since; None: themselves."""
    if case.entered_by is None:
        return None
    name = session.get_one(Person, case.entered_by).name or "-"
    rights = select(Behalf).where(Behalf.person_id == case.applicant_id, Behalf.hand_id == case.entered_by)
    row = session.exec(rights.order_by(col(Behalf.id).desc())).first()
    if row is not None and row.kind == By.HELPER:
        return say(N_("Entered by {name}, whom the worker named as a helper"), name=name)
    if row is not None and row.right_since is not None:
        source = N_("Entered by {name} on the worker's behalf; the worker said on {day} that it is right")
        return say(source, name=name, day=row.right_since.date())
    return say(N_("Entered by {name} on the worker's behalf, with their consent on paper"), name=name)


def entered_for_file(session: Session, file_id: int) -> Text | None:
    """Say the same of a household's file, by the case that opened it."""
    opened = select(AidCase).where(AidCase.household_id == file_id, col(AidCase.opens_file))
    case = session.exec(opened.order_by(col(AidCase.id).desc())).first()
    return entered_said(session, case) if case is not None else None


# They join ----------------------------------------------------------------------------------------------------------


def take_over(work: Work, before: int, person_id: int) -> None:
    """Somebody without an account has one by now: all that is theirs goes there, letters that nobody printed too."""
    session = work.session
    session.flush()
    ours = update(Behalf).where(col(Behalf.person_id) == before, col(Behalf.joined_at).is_(None))
    session.execute(ours.values(joined_at=work.now, ended_at=work.now, open_key=None), execution_options=AT_ONCE)
    for column in _NAMES_PEOPLE:
        if column.unique or column.primary_key:  # what there is one of for each: theirs stays
            theirs = column.table.select().where(column == person_id)
            if session.execute(theirs).first() is not None:
                session.execute(column.table.delete().where(column == before))
        session.execute(column.table.update().where(column == before).values({column.name: person_id}))
    letters = update(Outbox).where(col(Outbox.chat_id) == before, col(Outbox.state) == LETTER)
    session.execute(letters.values(chat_id=person_id, state=WAITING), execution_options=AT_ONCE)
    session.expire_all()
    session.delete(session.get_one(Person, before))
    session.flush()


def say_right(work: Work) -> bool:
    """Whoever acts says that all is as it was entered for them; tell whether anything was."""
    entered = select(Behalf).where(Behalf.person_id == work.person_id, col(Behalf.joined_at).is_not(None))
    rows = work.session.exec(entered).all()
    for row in rows:
        if row.right_since is None:
            row.right_since = work.now
            _note(work, row, N_("said that what was entered for them is right"))
    return bool(rows)
