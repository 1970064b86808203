"""Who names people who then turn out not to belong there: counted, and several are told to the administrators."""

from sqlmodel import Session, col, func, or_, select

from domain.claims.settled import SEVERAL, Settled
from domain.platform.messages import Message
from domain.platform.text import Nn_, say_many
from models.households import Clash, NamedOfficer
from models.people import Person
from models.procedure import AidCase
from models.units import Unit
from services.platform import consent, outbox
from services.platform.work import Work


def false_ones(session: Session, person_id: int) -> int:
    """Return how many people somebody has named so far who turned out not to belong to their household."""
    here = (col(Clash.named_by) == person_id) & (col(Clash.settled) == Settled.HERE.value)
    there = (col(AidCase.applicant_id) == person_id) & (col(Clash.settled) == Settled.THERE.value)
    clashes = select(func.count(func.distinct(Clash.resident_id_print))).select_from(Clash)
    found = clashes.join(AidCase, col(AidCase.id) == col(Clash.other_id)).where(or_(here, there))
    denied = select(func.count(func.distinct(NamedOfficer.officer_id))).where(
        NamedOfficer.named_by == person_id, col(NamedOfficer.lives_there).is_(False)
    )
    both = select(found.scalar_subquery() + denied.scalar_subquery())
    return int(session.exec(both).one() or 0)


def count(work: Work, person_id: int) -> None:
    """Tell the administrators of somebody who has named several, once for each more."""
    many, person = false_ones(work.session, person_id), work.session.get_one(Person, person_id)
    if many < SEVERAL:
        return
    unit = work.session.get(Unit, person.unit_id) if person.unit_id is not None else None
    source = Nn_(
        "{name} ({unit}, {phone}) has named {count} person as living with them who, as was found, does not. Please "
        "talk to their station; it may be a mistake, or somebody trying things out.",
        "{name} ({unit}, {phone}) has named {count} people as living with them who, as was found, do not. Please talk "
        "to their station; it may be a mistake, or somebody trying things out.",
    )
    text = say_many(
        *source, many, name=consent.name_of(person), unit=unit.named if unit else "-", phone=consent.phone_of(person)
    )
    for admin in work.admin_ids - {person_id}:
        outbox.put(work, admin, Message(text), key=f"claims:{person_id}:{many}:{admin}")
