"""Each working morning: what came in and nobody has confirmed yet; each Monday: who waits for money."""

from __future__ import annotations

from sqlmodel import col, func, select

from domain.books.receipts import ReceiptState
from domain.platform.access import Action, roles_for
from domain.platform.messages import Message
from domain.platform.text import Money, Nn_, say_many
from models.books.ledger import Fund, FundReceipt
from models.procedure import AidCase
from models.units import Unit
from services.books.holding import WAITS
from services.books.receiving import ask_again
from services.platform import outbox
from services.platform.work import Work
from services.units import covering

LONG = 3  # days after which the administrators hear of it


def remind(work: Work) -> None:
    """Remind whoever confirms what came in, and once a week whoever keeps the funds of the cases that wait."""
    if not work.house.policies.current.calendar.is_working_day(work.today):
        return
    _of_receipts(work)
    if work.today.weekday() == 0:
        _of_cases(work)


def _of_receipts(work: Work) -> None:
    proposed = select(FundReceipt).where(FundReceipt.state == ReceiptState.PROPOSED.value)
    for row in work.session.exec(proposed.order_by(col(FundReceipt.id))):
        days = (work.today - work.at(row.entered_at).today).days
        if days > 0:
            ask_again(work, row, tell_administrators=days >= LONG)


def _of_cases(work: Work) -> None:
    """Tell whoever keeps the funds how many approved cases wait, and for how much."""
    units = select(Fund.unit_id).distinct().order_by(col(Fund.unit_id))
    for unit in [work.session.get_one(Unit, one) for one in work.session.exec(units).all()]:
        waits = select(func.count(), func.coalesce(func.sum(AidCase.amount - AidCase.set_aside), 0))
        below = waits.join(Unit, col(Unit.id) == col(AidCase.unit_id)).where(col(Unit.path).startswith(unit.path))
        count, fen = work.session.exec(below.where(WAITS)).one()
        if count:
            _tell(work, unit, count, int(fen))


def _tell(work: Work, unit: Unit, count: int, fen: int) -> None:
    source = Nn_(
        "{count} approved case waits for money, {amount} in all. The workers know that it goes on by itself: /funds",
        "{count} approved cases wait for money, {amount} in all. The workers know that it goes on by itself: /funds",
    )
    keepers = roles_for(Action.ENTER_MONEY) | roles_for(Action.CONFIRM_MONEY)
    for officer in sorted({one.person_id for one in covering(work.session, unit, sorted(keepers))}):
        once = f"short:{unit.id}:{work.today}:{officer}"
        outbox.put(work, officer, Message(say_many(*source, count, amount=Money(fen))), key=once)
