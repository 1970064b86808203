"""What is set aside for a case once it is approved, freed when it comes to nothing, and who waits for money."""

from __future__ import annotations

from sqlalchemy import and_, or_
from sqlmodel import col, select

from domain.books import accounts
from domain.books.sharing import shared
from domain.procedure.state import CaseState, Status
from domain.procedure.steps import kind_of
from models.books.ledger import Fund, FundHold
from models.procedure import AidCase
from services.books.funds import are_kept, holds_of, locked, serving
from services.books.posting import Act, post
from services.platform.work import Work


def follow(work: Work, case: AidCase, state: CaseState) -> None:
    """Set aside what a case has been granted, or free what it is no longer; a case that no fund covers waits."""
    wanted = _wanted(case, state)
    if wanted == case.set_aside and case.short_since is None:
        return
    if wanted < case.set_aside:
        _free(work, case, wanted)
    elif wanted > case.set_aside and are_kept(work, case):
        _cover_or_wait(work, case, wanted)
        return
    case.short_since = None


def _wanted(case: AidCase, state: CaseState) -> int:
    """Return how much (fen) a case is to hold: all that was granted, until it comes to nothing or is over.

    What was paid before there were books is not set aside now.
    """
    is_over = state.status.came_to_nothing or state.status is Status.FINISHED
    if state.payment is not None and not is_over:
        return case.set_aside
    ahead = state.steps[state.position :]
    is_granted = any(kind_of(step.kind).grants for step in state.steps) and not any(
        kind_of(step.kind).grants for step in ahead
    )
    pays = any(kind_of(step.kind).pays_out for step in state.steps)
    return case.amount if pays and is_granted and not is_over else 0


def _cover_or_wait(work: Work, case: AidCase, wanted: int) -> None:
    if case.short_since is None:
        case.short_since = work.now
    if not before(work, case):
        cover(work, case, wanted)


def cover(work: Work, case: AidCase, wanted: int) -> bool:
    """Set aside what a case still wants, of as many funds as it takes; nothing, if all of them hold less."""
    ids = serving(work, case)
    funds = locked(work.session, ids)
    missing = wanted - case.set_aside
    parts = shared(missing, [(funds[one], funds[one].free) for one in ids])
    if parts is None:
        return False
    held = {one.fund_id: one for one in holds_of(work.session, case)}
    for fund, fen in parts:
        hold = held.get(fund.id) or FundHold(case_id=case.id, fund_id=fund.id)
        fund.committed, hold.committed = fund.committed + fen, hold.committed + fen
        work.session.add(hold)
        post(work, _act(work, case, "set_aside", fund), accounts.set_aside(fund.key, fen))
    case.set_aside, case.short_since = case.set_aside + missing, None
    work.session.flush()
    return True


def _free(work: Work, case: AidCase, wanted: int) -> None:
    """Free what is set aside and no longer wanted; what is paid or lent is gone."""
    holds = holds_of(work.session, case)
    funds = locked(work.session, [one.fund_id for one in holds])
    spent = sum(one.paid + one.lent for one in holds)
    too_much = case.set_aside - max(wanted, spent)
    for hold in reversed(holds):
        fen = min(hold.committed, too_much)
        if fen > 0:
            fund, too_much = funds[hold.fund_id], too_much - fen
            fund.committed, hold.committed = fund.committed - fen, hold.committed - fen
            case.set_aside -= fen
            post(work, _act(work, case, "freed", fund), accounts.freed(fund.key, fen))
    work.session.flush()


def _act(work: Work, case: AidCase, what: str, fund: Fund) -> Act:
    return Act(what, f"{what}:{case.id}:{case.version}:{fund.id}:{work.now.timestamp()}", work.today, case_id=case.id)


# Who waits ----------------------------------------------------------------------------------------------------------

WAITS = and_(col(AidCase.short_since).is_not(None), col(AidCase.status) == Status.OPEN.value)


def waiting(work: Work, most: int) -> list[int]:
    """Return the ids of the cases that wait for money, in the order in which they were approved."""
    ids = select(AidCase.id).where(WAITS).order_by(col(AidCase.short_since), col(AidCase.id)).limit(most)
    return list(work.session.exec(ids))


def before(work: Work, case: AidCase) -> int:
    """Return how many cases that wait for money of the same funds were approved before a case."""
    since = col(AidCase.short_since)
    earlier = or_(since < case.short_since, and_(since == case.short_since, col(AidCase.id) < case.id))
    its = set(serving(work, case))
    found = work.session.exec(select(AidCase).where(WAITS, AidCase.id != case.id, earlier))
    return sum(1 for one in found if its.intersection(serving(work, one)))
