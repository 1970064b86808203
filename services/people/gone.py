"""Whoever has died: nothing is sent to their account any more, and whoever heads a household may have none."""

from sqlmodel import col, select

from domain.platform.text import N_
from models.people import FIRST_OF_REGISTER, REGISTER, Behalf, Person
from services.platform import audit
from services.platform.counters import next_number
from services.platform.work import Work

__all__ = ["lay_to_rest", "without_account"]


def lay_to_rest(work: Work, person_id: int) -> None:
    """Let nothing be sent to somebody any more, and nothing be done in their name, since they have died."""
    person = work.session.get_one(Person, person_id)
    for behalf in work.session.exec(
        select(Behalf).where(Behalf.person_id == person_id, col(Behalf.ended_at).is_(None))
    ):
        behalf.ended_at = work.now  # nothing is printed for them, either
    if person.gone_at is None:
        person.gone_at = work.now
        audit.note(work, work.person_id, N_("wrote down that somebody has died"), f"person:{person_id}")
        work.session.flush()


def without_account(work: Work, *, name: str, resident_id: str, unit_id: int) -> int:
    """Return the id of somebody new who is known by name and number, and has no account."""
    number = FIRST_OF_REGISTER + next_number(work.session, "person:register")
    person = Person(
        id=number, address=number, channel=REGISTER, locale=work.house.default_locale, first_seen_at=work.now,
        unit_id=unit_id, name=name, resident_id=resident_id or None,
    )  # fmt: skip
    work.session.add(person)
    work.session.flush()
    return number
