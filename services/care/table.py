"""Tables that give households to officers: sent in the chat by a leader or imported by the administrator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.forms import FileRef
from domain.households.buttons import AssignByTable, HouseholdsPage, Shown
from domain.platform.access import LEADERS, Action, Actor, Subject, allowed
from domain.platform.access import require as require_access
from domain.platform.alike import alike
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, Refusal, Sayable, Text, say, say_many
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.procedure import Paper
from services.care import news as officer_news
from services.care.assigning import give
from services.care.suggestions import ROLES, Pool
from services.households import people_of, unit_of
from services.people import actor_of
from services.platform import audit, outbox
from services.platform.house import House
from services.platform.tables.refusals import NotTaken, TableTooLong
from services.platform.tables.table import MOST_BYTES, Column, Row, read
from services.platform.undo import undone_when_refused
from services.platform.work import Work

__all__ = ["OFFICER_TABLE", "OfficersNotAssigned", "assign_rows", "assign_table", "keep_table", "table_fetched"]

OFFICER_TABLE = "officer_table"
_HOUSEHOLD = "file|file number|household|家庭档案编号|户号|档案号|档案编号|困难户号|家庭编号|家庭档案号"
_OFFICER = (
    "case officer phone|officer phone|干部|帮扶干部|帮扶干部电话|帮扶责任人|责任人|联系人|帮扶联系人|干部电话|干部手机"
)
COLUMNS = (
    Column("household", say(N_("household number")), ("household number", *_HOUSEHOLD.split("|"))),
    Column("officer", say(N_("case officer")), ("case officer", *_OFFICER.split("|"))),
)


class TableNotFetched(Refusal):
    """The chat platform has the file no longer."""

    text = N_("Telegram did not hand your table over, so nothing was assigned. Please send it once more: /households")


class OfficersNotAssigned(NotTaken):
    """The table has problems; nothing was assigned."""

    text = N_("Nothing was assigned. Please correct the table:\n{problems}")


# Assigning -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A line of the table that is right: the household and who is to look after it."""

    file: HouseholdFile
    officer_id: int


def assign_table(work: Work, content: bytes, *, actor: Actor | None) -> int:
    """Do what a file says as `assign_rows` does; raises what `read` does, too."""
    return assign_rows(work, read(content, COLUMNS), actor=actor)


def assign_rows(work: Work, rows: Sequence[Row], *, actor: Actor | None) -> int:
    """Give households to officers as the lines of a table say; return how many changed hands.

    A household that has this officer already is left as it is. `actor` may only give away what they manage; None is
    the administrator at the command line. Raises OfficersNotAssigned with every problem; nothing is assigned then.
    """
    _hold(work.session, rows)
    table = _Table(work.session, work.house, actor)
    wanted: list[Wanted] = []
    problems: list[Text] = []
    for row in rows:
        outcomes = row.problems or (table.read(row),)
        wanted.extend(one for one in outcomes if isinstance(one, Wanted))
        problems.extend(row.told(one) for one in outcomes if not isinstance(one, Wanted))
    if not wanted and not problems:
        problems.append(say(N_("The table has no lines.")))
    if problems:
        raise OfficersNotAssigned(tuple(problems))
    by = actor.person_id if actor else None
    moves = [
        give(work, one.file, one.officer_id, by=by) for one in wanted if one.file.case_officer_id != one.officer_id
    ]
    audit.note(work, by, N_("assigned case officers by table"), "households", detail=str(len(moves)))
    officer_news.tell(work, moves)
    return len(moves)


def _hold(session: Session, rows: Iterable[Row]) -> None:
    """Lock the files by their number, in whatever order the lines name them: whoever has two does it so."""
    named = col(HouseholdFile.number).in_({row.words["household"].upper() for row in rows})
    session.exec(select(HouseholdFile.id).where(named).order_by(col(HouseholdFile.id)).with_for_update()).all()


