"""Who a worker is: consents, the unit, and the account that a resident id belongs to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from domain.people import events
from domain.people.consent import ConsentKind
from domain.platform.alike import alike, holds_words
from domain.platform.identifiers import mask_phone
from domain.platform.messages import Message
from domain.platform.numbers.documents import masked
from domain.platform.text import N_, Refusal, Sayable, named, say
from models.people import Consent, Person
from models.platform.seal import vault
from models.units import Unit
from services.forms import let_go
from services.people.people import row_of
from services.platform import audit, outbox
from services.platform.undo import TakenMeanwhile, taken_once
from services.platform.work import Work


class NeedsALook(Refusal):
    """A resident id belongs to one account, and an account may try a few a day: it is not said which of both it is."""

    text = N_(
        "A colleague of your union has to look at this registration before it can go on. What you typed is kept. If a "
        "digit is wrong, change it. If everything is right, ask a colleague with the button: they will want to see you "
        "in person with your identity card. If you had another Telegram account before, all that you had there can "
        "then come here."
    )


TRIED = N_("gave a number at registration that a colleague has to look at")


class UnitUnknown(Refusal):
    """The unit is gone, or was never there."""

    text = N_("I do not know this unit, or it is closed by now. Please search for your unit by its name.")


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as people choose it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Registered:
    """What is kept of who somebody is, the numbers masked."""

    name: str
    resident_id: Sayable | str
    phone: str
    unit: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent that was given or withdrawn, and when."""

    kind: ConsentKind
    given: bool
    at: datetime


def set_consent(work: Work, kind: ConsentKind, given: bool) -> None:
    """Record that a consent is given or withdrawn; saying the same twice is recorded once."""
    person = row_of(work)
    column = "consented_at" if kind is ConsentKind.PROCESSING else "sensitive_consented_at"
    if (getattr(person, column) is not None) is given:
        return
    setattr(person, column, work.now if given else None)
    work.session.add(Consent(person_id=person.id, kind=kind.value, given=given, at=work.now))
    if person.registered_at is not None:
        work.session.flush()
        work.happened(events.ConsentChanged(person.id))


def withdraw(work: Work, kind: ConsentKind, forms: Collection[str]) -> int:
    """Withdraw a consent: from now on it holds for every reader. What was never handed in of these forms goes at once.

    Return how many forms were let go.
    """
    set_consent(work, kind, False)
    return let_go(work, forms)


def consents_of(work: Work) -> list[ConsentLine]:
    """Return the history of the person's consents, oldest first."""
    query = select(Consent).where(Consent.person_id == work.person_id).order_by(col(Consent.id))
    return [ConsentLine(ConsentKind(row.kind), row.given, row.at) for row in work.session.exec(query)]


def search_units(session: Session, query: str, *, limit: int = 8) -> list[UnitView]:
    """Return the open units whose name holds every word of the query in simplified or traditional signs, the shortest
    names first."""
    words = alike(query).split()
    open_ones = select(Unit.id, Unit.name, Unit.name_zh_hant, Unit.name_en).where(col(Unit.closed_at).is_(None))
    names = [
        UnitView(unit_id, named(name, {"zh_Hant": hant, "en": english}))
        for unit_id, name, hant, english in session.exec(open_ones.order_by(col(Unit.name)))
    ]
    found = [unit for unit in names if holds_words(unit.name, words)]
    return sorted(found, key=lambda unit: len(unit.name))[:limit]


def unit_of_poster(session: Session, code: str) -> UnitView:
    """Return the unit of a poster; raises UnitUnknown."""
    unit = session.exec(select(Unit).where(Unit.code == code, col(Unit.closed_at).is_(None))).first()
    if unit is None:
        raise UnitUnknown
    return UnitView(unit.id, unit.named)


def remember_unit(work: Work, unit_id: int) -> None:
    """Keep the unit of the poster by which somebody came until they register."""
    row_of(work).pending_unit_id = unit_id


def remembered_unit(work: Work) -> UnitView | None:
    """Return the unit of the poster by which somebody came, until they are registered."""
    unit = _unit(work.session, row_of(work).pending_unit_id)
    return UnitView(unit.id, unit.named) if unit else None


def remember_link(work: Work, payload: str) -> None:
    """Keep a link that has to wait until the person is registered."""
    row_of(work).pending_link = payload


def remembered_link(work: Work) -> str:
    """Return the link that waits, empty if there is none."""
    return row_of(work).pending_link or ""


def take_link(work: Work) -> str:
    """Return the link that waits and forget it."""
    person = row_of(work)
    payload, person.pending_link = person.pending_link or "", None
    return payload


def _unit(session: Session, unit_id: int | None) -> Unit | None:
    return session.get(Unit, unit_id) if unit_id is not None else None


def count_try(work: Work, answers: Mapping[str, Any]) -> None:
    """Write down that somebody was refused by NeedsALook; the administrators are told once a day of who goes on."""
    audit.note(work, work.person_id, TRIED, f"person:{work.person_id}")
    work.session.flush()
    if not _has_tried_often(work):
        return
    source = N_(
        "Somebody who is not registered has given several resident ids today that a colleague has to look at: {name}, "
        "phone {phone}. It may be a mistake, or somebody trying things out; please call them."
    )
    told = say(source, name=str(answers["name"]), phone=mask_phone(str(answers["phone"])))
    for admin in work.admin_ids - {work.person_id}:
        outbox.put(work, admin, Message(told), key=f"tried:{work.person_id}:{work.today}:{admin}")


def _has_tried_often(work: Work) -> bool:
    return audit.count_today(work, TRIED) >= work.house.policies.current.limits.registrations_a_day


def register(work: Work, answers: Mapping[str, Any]) -> Registered:
    """Write down who the person is; raises NeedsALook or UnitUnknown."""
    person, fingerprint = row_of(work), vault().fingerprint(answers["resident_id"])
    owner = work.session.exec(select(Person.id).where(Person.resident_id_print == fingerprint)).first()
    if (owner is not None and owner != person.id) or _has_tried_often(work):
        raise NeedsALook
    unit = _unit(work.session, int(answers["unit"]["id"]))
    if unit is None or unit.closed_at is not None:
        raise UnitUnknown
    try:
        with taken_once(work.session):
            _write_down(person, unit, answers, work.now)
    except TakenMeanwhile:
        raise NeedsALook from None
    audit.note(work, person.id, N_("registered"), f"person:{person.id}")
    work.session.flush()
    work.happened(events.Registered(person.id))
    return _registered(person, unit, person.registered_at or work.now)


def _write_down(person: Person, unit: Unit, answers: Mapping[str, Any], now: datetime) -> None:
    person.unit_id, person.pending_unit_id = unit.id, None
    person.name, person.phone = answers["name"], answers["phone"]
    person.resident_id = answers["resident_id"]
    person.resident_id_print = vault().fingerprint(answers["resident_id"])
    person.registered_at = person.registered_at or now


def registered(work: Work) -> Registered | None:
    """Return what is kept of the person, None before they are registered."""
    person = row_of(work)
    if person.registered_at is None:
        return None
    return _registered(person, _unit(work.session, person.unit_id), person.registered_at)


def _registered(person: Person, unit: Unit | None, since: datetime) -> Registered:
    return Registered(
        name=person.name or "",
        resident_id=masked(person.resident_id or ""),
        phone=mask_phone(person.phone or ""),
        unit=unit.named if unit else "",
        since=since,
    )
