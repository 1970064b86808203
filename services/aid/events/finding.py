"""Whom an event has struck: households on file and people without a file, found by name, by address or by unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from domain.aid.events.questions import PEOPLE, PLACE, WHOM, Whom
from domain.aid.named import Named, read_named
from domain.platform.access import Action, Office, offices_for
from domain.platform.alike import same_name
from domain.platform.identifiers import normalise
from domain.platform.text import N_, Refusal, Sayable, lines, say
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.seal import print_of, vault
from models.units import Unit
from services import households
from services.platform import consent
from services.platform.work import Work

MOST_LOOKED_AT = 10_000  # files, the newest first


class NoFileHere(Refusal):
    """Told the same of a file that is closed, of another unit, or of somebody who has withdrawn the consent."""

    text = N_("there is no open file with this number at this unit or below it")


class NotOfThisUnit(Refusal):
    """Somebody lives or works elsewhere; of where nothing is told."""

    text = N_("they cannot be added at this unit; please ask the assistance centre")


class NameDiffers(Refusal):
    """Somebody else has this number."""

    text = N_("name and number do not belong together; please check both with the identity card")


class OwnHome(Refusal):
    """Nobody opens a case for their own household."""

    text = N_("this is your own household; a colleague has to add it")


class CardMissing(Refusal):
    """Money is paid to a card."""

    text = N_("no bank card is known; please send it at the end of the line, or record it in the file first")


@dataclass(frozen=True, slots=True)
class Struck:
    """One whom an event has struck: a household on `file`, a registered `person` without one, or somebody who is only
    `named`. `prints` are the keyed fingerprints by which they are known, the first that of their case."""

    said: Sayable
    prints: tuple[str, ...]
    file: HouseholdFile | None = None
    person: Person | None = None
    named: Named | None = None

    @property
    def card(self) -> str:
        """The card that money would go to; empty where none is known."""
        given = self.named.card if self.named else ""
        return given or str(self.file.data.get("bank_card") or "" if self.file else "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who gets no case, and why."""

    said: Sayable
    why: Sayable


def office_at(work: Work, unit: Unit) -> Office | None:
    """Return the office under which whoever acts leads a unit; None: they do not."""
    offices = offices_for(work.actor, Action.MANAGE_HOUSEHOLDS)
    return next((one for one in offices if unit.path.startswith(one.path)), None)


def find_struck(work: Work, unit: Unit, answers: Mapping[str, Any]) -> Iterator[Struck | LeftOut]:
    """Yield whom the answers of the form name, each once, and who cannot be added."""
    found = _named(work, unit, answers) if answers[WHOM] == Whom.NAMED else _on_file(work, unit, answers.get(PLACE))
    seen: set[str] = set()
    for one in found:
        if isinstance(one, LeftOut) or one.prints[0] not in seen:
            seen |= set(one.prints) if isinstance(one, Struck) else set()
            yield one


def _on_file(work: Work, unit: Unit, place: str | None) -> Iterator[Struck | LeftOut]:
    words = normalise(place or "")
    for file in _files(work, unit):
        if words in normalise(str(file.data.get("home_address") or "")):
            yield _of_file(work, file)


def _files(work: Work, unit: Unit) -> Sequence[HouseholdFile]:
    query = (
        select(HouseholdFile)
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .where(col(Unit.path).startswith(unit.path), col(HouseholdFile.closed_at).is_(None), consent.holds())
    )
    return work.session.exec(query.order_by(col(HouseholdFile.id).desc()).limit(MOST_LOOKED_AT)).all()[::-1]


def _of_file(work: Work, file: HouseholdFile) -> Struck | LeftOut:
    head = households.head_of(work.session, file)
    said = lines(file.number, head.name or "-", between=" ")
    if work.person_id in households.people_of(work.session, file):
        return LeftOut(said, OwnHome().said)
    lives = select(HouseholdMember.resident_id_print).where(HouseholdMember.household_id == file.id)
    people = {head.resident_id_print or "", *work.session.exec(lives)} - {""}
    return Struck(said, (vault().fingerprint(f"household:{file.number}"), *sorted(people)), file=file)


def _named(work: Work, unit: Unit, answers: Mapping[str, Any]) -> Iterator[Struck | LeftOut]:
    found = read_named(str(answers.get(PEOPLE) or ""), work.today)
    yield from (LeftOut(say(N_("Not read")), problem) for problem in found.problems)
    for named in found.named:
        try:
            yield _one(work, unit, named)
        except Refusal as refusal:
            yield LeftOut(say(N_("Line {line}"), line=str(named.line)), refusal.said)


def _one(work: Work, unit: Unit, named: Named) -> Struck | LeftOut:
    if named.file:
        return _of_file(work, _file_here(work, unit, HouseholdFile.number == named.file, NoFileHere))
    print_ = print_of(named.number)
    lives = select(HouseholdMember).where(HouseholdMember.file_key == print_)
    member = work.session.exec(lives).first()
    if member is not None:
        _check_name(named, member.name)
        return _of_file(work, _file_here(work, unit, HouseholdFile.id == member.household_id, NotOfThisUnit))
    known = select(Person).where(Person.resident_id_print == print_, col(Person.registered_at).is_not(None))
    person = work.session.exec(known).first()
    if person is None:
        return Struck(lines(named.name), (print_,), named=_with_card(named))
    return _registered(work, unit, named, person)


def _registered(work: Work, unit: Unit, named: Named, person: Person) -> Struck | LeftOut:
    _check_name(named, person.name or "")
    file = households.file_of_person(work.session, person.id)
    if file is not None:
        return _of_file(work, _file_here(work, unit, HouseholdFile.id == file.id, NotOfThisUnit))
    home = work.session.get(Unit, person.unit_id) if person.unit_id else None
    if home is None or not home.path.startswith(unit.path) or not consent.agrees(person):
        raise NotOfThisUnit
    if person.id == work.person_id:
        raise OwnHome
    print_ = print_of(named.number)
    return Struck(lines(named.name), (print_,), person=person, named=_with_card(named))


def _with_card(named: Named) -> Named:
    if not named.card:
        raise CardMissing
    return named


def _check_name(named: Named, known: str) -> None:
    if same_name(named.name) != same_name(known):
        raise NameDiffers


def _file_here(work: Work, unit: Unit, which: Any, refusal: type[Refusal]) -> HouseholdFile:
    query = (
        select(HouseholdFile)
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .where(which, col(Unit.path).startswith(unit.path), col(HouseholdFile.closed_at).is_(None), consent.holds())
    )
    file = work.session.exec(query).first()
    if file is None:
        raise refusal
    return file
