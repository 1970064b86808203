"""Where a case stands: all that is kept of it beside its own row, read in one statement and once in an action."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Select,
    String,
    bindparam,
    cast,
    literal_column,
    null,
    union_all,
)
from sqlalchemy import select as select_columns
from sqlalchemy import type_coerce as as_type
from sqlmodel import Session, col, or_, select

from domain.payments.money import LIVE, MoneyKind, MoneyState
from domain.procedure.state import Choice, Decision, Payment, Verdict
from domain.procedure.steps import kind_of
from domain.units.steps import StepKind
from models.books.ledger import Fund
from models.households import Clash, HouseholdMember, NamedOfficer
from models.notices import Notice, Objection
from models.payments import MoneyRow
from models.people import Person
from models.platform.columns import Moment
from models.platform.known import known_part
from models.platform.sealed import opened, with_seal
from models.procedure import NO_PAPER, AidCase, MeantDecision, Paper, Visit, Vote
from models.procedure import Decision as DecisionRow

TABLES = {
    "person": (Person, HouseholdMember, NamedOfficer), "officer": (NamedOfficer,), "clash": (Clash,), "rival": (Clash,),
    "decision": (DecisionRow,), "grounds": (DecisionRow,), "visit": (Visit,), "notice": (Notice,),
    "objection": (Objection,), "money": (MoneyRow,), "month": (MoneyRow,), "paper": (Paper,), "meant": (MeantDecision,),
    "vote": (Vote,), "fund": (Fund,),
}  # fmt: skip
TYPES: dict[str, Any] = {
    "who": BigInteger, "other": BigInteger, "third": BigInteger, "word": String, "more": String,
    "at": Moment, "since": Moment, "over": Moment, "day": Date, "sealed": LargeBinary,
}  # fmt: skip


DECISIONS: Any = DecisionRow.__table__  # type: ignore[attr-defined] # SQLModel makes it
PAPERS: Any = Paper.__table__  # type: ignore[attr-defined]


class Part(NamedTuple):
    """A row of one of the tables, by the columns that its part names in `STANDING`; the others are None."""

    what: str
    id: int
    who: int | None
    other: int | None
    third: int | None
    word: str | None
    more: str | None
    at: datetime | None
    since: datetime | None
    over: datetime | None
    day: date | None
    sealed: bytes | None  # of a sealed column, to be opened


def _part(what: str, table: Any, **columns: Any) -> Select[Any]:
    """Select what is kept of a case in a table; what a part has not is null, and of its type all the same."""
    given = (as_type(columns[name], kind) if name in columns else cast(null(), kind) for name, kind in TYPES.items())
    named = (column.label(name) for name, column in zip(TYPES, given, strict=True))
    return select_columns(literal_column(f"'{what}'", String).label("what"), table.id.label("id"), *named)


CASE, HOUSEHOLD = bindparam("case", type_=Integer), bindparam("household", type_=Integer)


def _in_household() -> Any:
    """People of the household whom the bot knows; an officer who is only named counts once they said that it is so."""
    named = select(HouseholdMember.resident_id_print).where(HouseholdMember.case_id == CASE)
    on_file = select(HouseholdMember.resident_id_print).where(HouseholdMember.household_id == HOUSEHOLD)
    asked = select(NamedOfficer.officer_id).where(
        NamedOfficer.case_id == CASE, col(NamedOfficer.change_id).is_(None), col(NamedOfficer.lives_there).is_not(True)
    )
    theirs = col(Person.resident_id_print)
    return or_(theirs.in_(named) & col(Person.id).not_in(asked), theirs.in_(on_file))


STANDING = union_all(
    _part("person", Person).where(_in_household()),
    _part("officer", NamedOfficer, who=NamedOfficer.officer_id, other=cast(NamedOfficer.lives_there, Integer),
          third=NamedOfficer.change_id).where(col(NamedOfficer.case_id) == CASE),
    _part("clash", Clash).where(col(Clash.case_id) == CASE, col(Clash.settled_at).is_(None)),
    _part("rival", Clash).where(col(Clash.other_id) == CASE, col(Clash.settled_at).is_(None)),
    _part("decision", DecisionRow, who=DecisionRow.person_id, word=DecisionRow.verdict, more=DecisionRow.step,
          at=DecisionRow.at).where(col(DecisionRow.case_id) == CASE, col(DecisionRow.role) != ""),
    _part("grounds", DecisionRow, word=DecisionRow.verdict, sealed=with_seal(DECISIONS.c.grounds))
    .where(col(DecisionRow.case_id) == CASE, col(DecisionRow.grounds).is_not(None)),
    _part("visit", Visit, who=Visit.first_id, other=Visit.second_id, word=Visit.about, over=Visit.confirmed_at)
    .where(col(Visit.case_id) == CASE),
    _part("notice", Notice, at=Notice.posted_at, since=Notice.stands_since, over=Notice.taken_down_at,
          day=Notice.last_day).where(col(Notice.case_id) == CASE),
    _part("objection", Objection).where(
        col(Objection.case_id) == CASE, col(Objection.kind) == "notice", col(Objection.answered_at).is_(None)),
    _part("money", MoneyRow, who=MoneyRow.cashier_id, other=MoneyRow.returned_by, third=MoneyRow.released_by,
          word=MoneyRow.state, more=MoneyRow.bank_reference, at=MoneyRow.recorded_at, since=MoneyRow.card_since,
          over=MoneyRow.missing_since, day=MoneyRow.paid_on)
    .where(col(MoneyRow.case_id) == CASE, col(MoneyRow.kind) == MoneyKind.PAY.value),
    _part("month", MoneyRow, who=MoneyRow.cashier_id, other=MoneyRow.returned_by, third=MoneyRow.released_by,
          word=MoneyRow.state, more=MoneyRow.period, at=MoneyRow.recorded_at, day=MoneyRow.paid_on)
    .where(col(MoneyRow.case_id) == CASE, col(MoneyRow.kind) == MoneyKind.MONTH.value),
    _part("paper", Paper, sealed=with_seal(PAPERS.c.kind)).where(
        col(Paper.case_id) == CASE, col(Paper.about) == "",
        or_(col(Paper.fetch_error).is_(None), ~col(Paper.fetch_error).startswith(NO_PAPER))),
    _part("meant", MeantDecision, who=MeantDecision.officer_id, word=MeantDecision.verdict, more=MeantDecision.act,
          at=MeantDecision.due_at).where(col(MeantDecision.holds) == CASE),
    _part("vote", Vote, who=Vote.officer_id, other=Vote.version, third=Vote.fen, word=Vote.choice)
    .where(col(Vote.case_id) == CASE),
    _part("fund", Fund),
)  # fmt: skip


def parts_of(session: Session, case: AidCase, what: str) -> list[Part]:
    """Return all that is kept of one thing, the oldest first.

    It is person (of the household), officer (who is named), clash (that is open), rival (such a clash of another case
    with it), decision (an officer's), grounds (kept with one), visit, notice, objection (to it, open), money, month (of
    what is given each month; `more` says which), paper, meant (what an officer has decided and can still take back),
    vote (of a meeting), fund (any that is open, whether it serves the case or not).
    """

    def read() -> dict[str, list[Part]]:
        given = {"case": case.id, "household": case.household_id}
        rows = sorted((Part(*row) for row in session.execute(STANDING, given)), key=lambda part: part.id)
        return {what: [part for part in rows if part.what == what] for what in TABLES}

    found: list[Part] = known_part(session, ("standing", case.id, case.household_id), what, TABLES, read)
    return found


def is_booked(session: Session, case: AidCase) -> bool:
    """Say whether books are kept: the first money has come into a fund. It costs no statement."""
    return bool(parts_of(session, case, "fund"))


def household_ids(session: Session, case: AidCase) -> frozenset[int]:
    """Return the ids of the people of the household whom the bot knows, the applicant among them.

    An officer who is only named, by a report that no file came from yet, counts once they have said that it is so: else
    whoever reports would choose who decides.
    """
    return frozenset(person.id for person in parts_of(session, case, "person")) | {case.applicant_id}


def decisions(session: Session, case: AidCase) -> tuple[Decision, ...]:
    """Return officers' decisions: what the worker or the clock did is no second pair of eyes."""
    return tuple(
        Decision(part.who, 0, Verdict(part.word or ""), part.at, step=StepKind(part.more or ""))
        for part in parts_of(session, case, "decision")
        if part.who is not None and part.at is not None
    )


