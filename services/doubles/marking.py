"""What an open file shares with others is kept as fingerprints, so that who else has it is one look by an index."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from domain.households.marks import marks, marks_of_members
from domain.procedure.events import FileChanged, FileOpened
from domain.registers.events import HouseholdsTaken
from models.households import FileDouble, FileMark, HouseholdFile
from models.people import Person
from models.platform.seal import vault
from services.doubles import asking
from services.platform.undo import is_first
from services.platform.work import Work

MOST = 5  # what more open files have than so many tells nothing: the phone of a unit, the address of a hostel
SOME = 500  # files, or marks, looked at by one statement
A_DAY = 5_000  # files that are marked in one run of the clock, and came before there were marks


def file_opened(work: Work, event: FileOpened) -> None:
    """Compare a file that was just opened with all others."""
    _compare(work, (event.household_id,))


def files_taken(work: Work, event: HouseholdsTaken) -> None:
    """The same for those of a register, all of them at once."""
    _compare(work, event.household_ids)


def file_changed(work: Work, event: FileChanged) -> None:
    """The same for a file that says something else by now, or whose head has another phone."""
    headed = (HouseholdFile.id == event.household_id) | (HouseholdFile.head_id == event.person_id)
    _compare(work, work.session.exec(select(HouseholdFile.id).where(headed)).all())


def keep_up(work: Work) -> None:
    """Mark files that have no marks yet, and look once a day for pairs that two transactions beside one another did not
    see of each other."""
    without = select(HouseholdFile.id).where(
        col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id).not_in(select(FileMark.household_id))
    )
    for some in _in_parts(work.session.exec(without.order_by(col(HouseholdFile.id)).limit(A_DAY)).all()):
        _mark(work.session, some)
    shared = select(FileMark.print).group_by(col(FileMark.print)).having(func.count().between(2, MOST))
    for prints in _in_parts(work.session.exec(shared.order_by(col(FileMark.print))).all()):
        _suspect(work, select(FileMark.id).where(col(FileMark.print).in_(prints)))


def _compare(work: Work, household_ids: Collection[int]) -> None:
    for some in _in_parts(sorted(household_ids)):
        if _mark(work.session, some):
            _suspect(work, select(FileMark.id).where(col(FileMark.household_id).in_(some)))


def _in_parts(found: Any) -> Iterator[Any]:
    for at in range(0, len(found), SOME):
        yield found[at : at + SOME]


# Marks ---------------------------------------------------------------------------------------------------------------


def _mark(session: Session, household_ids: Collection[int]) -> bool:
    """Bring the marks of files up to date; tell whether there are any new ones. Those of a closed file go."""
    session.flush()
    wanted = dict(_wanted(session, household_ids))
    query = select_columns(col(FileMark.id), col(FileMark.household_id), col(FileMark.print))
    there = {
        (row[1], row[2]): row[0] for row in session.execute(query.where(col(FileMark.household_id).in_(household_ids)))
    }
    if gone := [number for key, number in there.items() if key not in wanted]:
        session.execute(delete(FileMark).where(col(FileMark.id).in_(gone)))
    new = [{"household_id": key[0], "what": what, "print": key[1]} for key, what in wanted.items() if key not in there]
    if new:
        session.execute(insert(FileMark), new)
    return bool(new)


def _wanted(session: Session, household_ids: Collection[int]) -> Iterator[tuple[tuple[int, str], str]]:
    """Yield of open files which marks there are: (file, print) and what it is of."""
    columns = (
        col(HouseholdFile.id),
        col(HouseholdFile.data),
        col(Person.name),
        col(Person.resident_id),
        col(Person.phone),
    )
    query = select_columns(*columns).join(Person, col(Person.id) == col(HouseholdFile.head_id))
    open_ones = query.where(col(HouseholdFile.id).in_(household_ids), col(HouseholdFile.closed_at).is_(None))
    for number, data, name, resident_id, phone in session.execute(open_ones):
        for what, said in {*marks(name or "", resident_id or "", phone, data), *marks_of_members(data)}:
            yield (number, vault().fingerprint(f"{what.value}:{said}")), what.value


def unmark(session: Session, household_id: int) -> None:
    """A closed file is like no other."""
    session.execute(delete(FileMark).where(col(FileMark.household_id) == household_id))


# Pairs ---------------------------------------------------------------------------------------------------------------


def _suspect(work: Work, which: Any) -> None:
    """Put pairs of files that share one of these marks before officers, each pair once and for all."""
    for (low, high), shares in sorted(_pairs(work.session, which).items()):
        double = FileDouble(low_id=low, high_id=high, shares=",".join(sorted(shares)), found_at=work.now)
        if is_first(work.session, double):
            asking.ask(work, double)


def _pairs(session: Session, which: Any) -> Mapping[tuple[int, int], set[str]]:
    mine, other, every = aliased(FileMark), aliased(FileMark), aliased(FileMark)
    many = select_columns(func.count()).where(col(every.print) == col(mine.print)).scalar_subquery()
    low, high = _least(mine, other, session), _most(mine, other, session)
    asked = select(FileDouble.id).where(FileDouble.low_id == low, FileDouble.high_id == high)
    query = (
        select_columns(col(mine.household_id), col(other.household_id), col(mine.what))
        .join(other, col(other.print) == col(mine.print))
        .where(
            col(mine.id).in_(which), col(mine.household_id) != col(other.household_id), many <= MOST, ~asked.exists()
        )
    )
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one, two, what in session.execute(query):
        found[min(one, two), max(one, two)].add(what)
    return found


def _least(mine: Any, other: Any, session: Session) -> Any:
    return _of_two("min", "least", session)(mine.household_id, other.household_id)


def _most(mine: Any, other: Any, session: Session) -> Any:
    return _of_two("max", "greatest", session)(mine.household_id, other.household_id)


def _of_two(sqlite: str, others: str, session: Session) -> Any:
    return getattr(func, sqlite if session.get_bind().dialect.name == "sqlite" else others)
