"""A file rests once its re-check was not answered in time, and is open again once it is: both stand in its history."""

from sqlmodel import Session, col, or_, select

from domain.changes.change import Standing
from domain.households.history import Kind
from domain.policy.frame.yearly import Recheck as Rules
from models.changes import Change
from models.households import HouseholdFile
from models.people import Person
from models.rechecks.rounds import Recheck, RecheckRound
from services import households
from services.platform import consent
from services.platform.work import Work
from services.rechecks import telling
from services.rechecks.record import ANSWERED, MISSED, OPEN

A_RUN = 200  # files a run of the job lets rest, so that nobody waits for it


def end_some(work: Work, one: RecheckRound, rules: Rules) -> bool:
    """End the re-check of some households that have not answered; tell whether none is left."""
    query = select(Recheck).where(Recheck.round_id == one.id, Recheck.state == OPEN)
    rows = work.session.exec(query.order_by(col(Recheck.household_id)).limit(A_RUN)).all()
    for row in rows:
        _end(work, row, rules)
    return len(rows) < A_RUN


def _end(work: Work, row: Recheck, rules: Rules) -> None:
    file = work.session.get_one(HouseholdFile, row.household_id, with_for_update=True, populate_existing=True)
    row.state = MISSED
    file.recheck_until = None
    if file.closed_at is None and file.suspended_on is None and rules.suspends and _agrees(work.session, file):
        _let_rest(work, file)


def _agrees(session: Session, file: HouseholdFile) -> bool:
    """Whoever has withdrawn the consent cannot be asked: what they have is not theirs to lose by that."""
    return session.exec(select(Person.id).where(Person.id == file.head_id, consent.holds())).first() is not None


def _let_rest(work: Work, file: HouseholdFile) -> None:
    with households.changing(work, file, households.Why(Kind.RESTS), lists=False):
        file.suspended_on = work.today
    telling.tell_of_rest(work, file)


def let_back(work: Work) -> None:
    """Let files go on that rest, of which a change was told in the re-check and everything told is decided by now."""
    told = select(Recheck.household_id).where(Recheck.state == ANSWERED, col(Recheck.changed) != "")
    resting = select(HouseholdFile).where(
        col(HouseholdFile.suspended_on).is_not(None), col(HouseholdFile.closed_at).is_(None),
        col(HouseholdFile.id).in_(told),
    )  # fmt: skip
    for file in work.session.exec(resting.order_by(col(HouseholdFile.id))).all():
        if _is_settled(work.session, file):
            go_on(work, file)


def _is_settled(session: Session, file: HouseholdFile) -> bool:
    newest = select(Recheck).where(Recheck.household_id == file.id).order_by(col(Recheck.id).desc()).limit(1)
    row = session.exec(newest).first()
    if row is None or row.state != ANSWERED or not row.changed:
        return False
    of_household = or_(col(Change.household_id) == file.id, col(Change.person_id) == file.head_id)
    told = session.exec(select(Change.state).where(of_household, Change.proposed_at >= row.added_at)).all()
    return Standing.CONFIRMED.value in told and Standing.PROPOSED.value not in told


def go_on(work: Work, file: HouseholdFile) -> None:
    """Let a file that rests be open again, and tell its head."""
    locked = households.lock(work.session, file.id)
    with households.changing(work, locked, households.Why(Kind.BACK), lists=False):
        locked.suspended_on = None
    telling.tell_of_return(work, locked)