def latest_grounds(session: Session, case: AidCase, first: Collection[str]) -> Any:
    """Return what the latest decision with one of these verdicts rested on, else the latest; None without any."""
    kept = parts_of(session, case, "grounds")
    latest = max(kept, key=lambda part: (part.word in first, part.id), default=None)
    return opened(DECISIONS.c.grounds, latest.sealed) if latest is not None and latest.sealed else None


def papers_there(session: Session, case: AidCase) -> frozenset[str]:
    """Return the kinds of paper of which a case has a file."""
    kinds = (part.sealed for part in parts_of(session, case, "paper"))
    return frozenset(opened(PAPERS.c.kind, kind) for kind in kinds if kind)


def notice_stands_until(session: Session, case: AidCase) -> date | None:
    """Return the last day of the notice of the present run, once it stands."""
    latest = next(reversed(parts_of(session, case, "notice")), None)
    stands = latest is not None and latest.at is not None and latest.at >= case.step_since and latest.since is not None
    return latest.day if latest is not None and stands else None


def money(session: Session, case: AidCase) -> dict[str, Any]:
    """Return what a state says of money; what came back is held while the case is at its payment and nothing is due."""
    if months := parts_of(session, case, "month"):
        return _money_by_month(months, case)
    rows = parts_of(session, case, "money")[::-1]
    live = next((row for row in rows if row.word in LIVE), None)
    if live is not None and live.word != MoneyState.PROPOSED:
        payment = _payment(live, case)
        disputed = payment is not None and live.over is not None
        return {"payment": payment, "receipt_disputed": disputed, "released_by": live.third}
    back = next((row for row in rows if row.word == MoneyState.RETURNED), None)
    if back is None or not kind_of(case.step).pays_out:
        return {}
    return {"held_by": frozenset({back.who or 0, back.other or 0})}


