"""A worker's unit by what they type: its name, a sentence around it, a part of it; or who takes them in for now."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.platform.alike import alike
from domain.platform.identifiers import mask_phone
from domain.platform.messages import Message
from domain.platform.text import N_, every_name, say
from domain.units.steps import Level
from models.people import Person
from models.units import Unit
from services.people.registration import UnitView, search_units
from services.platform import audit, outbox
from services.platform.work import Work
from services.units import nearest_over

LONGEST, SHORTEST = 20, 3  # how much of what was typed a unit's name has to hold
MOST = 8
STREET = ("街道", "社区", "社區", "乡", "鄉", "镇", "鎮")  # how the unions of where people live are called
TAKEN_IN = N_("was taken in by a unit that is not theirs")


def find_units(session: Session, query: str) -> list[UnitView]:
    """Return the open units that somebody means: whose name holds what they typed, or is held by it, or shares a part
    with it that few others have."""
    if found := search_units(session, query):
        return found
    said = _joined(query)
    units = [UnitView(unit.id, unit.named) for unit in _open(session)]
    held = {unit: size for unit in units if (size := _longest_within(unit.name, said)) >= SHORTEST}
    if held:
        return sorted(held, key=lambda unit: -held[unit])[:1]
    return next(_alike(units, said), [])


def _open(session: Session) -> list[Unit]:
    return list(session.exec(select(Unit).where(col(Unit.closed_at).is_(None)).order_by(col(Unit.id))))


def _joined(words: str) -> str:
    return "".join(alike(words).split())


def _names(name: str) -> Iterator[str]:
    return map(_joined, every_name(name))


def _longest_within(name: str, said: str) -> int:
    """Return how long the longest of a unit's names is that stands within what was said, 0 if none does."""
    return max((len(one) for one in _names(name) if one in said), default=0)


def _alike(units: list[UnitView], said: str) -> Iterator[list[UnitView]]:
    """Yield the units that share the longest part with what was said, unless they are too many to choose from."""
    for size in range(min(LONGEST, len(said)), SHORTEST - 1, -1):
        parts = {said[start : start + size] for start in range(len(said) - size + 1)}
        found = [unit for unit in units if any(part in name for name in _names(unit.name) for part in parts)]
        if found:
            yield found if len(found) <= MOST else []
            return


def units_instead(session: Session) -> list[UnitView]:
    """Return who takes in whoever has no unit here: the unions of streets, then the stations, then the centre."""
    units = _open(session)
    streets = [unit for unit in units if any(word in unit.name for word in STREET) and unit.level != Level.CENTRE]
    stations = [unit for unit in units if unit.level == Level.STATION and unit not in streets]
    centre = [unit for unit in units if unit.level == Level.CENTRE][:1]
    return [UnitView(unit.id, unit.named) for unit in (*(*streets, *stations)[: MOST - len(centre)], *centre)]


def tell_taken_in(work: Work, unit_id: int, typed: str) -> None:
    """Tell the officers of the unit, or the next level's, whom they have taken in and what that person looked for."""
    person, unit = work.session.get_one(Person, work.person_id), work.session.get_one(Unit, unit_id)
    audit.note(work, person.id, TAKEN_IN, f"person:{person.id}")
    asked = [
        one.person_id for one in nearest_over(work.session, unit, ("case_officer", "reviewer"), without={person.id})
    ]
    source = N_(
        "{name}, phone {phone}, did not find their unit and registered with {unit} for now. They looked for: {typed}. "
        "Please call them and see where they belong. The unit is changed under /file by them, or by you under their "
        "household or case."
    )
    text = say(source, name=person.name or "", phone=mask_phone(person.phone or ""), unit=unit.named, typed=typed)
    for officer in asked or sorted(work.admin_ids - {person.id}):
        outbox.put(work, officer, Message(text), key=f"taken-in:{person.id}:{unit.id}:{officer}")
