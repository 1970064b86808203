"""Two people change their addresses: one has another account by now, the other is nobody any more (docs/adr/0016)."""

from datetime import datetime

from sqlmodel import Session

from models.people import Person

KEPT_KNOWN = ("administrators", "at", "drafts")  # what a session remembers of who is where


def address_of(person: Person) -> int:
    """Return where somebody is reached."""
    return person.address if person.address is not None else person.id


def change_addresses(session: Session, person: Person, asker: Person, now: datetime) -> bool:
    """Let a person be where the asker was; the row of the asker, emptied, is where the person was, and speaks their
    language. Return whether the person agrees by this to what they did not before."""
    agreed = _agree(person, asker)
    old, new = address_of(person), address_of(asker)
    asker.address = None  # no two people are at one address, not for an instant
    session.flush()
    person.address = new
    session.flush()
    asker.address = old
    person.channel, asker.channel = asker.channel, person.channel
    person.blocked_at, asker.blocked_at = asker.blocked_at, person.blocked_at
    asker.locale, asker.first_seen_at = person.locale, now
    asker.consented_at = asker.sensitive_consented_at = None
    asker.pending_link = asker.pending_unit_id = None
    session.flush()
    for name in KEPT_KNOWN:
        session.info.pop(name, None)
    return agreed


def _agree(person: Person, asker: Person) -> bool:
    """Whoever had withdrawn a consent and has given it at the new account has given it."""
    new = {
        name: getattr(asker, name)
        for name in ("consented_at", "sensitive_consented_at")
        if getattr(person, name) is None and getattr(asker, name) is not None
    }
    for name, moment in new.items():
        setattr(person, name, moment)
    return bool(new)
