"""The funds there are: which of them serve a case, and locking them before anything is taken."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from domain.books.serving import funds_for
from models.books.ledger import Fund, FundHold
from models.platform.known import known
from models.procedure import AidCase
from models.units import Unit
from services.platform.work import Work

Found = tuple[tuple[int, str, str], ...]  # the id of a fund, its key, the path of the unit whose it is


def opened(session: Session) -> Found:
    """Return which funds hold, or held, money: none before the first has come into one, and then no books are kept."""

    def read() -> Found:
        found = select(Fund.id, Fund.key, Unit.path).join(Unit, col(Unit.id) == col(Fund.unit_id))
        return tuple((fund, key, path) for fund, key, path in session.exec(found.order_by(col(Fund.id))))

    return known(session, "funds", (Fund, Unit), read)


def are_kept(work: Work, case: AidCase) -> bool:
    """Say whether a fund is open at the unit of a case or above, so that nothing is approved there without money."""
    return bool(_above(work, case))


def serving(work: Work, case: AidCase) -> tuple[int, ...]:
    """Return the ids of the funds that something may be set aside of for a case, in their order."""
    above = _above(work, case)
    if not above:
        return ()
    keys = funds_for(work.house.policies.current, case.programme, work.today)
    return tuple(fund for wanted in keys for fund, key, _ in above if key == wanted)


def _above(work: Work, case: AidCase) -> Found:
    if not work.house.policies.current.funds:
        return ()
    there = opened(work.session)
    path = work.session.get_one(Unit, case.unit_id).path if there else ""
    return tuple(one for one in there if path.startswith(one[2]))


def locked(session: Session, ids: Collection[int]) -> dict[int, Fund]:
    """Return funds by id, as they are, for whoever takes of them or gives back; others wait."""
    wanted = select(Fund).where(col(Fund.id).in_(ids)).order_by(col(Fund.id))
    found = session.exec(wanted.with_for_update().execution_options(populate_existing=True, still_known=True))
    return {one.id: one for one in found}


def holds_of(session: Session, case: AidCase) -> list[FundHold]:
    """Return what funds give for a case, in the order in which they did."""
    wanted = select(FundHold).where(FundHold.case_id == case.id).order_by(col(FundHold.id))
    return list(session.exec(wanted.execution_options(populate_existing=True)))
