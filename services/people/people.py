"""People as the bot first meets them: their row, language, standing and whether they can be reached."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, bindparam
from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select

from domain.people.events import BackAgain
from domain.platform.access import Actor, Office
from domain.platform.text import LOCALES
from models.forms import Draft
from models.officers import Appointment
from models.people import Person, reached_at
from models.units import Unit
from services.people.addresses import address_of
from services.platform import consent, undelivered
from services.platform.work import Work

# What every update looks at; the sealed rest of a person is loaded when something asks for it.
NEEDED_ALWAYS = load_only(
    *(Person.id, Person.address, Person.locale, Person.blocked_at, Person.registered_at),  # type: ignore[arg-type]
    *(Person.consented_at, Person.sensitive_consented_at, Person.gone_at, Person.seal),  # type: ignore[arg-type]
)


@dataclass(frozen=True, slots=True)
class PersonView:
    """What every update looks at: the language, since when somebody agreed and is registered, or is dead."""

    id: int
    locale: str
    consented_at: datetime | None
    sensitive_consented_at: datetime | None
    registered_at: datetime | None
    gone_at: datetime | None = None


def locale_for(language_code: str | None, default: str) -> str:
    """Choose a locale from Telegram's language code, such as `zh-hans`, `zh-TW` or `en-GB`."""
    code = (language_code or "").replace("_", "-").lower()
    if code.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh_Hant"
    if code.startswith("zh"):
        return "zh_Hans"
    return "en" if code else default


THEIRS = and_(col(Draft.person_id) == col(Person.id), col(Draft.active).is_(True))
WANTED = reached_at(bindparam("wanted", expanding=True))
WITH_DRAFTS = select(Person, Draft).outerjoin(Draft, THEIRS).options(NEEDED_ALWAYS)
MANY, ONE = WITH_DRAFTS.where(WANTED), WITH_DRAFTS.where(reached_at(bindparam("wanted")))


def preload(session: Session, addresses: Iterable[int]) -> None:
    """Bring many people and their active drafts into the session in one query, so that what follows asks nothing."""
    wanted = set(addresses)
    asked, given = (MANY, sorted(wanted)) if len(wanted) != 1 else (ONE, min(wanted))
    found = session.exec(asked, params={"wanted": given}).all()
    session.info["people"] = [person for person, _ in found]  # keeps them from being collected
    session.info["at"] = {person.address: person for person, _ in found}
    known: dict[int, Draft | None] = dict.fromkeys(wanted - set(session.info["at"]))
    session.info["drafts"] = known | {person.id: draft for person, draft in found}


def meet(work: Work, address: int, *, language_code: str | None) -> int:
    """Know who writes from this address from the first meeting on, and return their id; somebody who writes has not
    blocked the bot."""
    person = at_address(work.session, address)
    if person is None:
        locale = locale_for(language_code, work.house.default_locale)
        person = Person(id=address, locale=locale, first_seen_at=work.now)
        work.session.add(person)
        work.session.flush()
        work.session.info.setdefault("people", []).append(person)  # the session itself holds its rows only weakly
    if person.blocked_at is not None:
        since, person.blocked_at = person.blocked_at, None
        undelivered.offer_missed(work, person.id)
        work.happened(BackAgain(person.id, since))
    return person.id


def at_address(session: Session, address: int) -> Person | None:
    """Return who is reached at an address, None while nobody is."""
    known: Person | None = session.info.get("at", {}).get(address)
    if known is not None and known.address == address:
        return known
    found = session.exec(select(Person).where(reached_at(address)).options(NEEDED_ALWAYS)).first()
    if found is None:
        found = session.get(Person, address, options=[NEEDED_ALWAYS])
        if found is None or found.address is not None:
            return None
        found.address = address  # as the version before wrote it
    return found


def set_blocked(work: Work, blocked: bool) -> None:
    """Note that the person has blocked the bot, or has unblocked it."""
    row_of(work).blocked_at = work.now if blocked else None


def row_of(work: Work) -> Person:
    """Return the row of who acts; it is in the session already, so that this asks the database nothing."""
    return work.session.get_one(Person, work.person_id)


def seen(session: Session, person_id: int) -> PersonView:
    """Return a person who was met before, as they stand at this moment."""
    row = session.get_one(Person, person_id)
    return PersonView(row.id, row.locale, row.consented_at, row.sensitive_consented_at, row.registered_at,
                      row.gone_at)  # fmt: skip


def agreeing(person: PersonView, since: datetime | None) -> PersonView:
    """Return somebody as who acts for another: whether data may be used is said by whose they are."""
    return replace(person, consented_at=since, sensitive_consented_at=since)


def name_of(work: Work) -> str:
    """Return the name of who acts, empty before registration."""
    return row_of(work).name or ""


def set_locale(work: Work, locale: str) -> None:
    """Change the language of everything that the bot tells this person from now on."""
    if locale in LOCALES:
        row_of(work).locale = locale


def actor_of(session: Session, person_id: int, *, admin_ids: frozenset[int], with_offices: bool = True) -> Actor:
    """Return a person as access rules see them; their running appointments cost a query."""
    person = session.get_one(Person, person_id)
    offices = _offices_of(session, person.id) if with_offices else ()
    return Actor(
        person_id=person.id,
        consented=consent.agrees(person),
        registered=consent.may_be_told(person),
        administrator=address_of(person) in admin_ids,
        offices=offices,
        on_record=person.registered_at is not None and person.gone_at is None,
    )


def _offices_of(session: Session, person_id: int) -> tuple[Office, ...]:
    rows = session.exec(
        select(Appointment, Unit)
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(Appointment.person_id == person_id, col(Appointment.ended_at).is_(None), col(Unit.closed_at).is_(None))
        .order_by(col(Appointment.id))
    )
    return tuple(Office(held.role, unit.id, unit.path, unit.level, unit.named) for held, unit in rows)
