"""What an open file shares with others is kept as fingerprints, so that who else has it is one look by an index."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, insert
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from domain.people.marks import marks, marks_of_members
from domain.procedure.events import FileChanged, FileOpened
from domain.registers.events import HouseholdsTaken
from models.households import FileDouble, FileMark, HouseholdFile
from models.people import Person
from models.platform.seal import vault
from services.doubles import asking
from services.platform.undo import is_first
from services.platform.work import Work

MOST = 3  # what more open files have than so many tells nothing: the phone of a unit, the address of a hostel
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
    headed = (col(HouseholdFile.id) == event.household_id) | (col(HouseholdFile.head_id) == event.person_id)
    _suspect_new(work, headed)


def keep_up(work: Work) -> None:
    """Mark files that have no marks yet, and look once a day for pairs that two transactions beside one another did not
    see of each other; those of closed files go."""
    closed = select(HouseholdFile.id).where(col(HouseholdFile.closed_at).is_not(None))
    work.session.execute(delete(FileMark).where(col(FileMark.household_id).in_(closed)))
    without = select(HouseholdFile.id).where(
        col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id).not_in(select(FileMark.household_id))
    )
    for some in _in_parts(work.session.exec(without.order_by(col(HouseholdFile.id)).limit(A_DAY)).all()):
        _mark(work.session, col(HouseholdFile.id).in_(some))
    shared = select(FileMark.print).group_by(col(FileMark.print)).having(func.count().between(2, MOST))
    for prints in _in_parts(work.session.exec(shared.order_by(col(FileMark.print))).all()):
        _suspect(work, col(FileMark.print).in_(prints))


def _compare(work: Work, household_ids: Collection[int]) -> None:
    for some in _in_parts(sorted(household_ids)):
        _suspect_new(work, col(HouseholdFile.id).in_(some))


def _suspect_new(work: Work, which: ColumnElement[bool]) -> None:
    if new := _mark(work.session, which):
        _suspect(work, col(FileMark.household_id).in_(new))


def _in_parts(found: Any) -> Iterator[Any]:
    for at in range(0, len(found), SOME):
        yield found[at : at + SOME]


# Marks ---------------------------------------------------------------------------------------------------------------


def _mark(session: Session, which: ColumnElement[bool]) -> set[int]:
    """Bring the marks of open files up to date, which one statement finds; return the files that have new ones."""
    session.flush()
    wanted: dict[tuple[int, str], str] = {}
    there: dict[tuple[int, str], int] = {}
    for household, data, name, number, phone, mark, print_ in session.execute(_marked().where(which)):
        if mark is not None:
            there[household, print_] = mark
        wanted.update(_wanted(household, data, name or "", number or "", phone))
    if gone := [number for key, number in there.items() if key not in wanted]:
        session.execute(delete(FileMark).where(col(FileMark.id).in_(gone)))
    new = [(*key, what) for key, what in wanted.items() if key not in there]
    if new:
        rows = [{"household_id": household, "print": print_, "what": what} for household, print_, what in new]
        session.execute(insert(FileMark), rows)
    return {household for household, _, _ in new}


def _marked() -> Any:
    of_head = (col(Person.name), col(Person.resident_id), col(Person.phone))
    query = select_columns(
        col(HouseholdFile.id), col(HouseholdFile.data), *of_head, col(FileMark.id), col(FileMark.print)
    )
    query = query.join(Person, col(Person.id) == col(HouseholdFile.head_id))
    marked = query.join(FileMark, col(FileMark.household_id) == col(HouseholdFile.id), isouter=True)
    return marked.where(col(HouseholdFile.closed_at).is_(None))


def _wanted(
    household: int, data: Mapping[str, Any], name: str, number: str, phone: str | None
) -> Iterator[tuple[tuple[int, str], str]]:
    """Yield which marks a file is to have: (file, print) and what it is of."""
    for what, said in {*marks(name, number, phone, data), *marks_of_members(data)}:
        yield (household, vault().fingerprint(f"{what.value}:{said}")), what.value


def forget_marks(session: Session) -> None:
    """Let go of every mark, since the key of the data becomes another one: the daily job makes them anew."""
    session.execute(delete(FileMark))


def unmark(session: Session, household_id: int) -> None:
    """A closed file is like no other."""
    session.execute(delete(FileMark).where(col(FileMark.household_id) == household_id))


# Pairs ---------------------------------------------------------------------------------------------------------------


def _suspect(work: Work, which: ColumnElement[bool]) -> None:
    """Put pairs of files that share one of these marks before officers, each pair once and for all."""
    for (low, high), shares in sorted(_pairs(work.session, which).items()):
        double = FileDouble(low_id=low, high_id=high, shares=",".join(sorted(shares)), found_at=work.now)
        if is_first(work.session, double):
            asking.ask(work, double)


def _pairs(session: Session, which: ColumnElement[bool]) -> Mapping[tuple[int, int], set[str]]:
    mine, other, every = aliased(FileMark), aliased(FileMark), aliased(FileMark)
    many = select_columns(func.count()).where(col(every.print) == col(mine.print)).scalar_subquery()
    low, high = _least(mine, other, session), _most(mine, other, session)
    asked = select(FileDouble.id).where(FileDouble.low_id == low, FileDouble.high_id == high)
    query = (
        select_columns(col(mine.household_id), col(other.household_id), col(mine.what))
        .join(other, col(other.print) == col(mine.print))
        .join(HouseholdFile, col(HouseholdFile.id) == col(other.household_id))
        .where(col(HouseholdFile.closed_at).is_(None), col(mine.id).in_(select(FileMark.id).where(which)))
        .where(col(mine.household_id) != col(other.household_id), many <= MOST, ~asked.exists())
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
