"""What the funds hold, for whoever may read the books, and for whoever is about to approve a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, func, or_, select

from domain.platform.access import Action, NotForYou, offices_for
from domain.platform.text import Sayable, say
from domain.policy.money.funds import Source
from models.books.ledger import Fund, FundHold, FundReceipt
from models.procedure import AidCase
from models.units import Unit
from services.books.funds import are_kept, serving
from services.books.holding import WAITS
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class FundView:
    """A fund as it stands (fen)."""

    title: Sayable
    source: Source | None
    received: int
    committed: int
    paid: int
    lent: int
    free: int

    @property
    def is_own(self) -> bool:
        """Whether it counts among the union's own money."""
        return self.source is not Source.IN_TRUST


@dataclass(frozen=True, slots=True)
class Spending:
    """What a programme takes of all funds (fen): set aside, and paid or lent."""

    title: Sayable
    committed: int
    spent: int


@dataclass(frozen=True, slots=True)
class Books:
    """The funds, what they are spent on, and how many cases wait for money, and for how much (fen)."""

    funds: tuple[FundView, ...]
    spending: tuple[Spending, ...]
    waiting: int
    waiting_fen: int
    unconfirmed: int


def free_for(work: Work, case: AidCase) -> tuple[FundView, ...] | None:
    """Return the funds that serve a case, in their order; None where no books are kept."""
    if not are_kept(work, case):
        return None
    ids = serving(work, case)
    found = {one.id: one for one in work.session.exec(select(Fund).where(col(Fund.id).in_(ids)))}
    return tuple(_view(work, found[one]) for one in ids)


def _view(work: Work, fund: Fund) -> FundView:
    stated = next((one for one in work.house.policies.current.funds if one.key == fund.key), None)
    title = stated.title if stated else say(fund.key)
    source = stated.source if stated else None
    return FundView(title, source, fund.received, fund.committed, fund.paid, fund.lent, fund.free)


def books_of(work: Work) -> Books:
    """Return the books of the units that whoever looks has an office over; raises NotForYou."""
    paths = [one.path for one in offices_for(work.actor, Action.SEE_FUNDS)]
    if not paths:
        raise NotForYou
    below = or_(*(col(Unit.path).startswith(path) for path in paths))
    order = {one.key: place for place, one in enumerate(work.house.policies.current.funds)}
    funds = work.session.exec(select(Fund).join(Unit, col(Unit.id) == col(Fund.unit_id)).where(below)).all()
    waits = select(func.count(), func.coalesce(func.sum(AidCase.amount - AidCase.set_aside), 0))
    waits = waits.join(Unit, col(Unit.id) == col(AidCase.unit_id)).where(below, WAITS)
    count, fen = work.session.exec(waits).one()
    open_ = select(func.count()).select_from(FundReceipt).join(Unit, col(Unit.id) == col(FundReceipt.unit_id))
    unconfirmed = work.session.exec(open_.where(below, FundReceipt.state == "proposed")).one()
    shown = tuple(_view(work, one) for one in sorted(funds, key=lambda one: (order.get(one.key, len(order)), one.id)))
    return Books(shown, tuple(_spending(work, [one.id for one in funds])), count, int(fen), unconfirmed)


def _spending(work: Work, ids: list[int]) -> Iterable[Spending]:
    sums = func.sum(FundHold.committed), func.sum(FundHold.paid + FundHold.lent)
    found = select(AidCase.programme, *sums).join(AidCase, col(AidCase.id) == col(FundHold.case_id))
    by_programme = found.where(col(FundHold.fund_id).in_(ids)).group_by(col(AidCase.programme))
    titles: dict[str, Sayable] = {one.key: one.title for one in work.house.policies.current.programmes}
    for key, committed, spent in work.session.exec(by_programme.order_by(sums[1].desc())):
        yield Spending(titles.get(key, say(key)), int(committed), int(spent))
