"""The entries of a life, read by key: a page of them is one statement, however long the life is."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, cast, func, literal, or_, select, union_all
from sqlmodel import Session, col

from domain.households.history import Kind
from domain.lives.entry import Place, Row, Sort
from domain.procedure.steps import named
from models.changes import Change
from models.households import FileVersion, HomeVisit, HouseholdFile
from models.notices import Notice
from models.payments import MoneyRow
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.platform.columns import Moment
from models.procedure import AidCase, Decision, Visit
from models.requests.threads import Request, RequestHolder

Part = tuple[Sort, Any, Any, Any, Any, Any, Any, ColumnElement[bool]]
NOTHING = literal("")
GIVES = named(lambda kind: kind.gives)


def page(
    session: Session, file: HouseholdFile, *, behind: Place | None, size: int, reader: int, is_officer: bool
) -> list[Row]:
    """Return the entries behind a place (None: the newest), one more than `size` when there are more. A worker who does
    not head the household finds only their own cases and requests."""
    parts = [_part(one, behind, size + 1) for one in _sources(file, reader, is_officer=is_officer)]
    every = union_all(*parts).subquery()
    newest = select(every).order_by(every.c.at.desc(), every.c.rank, every.c.id.desc()).limit(size + 1)
    return [_row(one) for one in session.connection().execute(newest)]


def _row(one: Any) -> Row:
    return Row(list(Sort)[one.rank], one.at, one.id, one.ref, one.what, one.more, one.fen)


def _part(part: Part, behind: Place | None, most: int) -> Select[Any]:
    sort, at, number, ref, what, more, fen, where = part
    rank = literal(sort.rank)
    query = select(
        cast(rank, Integer).label("rank"), func.coalesce(at, at, type_=Moment()).label("at"), number.label("id"),
        cast(ref, Integer).label("ref"), cast(what, String).label("what"), cast(more, String).label("more"),
        cast(fen, Integer).label("fen"),
    ).where(where, at.is_not(None))  # fmt: skip
    if behind is not None:
        query = query.where(_behind(at, sort.rank, number, behind))
    newest = query.order_by(at.desc(), number.desc()).limit(most).subquery()
    return select(newest)


def _behind(at: Any, rank: int, number: Any, place: Place) -> ColumnElement[bool]:
    if rank != place.rank:
        return and_(at <= place.at if rank > place.rank else at < place.at)
    return or_(at < place.at, and_(at == place.at, number < place.number))


def _sources(file: HouseholdFile, reader: int, *, is_officer: bool) -> Iterable[Part]:
    of_all = is_officer or file.head_id == reader
    cases = [col(AidCase.household_id) == file.id, *([] if of_all else [col(AidCase.applicant_id) == reader])]
    of_case = col(AidCase.id)
    yield _requests(file, reader, is_officer=is_officer)
    visits = and_(*cases, col(Visit.case_id) == of_case, col(Visit.confirmed_at).is_not(None))
    yield (
        Sort.CASE_VISIT,
        col(Visit.recorded_at),
        col(Visit.id),
        of_case,
        AidCase.programme,
        Visit.visited_on,
        0,
        visits,
    )
    led = select(col(HouseholdFile.id)).where(col(HouseholdFile.merged_into) == file.id)
    at_home = col(HomeVisit.household_id) == file.id
    yield Sort.HOME_VISIT, col(HomeVisit.recorded_at), col(HomeVisit.id), 0, NOTHING, NOTHING, 0, at_home
    paid = and_(*cases, col(MoneyRow.case_id) == of_case, col(MoneyRow.state) == "paid")
    yield (Sort.PAID, col(MoneyRow.recorded_at), col(MoneyRow.id), of_case, AidCase.programme, NOTHING,
           MoneyRow.fen, paid)  # fmt: skip
    handed = (col(Decision.case_id) == of_case, col(Decision.verdict) == "approve", col(Decision.step).in_(GIVES))
    given = and_(*cases, *handed)
    yield Sort.GIVEN, col(Decision.at), col(Decision.id), of_case, AidCase.programme, AidCase.number, 0, given
    posted = and_(*cases, col(Notice.case_id) == of_case)
    yield Sort.NOTICE, col(Notice.stands_since), col(Notice.id), of_case, AidCase.programme, AidCase.number, 0, posted
    ended = col(AidCase.number) + " " + col(AidCase.status)
    every = and_(*cases)
    yield Sort.CASE_ENDED, col(AidCase.closed_at), of_case, of_case, AidCase.programme, ended, 0, every
    yield Sort.CASE_BEGUN, col(AidCase.opened_at), of_case, of_case, AidCase.programme, AidCase.number, 0, every
    yield _changes(file, of_all=of_all)
    yield from _plans(file, is_officer=is_officer)
    here = or_(col(FileVersion.household_id) == file.id, col(FileVersion.household_id).in_(led))
    alone = and_(here, col(FileVersion.change_id).is_(None))
    kinds = [kind.value for kind in Kind if kind is not Kind.CHANGED]
    versions = and_(alone, col(FileVersion.kind).in_(kinds))
    yield Sort.VERSION, col(FileVersion.at), col(FileVersion.id), 0, FileVersion.kind, NOTHING, 0, versions


def _plans(file: HouseholdFile, *, is_officer: bool) -> Iterable[Part]:
    """A worker finds a plan from when it was shown to them."""
    made = col(HouseholdPlan.made_at) if is_officer else col(HouseholdPlan.shown_at)
    of_file = col(HouseholdPlan.household_id) == file.id
    yield Sort.PLAN, made, col(HouseholdPlan.id), 0, NOTHING, NOTHING, 0, of_file
    of_plan = and_(col(PlanMeasure.plan_id) == col(HouseholdPlan.id), col(HouseholdPlan.shown_at).is_not(None))
    done = and_(col(PlanMeasure.household_id) == file.id, *([] if is_officer else [of_plan]))
    yield Sort.MEASURE, col(PlanMeasure.done_at), col(PlanMeasure.id), 0, NOTHING, NOTHING, 0, done


def _requests(file: HouseholdFile, reader: int, *, is_officer: bool) -> Part:
    """A worker finds what they asked; an officer what the head asked, as far as it lay before them."""
    read = select(1).where(col(RequestHolder.request_id) == col(Request.id), col(RequestHolder.person_id) == reader)
    sent = col(Request.state) != "offered"
    asked = col(Request.person_id) == (file.head_id if is_officer else reader)
    theirs = and_(sent, asked, read.exists()) if is_officer else and_(sent, asked)
    return Sort.REQUEST, col(Request.touched_at), col(Request.id), col(Request.id), NOTHING, NOTHING, 0, theirs


def _changes(file: HouseholdFile, *, of_all: bool) -> Part:
    """What the head gave at registration is theirs and the officers'."""
    given = col(Change.person_id) == file.head_id
    of_file = and_(col(Change.household_id) == file.id, col(Change.person_id).is_(None))
    about = or_(of_file, given) if of_all else of_file
    at = func.coalesce(col(Change.decided_at), col(Change.proposed_at), type_=Moment())
    what = col(Change.what) + ":" + col(Change.field) + ":" + col(Change.event)
    told = and_(about, col(Change.state) != "withdrawn")
    return Sort.CHANGE, at, col(Change.id), col(Change.id), what, Change.state, 0, told
