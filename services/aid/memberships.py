"""Who is a member of what, from when to when: by the cases in which they joined."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from domain.kinds.reasons import Membership
from domain.procedure.state import Status
from domain.procedure.steps import kind_of, named
from models.procedure import AidCase, Decision


def memberships_of(session: Session, person_id: int) -> tuple[Membership, ...]:
    """Return every membership of a worker, the oldest first."""
    joined = select(AidCase, Decision).join(Decision, col(Decision.case_id) == col(AidCase.id))
    theirs = joined.where(AidCase.applicant_id == person_id, AidCase.status == Status.FINISHED.value)
    approved = theirs.where(Decision.verdict == "approve", col(Decision.step).in_(named(lambda kind: kind.enrols)))
    rows = session.exec(approved.order_by(col(Decision.id))).all()
    latest = {case.id: (case.programme, kind_of(one.step).term(one.reason or "")) for case, one in rows}
    found = [Membership(programme, since, until, since) for programme, (since, until) in latest.values()]
    return tuple(_unbroken(sorted(found, key=lambda one: (one.programme, one.since))))


def _unbroken(found: Sequence[Membership]) -> Iterator[Membership]:
    before: Membership | None = None
    for one in found:
        goes_on = before is not None and before.programme == one.programme
        if before is not None and goes_on and one.since <= before.until + timedelta(days=1):
            one = Membership(one.programme, one.since, one.until, before.unbroken_since)
        yield one
        before = one
