"""The rows of money of a case: which one is alive, the next attempt, and where a bank's reference stands already."""

from sqlmodel import Session, col, select

from domain.payments.money import LIVE, MoneyKind, MoneyState, folded
from domain.platform.access import Action, Subject, offices_for
from domain.platform.text import N_, Joined, Sayable, say
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.payments import MoneyRow
from models.procedure import AidCase
from models.units import Unit
from services import books
from services.platform.work import Work
from services.procedure import Dossier, household_ids, is_booked, money_of

MOST_NAMED = 5


def rows_of(session: Session, case: AidCase) -> list[MoneyRow]:
    """Return the rows of a case, or of its month in hand, the latest attempt first."""
    period = _period_in_hand(session, case)
    rows = (row for row in money_of(session, case) if row.period == period)
    return sorted(rows, key=lambda row: row.attempt, reverse=True)


def _period_in_hand(session: Session, case: AidCase) -> str:
    """Return the period of a case; of what is paid month by month the month that came back, else the latest."""
    months = months_of(session, case) if kind_of(case.step).runs else []
    settled = {row.period for row in months if row.state in (MoneyState.DUE, MoneyState.PAID)}
    back = (row.period for row in months if row.state == MoneyState.RETURNED and row.period not in settled)
    return next(back, months[-1].period if months else case.period)


def months_of(session: Session, case: AidCase) -> list[MoneyRow]:
    """Return the months of what is given each month that have become due so far, by the order they did."""
    return [row for row in money_of(session, case) if row.kind == MoneyKind.MONTH]


def live_row(session: Session, case: AidCase) -> MoneyRow | None:
    """Return the row that is proposed, due or paid; the database holds that there is no second one."""
    return next((row for row in rows_of(session, case) if row.state in LIVE), None)


def paid_row(session: Session, case: AidCase) -> MoneyRow:
    """Return the row of a case that is paid; LookupError for one that is not."""
    found = live_row(session, case)
    if found is None or found.state != MoneyState.PAID:
        raise LookupError
    return found


def may_come_back(session: Session, case: AidCase) -> bool:
    """Say whether a case was closed as paid, or went on, without its worker's word, so that its money may yet come
    back."""
    went_on = case.status == Status.FINISHED or kind_of(case.step).waits_for is WaitsFor.PROOFS
    row = live_row(session, case) if went_on else None
    return row is not None and row.state == MoneyState.PAID and row.confirmed_at is None


def returned_row(session: Session, case: AidCase) -> MoneyRow:
    """Return the latest row of a case that came back; LookupError when none did."""
    found = next((row for row in rows_of(session, case) if row.state == MoneyState.RETURNED), None)
    if found is None:
        raise LookupError
    return found


def add_row(
    work: Work, case: AidCase, state: MoneyState, to: tuple[str, str] | None, *, by: int | None = None
) -> MoneyRow:
    """Write down the next attempt, `to` a card and its holder; an IntegrityError when another one is alive."""
    before = next(iter(rows_of(work.session, case)), None)
    card, payee = to or (None, None)
    row = MoneyRow(
        case_id=case.id, period=case.period, fen=case.amount, payee=payee, card=card, state=state.value,
        made_at=work.now, made_by=by,
    )  # fmt: skip
    if before is not None:
        row.attempt, row.period, row.kind = before.attempt + 1, before.period, before.kind
        row.fen = before.fen if before.kind == MoneyKind.MONTH else case.amount
    _add(work, case, row)
    return row


def add_month(work: Work, case: AidCase, month: str, fen: int, to: tuple[str, str] | None) -> MoneyRow:
    """Write down that a month, such as "2027-05", is due; an IntegrityError when it is already."""
    card, payee = to or (None, None)
    row = MoneyRow(
        case_id=case.id, period=month, kind=MoneyKind.MONTH.value, fen=fen, payee=payee, card=card,
        state=MoneyState.DUE.value, made_at=work.now,
    )  # fmt: skip
    _add(work, case, row)
    return row


def _add(work: Work, case: AidCase, row: MoneyRow) -> None:
    money_of(work.session, case).append(row)
    with work.session.begin_nested():
        work.session.add(row)
        work.session.flush()


def is_loan(work: Work, case: AidCase) -> bool:
    """Say whether what is paid comes back by a plan."""
    return any(kind_of(step.kind).repays for step in Dossier(work, case).steps)


def book_paid(work: Work, case: AidCase, row: MoneyRow) -> None:
    """Write in the books that the bank paid a row, where books are kept; raises what `books.row_paid` does."""
    if is_booked(work.session, case):
        books.row_paid(work, case, row, is_loan=is_loan(work, case))


def is_on_record(work: Work, reference: str) -> bool:
    """Say whether some payment has this reference of the bank already."""
    return work.session.exec(select(MoneyRow.id).where(MoneyRow.reference_key == folded(reference))).first() is not None


def standing_at(work: Work, reference: str) -> Sayable:
    """Return at which cases a reference stands, by number for those that this cashier may see."""
    rows = select(AidCase).join(MoneyRow, col(MoneyRow.case_id) == col(AidCase.id))
    there = rows.where(MoneyRow.reference_key == folded(reference)).order_by(col(MoneyRow.id).desc())
    named = dict.fromkeys(_named(work, case) for case in work.session.exec(there.limit(MOST_NAMED)))
    numbers = tuple(number for number in named if number is not None)
    other = (say(N_("a case that is not yours to see")),) if None in named else ()
    return Joined((*numbers, *other), ", ")


def _named(work: Work, case: AidCase) -> str | None:
    where = Subject(unit_path=work.session.get_one(Unit, case.unit_id).path)
    seen = bool(offices_for(work.actor, Action.SEE_CASE, where))
    return case.number if seen and work.person_id not in household_ids(work.session, case) else None
