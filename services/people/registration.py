"""Who a worker is: consents, the unit, and the account that a resident id belongs to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from domain.people.consent import ConsentKind
from domain.platform.text import N_, Refusal
from models.people import Consent, Person
from models.platform.seal import vault
from models.units import Unit
from services.platform import audit
from services.platform.work import Work

__all__ = [
    "Consent", "IdAlreadyRegistered", "Person", "Unit", "UnitUnknown", "consents_of", "register",
    "search_units", "set_blocked", "set_consent", "unit_by_code", "unit_of",
]  # fmt: skip


class IdAlreadyRegistered(Refusal):
    """A resident id belongs to one account; nothing is told of the other."""

    text = N_(
        "This resident id is already registered with another Telegram account. If that is an old account of yours, or "
        "you do not know of it, please call your union: they can move it to this one. If a digit is wrong, change it."
    )


class UnitUnknown(Refusal):
    """The unit is gone, or was never there."""

    text = N_("I do not know this unit, or it is closed by now. Please search for your unit by its name.")


def set_consent(work: Work, person: Person, kind: ConsentKind, given: bool) -> None:
    """Record that a consent is given or withdrawn; saying the same twice is recorded once."""
    column = "consented_at" if kind is ConsentKind.PROCESSING else "sensitive_consented_at"
    if (getattr(person, column) is not None) is given:
        return
    setattr(person, column, work.now if given else None)
    work.session.add(Consent(person_id=person.id, kind=kind.value, given=given, at=work.now))


def consents_of(session: Session, person: Person) -> list[Consent]:
    """Return the history of a person's consents, oldest first."""
    query = select(Consent).where(Consent.person_id == person.id).order_by(col(Consent.id))
    return list(session.exec(query))


def search_units(session: Session, query: str, *, limit: int = 8) -> Sequence[Unit]:
    """Return the open units whose name holds every word of the query, the shortest names first."""
    wanted = select(Unit).where(col(Unit.closed_at).is_(None))
    for word in query.split():
        wanted = wanted.where(col(Unit.name).icontains(word, autoescape=True))
    found = session.exec(wanted.order_by(col(Unit.name)).limit(200)).all()
    return sorted(found, key=lambda unit: len(unit.name))[:limit]


def unit_by_code(session: Session, code: str) -> Unit:
    """Return the unit of a poster's code; raises UnitUnknown."""
    unit = session.exec(select(Unit).where(Unit.code == code, col(Unit.closed_at).is_(None))).first()
    if unit is None:
        raise UnitUnknown
    return unit


def unit_of(session: Session, unit_id: int | None) -> Unit | None:
    """Return a unit by its id, None when there is none."""
    return session.get(Unit, unit_id) if unit_id is not None else None


def register(work: Work, person: Person, answers: Mapping[str, Any]) -> Person:
    """Write down who a person is; raises IdAlreadyRegistered or UnitUnknown."""
    fingerprint = vault().fingerprint(answers["resident_id"])
    owner = work.session.exec(select(Person.id).where(Person.resident_id_print == fingerprint)).first()
    if owner is not None and owner != person.id:
        raise IdAlreadyRegistered
    unit = unit_of(work.session, int(answers["unit"]["id"]))
    if unit is None or unit.closed_at is not None:
        raise UnitUnknown
    person.unit_id, person.pending_unit_id = unit.id, None
    person.name, person.phone = answers["name"], answers["phone"]
    person.resident_id, person.resident_id_print = answers["resident_id"], fingerprint
    person.registered_at = person.registered_at or work.now
    audit.note(work, person.id, "registered", f"person:{person.id}")
    work.session.flush()
    return person


def set_blocked(person: Person, blocked: bool, *, now: datetime) -> None:
    """Note that a person has blocked the bot, or has unblocked it."""
    person.blocked_at = now if blocked else None
