"""Erases somebody: every row about them, whoever it was made for, but for what the law keeps a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from domain.changes.change import Standing
from domain.erasing.refusals import NobodyThere
from domain.erasing.words import ALWAYS_STAYS, OF_OTHERS
from domain.households.history import Kind
from domain.people.events import Leaves
from domain.platform.access import Actor
from domain.platform.messages import Message
from domain.platform.names import mask_name
from domain.platform.text import N_, Joined, Sayable, lines, paragraphs, say
from domain.procedure.events import ChangeNames, PeopleNamed
from models.changes import Change
from models.households import HouseholdFile, HouseholdMember
from models.people import Erasure, FileToErase, Person, reached_at
from models.platform.known import forget
from models.procedure import AidCase, Paper
from services import cases
from services.erasing import begun, messages
from services.erasing.hindrances import OPEN, why_not_yet
from services.erasing.registry import EMPTY, REGISTRY, Fate
from services.erasing.whose import Whose, sentences_in, what_stayed, whose, words_of
from services.forms import Ended
from services.households import Why, close
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import lock_all

YEARS = 10  # household files and what was paid are kept so long after they are closed (DOMAIN 2)


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of it: rows that went and rows that were emptied by table, and what is said to stay until when."""

    gone: Mapping[str, int]
    emptied: Mapping[str, int]
    files: int
    stays: Sayable


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be erased: the masked name, a number by which they are known, when they asked for it."""

    person_id: int
    name: str
    number: str
    asked_on: date | None


def find(session: Session, number: str) -> int:
    """Return who is meant by the number of a case, of a household's file, or Telegram's; raises NobodyThere."""
    wanted = number.strip().upper()
    case = session.exec(select(AidCase.applicant_id).where(AidCase.number == wanted)).first()
    file = session.exec(select(HouseholdFile.head_id).where(HouseholdFile.number == wanted)).first()
    by_address = select(Person).where(reached_at(int(wanted))) if wanted.isdigit() and len(wanted) < 16 else None
    known = session.exec(by_address).first() if by_address is not None else None
    found = case or file or (known.id if known is not None else None)
    if found is None:
        raise NobodyThere(number=number)
    return found


def asking(work: Work) -> list[Candidate]:
    """Return who has asked to be erased and still waits, the longest waiting first."""
    asked = select(Erasure.person_id).where(Erasure.state == "asked").order_by(col(Erasure.id))
    return [candidate(work, person_id) for person_id in work.session.exec(asked).all()]


def candidate(work: Work, person_id: int) -> Candidate:
    """Return somebody as whoever runs the command sees them."""
    person = work.session.get_one(Person, person_id)
    wish = select(Erasure.asked_at).where(Erasure.person_id == person_id, Erasure.state == "asked")
    asked_at = work.session.exec(wish).first()
    asked_on = work.at(asked_at).today if asked_at is not None else None
    numbers = select(AidCase.number).where(AidCase.applicant_id == person_id).order_by(col(AidCase.id).desc())
    number = work.session.exec(numbers).first() or str(person_id)
    return Candidate(person_id, mask_name(person.name) if person.name else "-", number, asked_on)


def erase(work: Work, person_id: int) -> Erased:
    """Erase somebody and tell them what stays until when; cases that run are taken back first.

    Raises HoldsOffice, HouseholdWaits, MoneyUnderWay.
    """
    _hold(work.session, person_id)
    if (hindrance := why_not_yet(work, person_id)) is not None:
        raise hindrance
    _take_back(work, person_id)
    _close_files(work, person_id)
    work.happened(Leaves(person_id))
    one = whose(work.session, person_id)
    stays = _what_stays(work, one)
    done = _carry_out(work, one, stays, begun.end_all(work, one))
    _note(work, one)
    audit.note(work, None, N_("erased what was kept of somebody"), f"person:{person_id}")
    told = paragraphs(say(N_("What was kept of you is erased, as you wished.")), stays)
    outbox.put(work, person_id, Message(told))
    return done


def erase_at_the_end(work: Work, person_id: int, erased_at: datetime) -> None:
    """Erase what had to stay when somebody was erased, now that its time is over; what is newer is not touched."""
    _carry_out(work, what_stayed(work.session, person_id, erased_at), lines())
    audit.note(work, None, N_("erased what had to be kept of somebody"), f"person:{person_id}")


def _hold(session: Session, person_id: int) -> None:
    """Let nobody settle, pay or change what is theirs beside this."""
    cases = session.exec(select(AidCase.id).where(AidCase.applicant_id == person_id)).all()
    files = session.exec(select(HouseholdFile.id).where(HouseholdFile.head_id == person_id)).all()
    lock_all(session, cases, household_ids=files)
    session.expire_all()


def _take_back(work: Work, person_id: int) -> None:
    """Take back what runs, as the worker would: prompts, notices and money follow by the rules of the procedure."""
    theirs = work.by(Actor(person_id, on_record=True))
    query = select(AidCase).where(AidCase.applicant_id == person_id, col(AidCase.status).in_(OPEN))
    for case in work.session.exec(query.order_by(col(AidCase.id))).all():
        cases.withdraw(theirs, case.id)
    work.session.flush()


def _close_files(work: Work, person_id: int) -> None:
    """A file that says nothing any more is closed: nothing is done for it, and the household may report anew."""
    theirs = select(HouseholdFile).where(HouseholdFile.head_id == person_id, col(HouseholdFile.closed_at).is_(None))
    for file in work.session.exec(theirs).all():
        close(work, file, Why(Kind.CLOSED))
    work.session.flush()


def _carry_out(work: Work, one: Whose, stays: Sayable, begun_by_others: Sequence[Ended] = ()) -> Erased:
    session = work.session
    words = words_of(session, one)
    files = _queue_files(session, one)
    gone: Counter[str] = Counter()
    emptied: Counter[str] = Counter()
    said = {*sentences_in(row.state for row in begun_by_others)}
    gone["draft"] = len(begun_by_others)
    gone["household_member"] = _name_nobody(work, one)
    for fate in REGISTRY:
        name = str(fate.table.__tablename__)
        said.update(_sentences(session, one, fate))
        gone[name] += _remove(session, one, fate)
        emptied[name] += _empty(session, one, fate)
    emptied["outbox"] = messages.forget(work, one, replace(words, said=words.said | said, sentences=frozenset(said)))
    emptied["outbox"] += messages.forget_own(work, one.person_id)
    return Erased(+gone, +emptied, files, stays)


def _name_nobody(work: Work, one: Whose) -> int:
    """Take whom they named out first, so that nobody else who names the same people waits for it any more."""
    members = next(fate for fate in REGISTRY if fate.table is HouseholdMember)
    count = _remove(work.session, one, members)
    proposed = select(Change).where(col(Change.id).in_(one.changes), Change.state == Standing.PROPOSED.value)
    for change in work.session.exec(proposed.order_by(col(Change.id))).all():
        change.state, change.open_key = Standing.WITHDRAWN.value, None
        work.session.flush()
        work.happened(ChangeNames(change.id))
    for case_id in one.cases:
        work.happened(PeopleNamed(case_id))
    return count


def _queue_files(session: Session, one: Whose) -> int:
    """Write down the files of the papers that go; they are removed once that is committed."""
    fate = next(fate for fate in REGISTRY if fate.table is Paper)
    query = select(Paper.stored_as).where(fate.about(one), col(Paper.stored_as).is_not(None))
    names = [name for name in session.exec(query) if name]
    session.add_all(FileToErase(stored_as=name) for name in names)
    return len(names)


def _sentences(session: Session, one: Whose, fate: Fate) -> Iterator[str]:
    """Yield what was said in the sealed values of a table that are about to go."""
    sealed = [column.key for column in fate.table.__table__.c if hasattr(column.type, "unpack")]  # type: ignore[attr-defined]
    for row in session.exec(select(fate.table).where(fate.about(one))).all() if sealed else ():
        yield from sentences_in(getattr(row, name) for name in sealed)


def _remove(session: Session, one: Whose, fate: Fate) -> int:
    session.flush()
    session.expire_all()
    forget(session)
    going = delete(fate.table).where(fate.about(one), fate.goes(one))
    return int(session.connection().execute(going).rowcount)


def _empty(session: Session, one: Whose, fate: Fate) -> int:
    if not fate.emptied:
        return 0
    rows = session.exec(select(fate.table).where(fate.about(one)).execution_options(populate_existing=True)).all()
    for row in rows:
        for name, value in fate.emptied.items():
            old = getattr(row, name)
            new = None if value is EMPTY else value(old, row, one) if callable(value) else value
            if old != new:
                setattr(row, name, new)
    session.flush()
    return len(rows)


# What stays ----------------------------------------------------------------------------------------------------------


def _what_stays(work: Work, one: Whose) -> Sayable:
    kept = work.session.exec(select(AidCase).where(col(AidCase.id).in_(one.kept)).order_by(col(AidCase.id))).all()
    files = work.session.exec(select(HouseholdFile).where(col(HouseholdFile.id).in_(one.households))).all()
    always = lines(say(ALWAYS_STAYS), say(OF_OTHERS))
    if not kept and not files:
        return always
    numbers = Joined((*(case.number for case in kept), *(file.number for file in files)), ", ")
    why = N_(
        "The law keeps what was paid and the household's file, so these stay with a masked name, without what you told "
        "us: {numbers}."
    )
    until = say(N_("They go on {day}."), day=stays_until(work, one) or work.today)
    return lines(say(why, numbers=numbers), until, always)


def stays_until(work: Work, one: Whose) -> date | None:
    """Return on which day what stays is over; None when nothing stays."""
    files = work.session.exec(select(HouseholdFile).where(col(HouseholdFile.id).in_(one.households))).all()
    kept = work.session.exec(select(AidCase).where(col(AidCase.id).in_(one.kept))).all()
    closed = [*(file.closed_at for file in files), *(case.closed_at for case in kept)]
    if not closed:
        return None
    last = max(work.at(moment or work.now).today for moment in closed)
    return date(last.year + YEARS, last.month, min(last.day, 28))


def _note(work: Work, one: Whose) -> None:
    """Write down that it is done, and until when something stays."""
    wishes = select(Erasure).where(Erasure.person_id == one.person_id, Erasure.state == "asked")
    row = work.session.exec(wishes).first() or Erasure(person_id=one.person_id, asked_at=work.now)
    row.state = "done" if one.kept or one.households else "over"
    row.done_at, row.stays_until = work.now, stays_until(work, one)
    work.session.add(row)
    work.session.flush()
