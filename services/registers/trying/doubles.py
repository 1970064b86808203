"""The same household twice: within a table and among those on file, by id, phone, card, address, or name and birth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from domain.people.marks import Mark, marks
from domain.platform.text import N_, Sayable, say
from domain.registers.judging import Judged
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.seal import vault

SOME = 500
Marks = Iterator[tuple[Mark, int]]


def hashed(name: str, number: str, phone: str | None, data: Mapping[str, Any]) -> Marks:
    """Yield what a household may share with another that is the same, as (what, hash)."""
    return ((what, hash((what.value, said))) for what, said in marks(name, number, phone, data))


def marks_of(one: Judged) -> Marks:
    """Yield those of a household of a table."""
    return hashed(one.name, one.resident_id, one.phone, one.data)


class Twice:
    """Collects what the households of a table share, to say of each with which lines."""

    def __init__(self) -> None:
        self._first: dict[Any, int] = {}
        self._shared: dict[Any, list[int]] = {}

    def see(self, one: Judged) -> None:
        """Note a household."""
        ids = (("id", vault().fingerprint(number)) for _, number in one.people)
        national = (("national", one.national_number),) if one.national_number else ()
        for mark in (*ids, *national, *marks_of(one)):
            if self._first.setdefault(mark, one.lines[0]) != one.lines[0]:
                self._shared.setdefault(mark, [self._first[mark]]).append(one.lines[0])

    def tell(self, one: Judged) -> None:
        """Note with a household what it shares with others of the table."""
        if not self._shared:
            return
        for _, number in one.people:
            self._refuse(one, ("id", vault().fingerprint(number)), N_("the same id number stands in line {lines}, too"))
        if one.national_number:
            source = N_("the same national number stands in line {lines}, too")
            self._refuse(one, ("national", one.national_number), source)
        for what, mark in marks_of(one):
            if others := self._others((what, mark), one):
                source = N_("{same} stands in line {lines}, too")
                one.doubts.append(say(source, same=what.said, lines=others))

    def _refuse(self, one: Judged, mark: Any, source: str) -> None:
        if others := self._others(mark, one):
            one.refusals.append(say(source, lines=others))

    def _others(self, mark: Any, one: Judged) -> str:
        found = self._shared.get(mark, ())
        return ", ".join(str(line) for line in sorted(found) if line != one.lines[0])


class OnFile:
    """What households that are on file have, by a hash of each; who opens one of them again is told which."""

    def __init__(self, session: Session) -> None:
        self._files: dict[int, int] = {}
        self._numbers: dict[int, str] = {}
        after = 0
        while rows := session.execute(_batch(after)).all():
            for row in rows:
                after = row.id
                self._numbers[row.id] = row.number
                for _, mark in hashed(row.name or "", row.resident_id or "", row.phone, row.data):
                    self._files.setdefault(mark, row.id)

    def tell(self, one: Judged) -> None:
        """Note with a household what it shares with one on file."""
        for what, mark in marks_of(one):
            file = self._files.get(mark)
            if file is not None:
                source = N_("{same} stands in household file {number}")
                one.doubts.append(say(source, same=what.said, number=self._numbers[file]))


def _batch(after: int) -> Any:
    columns = (
        col(HouseholdFile.id), col(HouseholdFile.number), col(HouseholdFile.data), col(Person.name),
        col(Person.resident_id), col(Person.phone),
    )  # fmt: skip
    query = select_columns(*columns).join(Person, col(Person.id) == col(HouseholdFile.head_id))
    here = query.where(col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id) > after)
    return here.order_by(col(HouseholdFile.id)).limit(SOME)


def refusals_now(session: Session, found: Iterable[Judged]) -> dict[int, Sayable]:
    """Return why households cannot be taken as the files stand now, by their first line: somebody lives in an open
    file already, or the national number is taken."""
    every = list(found)
    prints = {vault().fingerprint(number): one.lines[0] for one in every for _, number in one.people}
    nationals = {one.national_number: one.lines[0] for one in every if one.national_number}
    refused: dict[int, Sayable] = {}
    for print_, number in _living(session, list(prints)):
        refused[prints[print_]] = say(N_("somebody of this household lives in the open file {number}"), number=number)
    for national, number in _nationals(session, list(nationals)):
        source = N_("the national number {national} belongs to household file {number}")
        refused.setdefault(nationals[national], say(source, national=national, number=number))
    return refused


def _living(session: Session, prints: list[str]) -> Iterator[tuple[str, str]]:
    query = select_columns(col(HouseholdMember.file_key), col(HouseholdFile.number)).join(
        HouseholdFile, col(HouseholdFile.id) == col(HouseholdMember.household_id)
    )
    for at in range(0, len(prints), SOME):
        for row in session.execute(query.where(col(HouseholdMember.file_key).in_(prints[at : at + SOME]))):
            yield str(row[0]), str(row[1])


def _nationals(session: Session, numbers: list[str]) -> Iterator[tuple[str, str]]:
    query = select_columns(col(HouseholdFile.national_number), col(HouseholdFile.number))
    for at in range(0, len(numbers), SOME):
        for row in session.execute(query.where(col(HouseholdFile.national_number).in_(numbers[at : at + SOME]))):
            yield str(row[0]), str(row[1])
