"""What is lent out, unit by unit, to whoever leads or keeps the money there; numbers of cases and sums, no names."""

from dataclasses import dataclass

from sqlmodel import col, or_, select

from domain.payments.loans import Loan
from domain.platform.access import Action, NotForYou, offices_for
from domain.procedure.state import Status
from domain.procedure.steps import named
from models.procedure import AidCase
from models.units import Unit
from services.payments.loans.standing import loans_of
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class LentLine:
    """The loans of a unit that are not paid back: what was lent and is left, and what of it is late (all in fen)."""

    unit: str
    count: int
    lent: int
    left: int
    late: int


@dataclass(frozen=True, slots=True)
class Arrears:
    """A loan of which repayments are late: the case, how many, and how much (fen)."""

    case_id: int
    number: str
    count: int
    fen: int


@dataclass(frozen=True, slots=True)
class LentOut:
    """All of it: by unit, the arrears, the most first, and of what was `due` until today what `came` (fen)."""

    units: tuple[LentLine, ...]
    arrears: tuple[Arrears, ...]
    due: int
    came: int


def lent_out(work: Work) -> LentOut:
    """Return what is lent out below the offices of whoever looks; raises NotForYou."""
    paths = [one.path for one in offices_for(work.actor, Action.SEE_LOANS)]
    if not paths:
        raise NotForYou
    lent = select(AidCase, Unit).join(Unit, col(Unit.id) == col(AidCase.unit_id)).where(
        col(AidCase.step).in_(named(lambda kind: kind.repays)), AidCase.status == Status.OPEN.value,
        or_(*(col(Unit.path).startswith(path) for path in paths)),
    )  # fmt: skip
    found = work.session.exec(lent.order_by(col(Unit.path), col(AidCase.id))).all()
    loans = loans_of(work, [case for case, _ in found])
    by_unit: dict[int, tuple[Unit, list[Loan]]] = {}
    for case, unit in found:
        if case.id in loans:
            by_unit.setdefault(unit.id, (unit, []))[1].append(loans[case.id])
    arrears = [_arrears(work, case, loans[case.id]) for case, _ in found if case.id in loans]
    due = [one for loan in loans.values() for one in loan.plan if one.due_on < work.today]
    return LentOut(
        tuple(_line(work, unit, its) for unit, its in by_unit.values()),
        tuple(sorted((one for one in arrears if one.count), key=lambda one: (-one.fen, one.case_id))),
        sum(one.fen for one in due),
        sum(one.paid for one in due),
    )


def _line(work: Work, unit: Unit, loans: list[Loan]) -> LentLine:
    late = sum(one.left for loan in loans for one in loan.late_on(work.today))
    return LentLine(unit.named, len(loans), sum(one.fen for one in loans), sum(one.left for one in loans), late)


def _arrears(work: Work, case: AidCase, loan: Loan) -> Arrears:
    late = loan.late_on(work.today)
    return Arrears(case.id, case.number, len(late), sum(one.left for one in late))
