"""The money of a case as the procedure sees it: paid, or held since it came back, or let go by a second officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from domain.payments.money import LIVE, MoneyState
from domain.procedure.state import Payment, PersonId
from domain.units.steps import StepKind
from models.payments import MoneyRow
from models.procedure import AidCase


@dataclass(frozen=True, slots=True)
class Money:
    """What a case has been paid, and who has had a hand in what came back."""

    payment: Payment | None = None
    is_missing: bool = False
    held_by: frozenset[PersonId] = frozenset()
    released_by: PersonId | None = None

    @classmethod
    def of(cls, session: Session, case: AidCase) -> Self:
        """Return the money of a case; what came back is held while the case is at its payment and nothing is due."""
        rows = _rows(session, case)
        live = next((row for row in rows if row.state in LIVE), None)
        if live is not None and live.state != MoneyState.PROPOSED:
            payment = _payment(live, case)
            return cls(payment, payment is not None and live.missing_since is not None, released_by=live.released_by)
        back = next((row for row in rows if row.state == MoneyState.RETURNED), None)
        if back is None or case.step != StepKind.PAYMENT:
            return cls()
        return cls(held_by=frozenset({back.cashier_id or 0, back.returned_by or 0}))


def _rows(session: Session, case: AidCase) -> Sequence[MoneyRow]:
    """Return the rows of a case, the latest first; their cards stay sealed."""
    query = select(MoneyRow).where(MoneyRow.case_id == case.id).order_by(col(MoneyRow.id).desc())
    return session.exec(query.options(defer(MoneyRow.card), defer(MoneyRow.payee))).all()  # type: ignore[arg-type]


def _payment(row: MoneyRow, case: AidCase) -> Payment | None:
    if row.state != MoneyState.PAID or row.paid_on is None or row.recorded_at is None:
        return None
    return Payment(row.cashier_id or 0, case.version, row.recorded_at, row.paid_on, row.bank_reference)