def _money_by_month(rows: list[Part], case: AidCase) -> dict[str, Any]:
    """It counts as paid from its first month on; a month that came back holds the others."""
    paid = next((payment for row in rows if (payment := _payment(row, case)) is not None), None)
    settled = {row.more for row in rows if row.word in (MoneyState.DUE, MoneyState.PAID)}
    back = next((row for row in rows if row.word == MoneyState.RETURNED and row.more not in settled), None)
    held_by = frozenset({back.who or 0, back.other or 0}) if back is not None else frozenset[int]()
    released_by = next((row.third for row in rows if row.word == MoneyState.DUE and row.third), None)
    return {"payment": paid, "held_by": held_by, "released_by": released_by}


def months_due(session: Session, case: AidCase) -> bool:
    """Say whether some month is due of what is given each month."""
    return any(part.word == MoneyState.DUE for part in parts_of(session, case, "month"))


def _payment(row: Part, case: AidCase) -> Payment | None:
    if row.word != MoneyState.PAID or row.day is None or row.at is None:
        return None
    return Payment(row.who or 0, case.version, row.at, row.day, row.more or "")


def meant_of(session: Session, case: AidCase) -> Part | None:
    """Return what an officer has decided and can still take back: who, the verdict (`word`), the act (`more`), and when
    it takes effect (`at`)."""
    return next(iter(parts_of(session, case, "meant")), None)


def votes(session: Session, case: AidCase) -> dict[str, Any]:
    """Return what a state says of votes: how members of a meeting vote on the case as it stands, and who ever did."""
    parts = parts_of(session, case, "vote")
    given = [(part.who or 0, part.other, Choice(part.word or "")) for part in parts]
    ever = frozenset(who for who, _, choice in given if choice is not Choice.OUT)
    now = {who: choice for who, version, choice in given if version == case.version}
    sums = {part.who or 0: part.third for part in parts if part.other == case.version and part.third is not None}
    return {"votes": now, "sums": sums, "voted": ever}


def is_undecided(case_id: Any = AidCase.id) -> ColumnElement[bool]:
    """The condition that nobody has decided on a case what can still be taken back."""
    undecided: ColumnElement[bool] = col(case_id).not_in(
        select(MeantDecision.holds).where(col(MeantDecision.holds).is_not(None))
    )
    return undecided


def is_unsaid(session: Session, case: AidCase, officer_id: int) -> bool:
    """Say whether an officer whom the report names has not said yet whether it is so."""
    of_report = (one for one in parts_of(session, case, "officer") if one.third is None)
    return any(one.who == officer_id and one.other is None for one in of_report)


def is_denied(session: Session, case: AidCase) -> bool:
    """Say whether an officer who is named as living there says that it is not so."""
    return any(one.other == 0 for one in parts_of(session, case, "officer"))
