"""Whether the data of a worker may be used: asked here, and nowhere else, by everybody who shows or uses them.

What is kept of a household needs both consents, since it tells of health, money and children; a notice needs the first.
Who is known from a register of the union alone cannot have been asked: their household is used as the union did before,
until they join and say themselves (docs/adr/0021).
Seeing the own case, taking it back, objecting, missing money and erasing need none (`domain/platform/access.py`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from domain.platform.identifiers import mask_phone
from domain.platform.text import N_, Arg, Refusal, Text
from models.people import FIRST_OF_REGISTER, Consent, Person, is_of_register

WITHDRAWN = N_("(consent withdrawn)")


class ConsentWithdrawn(Refusal):
    """The worker agrees no longer; the officer hears what may still be done."""

    text = N_(
        "This worker has withdrawn the consent to use their data, so nothing of {number} is shown, and nothing new is "
        "begun: no task, no visit, no change. A case that runs rests where its next step needs their data (a visit, "
        "the entry); the other steps go on (/pending). If they agree again, everything is open as before."
    )


def holds(person: Any = Person) -> ColumnElement[bool]:
    """The condition that what is kept of a person's household may be used: they agree, or have not joined yet."""
    agree = and_(person.consented_at.is_not(None), person.sensitive_consented_at.is_not(None))
    return or_(agree, person.id >= FIRST_OF_REGISTER)


def holds_for(person_id: Any) -> ColumnElement[bool]:
    """The condition that the person whom a column names agrees, such as the head of a file."""
    agree: ColumnElement[bool] = person_id.in_(select(Person.id).where(holds()))
    return agree


def agreed_since(moment: datetime) -> ColumnElement[bool]:
    """The condition that a person has agreed after a moment: what was left out before is not left out any more."""
    return or_(col(Person.consented_at) > moment, col(Person.sensitive_consented_at) > moment)


def may_hear() -> ColumnElement[bool]:
    """The condition that notices may be sent to a person: registered, agreed that data are kept, and alive."""
    here = col(Person.gone_at).is_(None)
    return and_(col(Person.registered_at).is_not(None), col(Person.consented_at).is_not(None), here)


def may_be_told(person: Person) -> bool:
    """Say the same of a person in hand."""
    return person.registered_at is not None and person.consented_at is not None and person.gone_at is None


def may_read_words(session: Session, person: Person) -> bool:
    """Say whether officers may read what somebody wrote to them: who sends words to an officer agrees to that by
    sending them, as long as they do not withdraw a consent."""
    if not may_be_told(person) or person.sensitive_consented_at is not None:
        return may_be_told(person)
    withdrew = select(Consent.id).where(Consent.person_id == person.id, col(Consent.given).is_(False))
    return session.exec(withdrew.where(Consent.kind == "sensitive").limit(1)).first() is None


def given(session: Session, person_id: int) -> bool:
    """Say whether somebody agrees now."""
    person = session.get(Person, person_id)
    return person is not None and agrees(person)


def check(session: Session, person_id: int, number: str) -> None:
    """Raise ConsentWithdrawn unless somebody agrees; `number` is that of the household or case asked for."""
    if not given(session, person_id):
        raise ConsentWithdrawn(number=number)


def named_since(person: Person) -> datetime | None:
    """Return since when who somebody is may be shown where nothing of their household is: the first consent is enough;
    None when it may not."""
    return person.consented_at


def shown(name: str | None, agrees: bool) -> Arg:
    """Return what stands in a list for the name of a person of whom a query also asks whether it `holds`."""
    return (name or "") if agrees else Text(WITHDRAWN)


def agrees(person: Person) -> bool:
    """Say the same as `holds` of a person in hand."""
    return is_of_register(person.id) or (person.consented_at is not None and person.sensitive_consented_at is not None)


def name_of(person: Person) -> Arg:
    """Return a worker's name for officers, or that it is not shown any more."""
    return shown(person.name, agrees(person))


def phone_of(person: Person) -> Arg:
    """Return the masked phone of a person for officers, or that it is not shown any more."""
    return mask_phone(person.phone or "") if agrees(person) else Text(WITHDRAWN)