class _Table:
    """Checks one line after the other, with what the lines above already gave away."""

    def __init__(self, session: Session, house: House, actor: Actor | None) -> None:
        self._session, self._actor = session, actor
        self._pool = Pool(session, house)
        self._most = house.policies.current.visits.leaders_take
        self._first_line: dict[int, int] = {}
        self._officers = _officers(session)

    def read(self, row: Row) -> Wanted | Text:
        """Return what a line wants, or what is wrong with it."""
        number, named, line = row.words["household"].upper(), row.words["officer"], row.number
        file = self._file(number)
        if file is None:
            return say(N_("there is no household file {number} that you could assign"), number=number or "–")
        first = self._first_line.setdefault(file.id, line)
        if first != line:
            return say(N_("household {number} is already in line {first}"), number=number, first=str(first))
        officers = self._officers.get(alike(named), set())
        if len(officers) != 1:
            return _not_one(named, len(officers))
        officer_id = next(iter(officers))
        return self._problem(file, officer_id, named) or Wanted(file, officer_id)

    def _file(self, number: str) -> HouseholdFile | None:
        query = select(HouseholdFile).where(HouseholdFile.number == number, col(HouseholdFile.closed_at).is_(None))
        file = self._session.exec(query.with_for_update().execution_options(populate_existing=True)).first()
        if file is None or self._actor is None:
            return file
        subject = Subject(unit_path=unit_of(self._session, file).path)
        may = allowed(self._actor, Action.MANAGE_HOUSEHOLDS, subject)
        return file if may and self._actor.person_id not in people_of(self._session, file) else None

    def _problem(self, file: HouseholdFile, officer_id: int, named: str) -> Text | None:
        unit = unit_of(self._session, file)
        held = next((one for one in self._pool.holders(unit) if one.person_id == officer_id), None)
        if held is None:
            return say(N_("{name} is not appointed for {unit} or above"), name=named, unit=unit.named)
        if officer_id in people_of(self._session, file):
            return say(N_("it is {name}'s own household"), name=named)
        if file.case_officer_id != officer_id:
            self._pool.moved(file.case_officer_id, officer_id)
            if held.role in LEADERS and self._pool.loads[officer_id] > self._most:
                return say(N_("{name} is a leader and would have more than {most} households"), name=named,
                           most=str(self._most))  # fmt: skip
        return None


def _not_one(named: str, many: int) -> Text:
    if not named:
        return say(N_("the officer is missing"))
    if many:
        return say(N_("several officers are called {name}; please give the phone number"), name=named)
    return say(N_("there is no officer {name}; please give the phone number as it is registered"), name=named)


def _officers(session: Session) -> dict[str, set[int]]:
    """Return the officers who could have households by what Telegram's number, phone number and name look like."""
    query = (
        select(Person)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .where(col(Appointment.ended_at).is_(None), col(Appointment.role).in_(ROLES))
    )
    found: dict[str, set[int]] = {}
    for person in session.exec(query.distinct()):
        for word in (str(person.id), person.phone, person.name):
            found.setdefault(alike(word or ""), set()).add(person.id)
    return found


# In the chat ---------------------------------------------------------------------------------------------------------


def keep_table(work: Work, files: Iterable[Mapping[str, Any]]) -> None:
    """Keep the table that a leader sent; it is read as soon as it is fetched. Raises NotForYou, TableTooLong."""
    require_access(work.actor, Action.MANAGE_HOUSEHOLDS)
    for ref in map(FileRef.from_json, files):
        if ref.size > MOST_BYTES:
            raise TableTooLong
        work.session.add(
            Paper(
                about=OFFICER_TABLE,
                kind=OFFICER_TABLE,
                file_id=ref.file_id,
                unique_id=ref.unique_id,
                name=ref.name,
                mime=ref.mime,
                size=ref.size,
                added_by=work.actor.person_id,
                added_at=work.now,
            )
        )
    work.session.flush()


def table_fetched(work: Work, paper: Paper, content: bytes | None) -> None:
    """Do what a fetched table says (None: it cannot be fetched), and tell whoever sent it how it went: all of it, or
    every problem."""
    actor = actor_of(work.session, paper.added_by, admin_ids=work.house.admin_ids)
    try:
        with undone_when_refused(work.session):
            require_access(actor, Action.MANAGE_HOUSEHOLDS)
            if content is None:
                raise TableNotFetched
            said: Sayable = _done(assign_table(work, content, actor=actor))
            way = key(say(N_("‹ Households")), HouseholdsPage(Shown.ALL, "", 0))
    except Refusal as refusal:
        said = refusal.said
        way = key(say(N_("Assign by table")), AssignByTable())
    outbox.put(work, paper.added_by, Message(said, ((way,),)), key=f"officer-table:{paper.id}")


def _done(moved: int) -> Text:
    if not moved:
        return say(N_("The table is right, and every household in it has this officer already. Nothing was changed."))
    source = Nn_(
        "The table is done: {count} household has a new case officer. Everybody concerned was told.",
        "The table is done: {count} households have a new case officer. Everybody concerned was told.",
    )
    return say_many(*source, moved)
