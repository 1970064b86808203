"""What officers decide: approve, return or refuse the step a case is at."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from domain.platform.access import Action, Actor, Office
from domain.platform.text import N_, Sayable, Text, say
from domain.procedure import procedure
from domain.procedure.procedure import Decision, Status, Verdict
from domain.procedure.reasons import PAPER_MISSING
from domain.units.steps import Role
from models.procedure import AidCase
from services.platform import audit
from services.platform.house import House
from services.procedure import course, news
from services.procedure.papers import missing_papers
from services.procedure.record import household_ids, lock, policy_of, record_decision, state_of, subject
from services.units.offices import acting_office, office_over, unit_name

__all__ = ["Verdict", "check_may_press", "decide", "decided_by"]

SAID = {
    Verdict.APPROVE: N_("Approved by the {role}, {unit}."),
    Verdict.RETURN: N_("Returned by the {role}, {unit}."),
    Verdict.REFUSE: N_("Refused by the {role}, {unit}."),
}


DONE = {
    Verdict.APPROVE: N_("approved a step"),
    Verdict.RETURN: N_("returned the case"),
    Verdict.REFUSE: N_("refused the case"),
}


def office_for(session: Session, house: House, actor: Actor, action: Action, case: AidCase, version: int) -> Office:
    """Return the office under which somebody acts on the step they saw.

    Whoever pressed on an older prompt needs an office over the case at all, and is then told that it has moved on.
    """
    office = office_over(session, actor, action, case, household_ids(session, case))
    if version != case.version or case.status != Status.OPEN:
        return office
    return acting_office(session, actor, action, case, state_of(session, house, case))


def decide(
    session: Session,
    house: House,
    actor: Actor,
    case_id: int,
    version: int,
    verdict: Verdict,
    *,
    reason: str = "",
    now: datetime,
) -> AidCase:
    """Record an officer's verdict and move the case; the first press wins.

    Raises NotForYou, and what `domain.procedure.decide` raises; nothing is changed then.
    """
    case = lock(session, case_id)
    office = office_for(session, house, actor, Action.DECIDE, case, version)
    decision = Decision(actor.person_id, version, verdict, now, reason)
    after = procedure.decide(state_of(session, house, case), decision)
    record_decision(session, case, verdict, person_id=actor.person_id, role=office.role, now=now, reason=reason)
    audit.note(session, actor.person_id, DONE[verdict], subject(case), now=now, detail=case.step)
    course.move(session, house, case, after, decided_by(session, office, verdict), now=now)
    tell_worker(session, case, verdict, reason, now=now, missing=_asked_for(session, house, case, reason))
    return case


def _asked_for(session: Session, house: House, case: AidCase, reason: str) -> tuple[Sayable, ...]:
    """Return the papers that a return is about."""
    if reason != PAPER_MISSING:
        return ()
    return tuple(kind.text for kind in missing_papers(session, case, policy_of(session, house, case)))


def check_may_press(
    session: Session, house: House, actor: Actor, case_id: int, version: int, action: Action = Action.DECIDE
) -> AidCase:
    """Raise unless this officer may decide the step they saw: asked before a form begins, so that no work is lost."""
    case = lock(session, case_id)
    office_for(session, house, actor, action, case, version)
    state = state_of(session, house, case)
    # A return with a reason is allowed in every officer's step, so trying one asks about the person and the step.
    procedure.decide(state, Decision(actor.person_id, version, Verdict.RETURN, case.step_since, reason="-"))
    return case


def decided_by(session: Session, office: Office, verdict: Verdict, source: str = "") -> Text:
    """Return what the others read where they could have decided; `source` has places for role and unit."""
    return Text(source or SAID[verdict], {"role": Role(office.role).label, "unit": unit_name(session, office.unit_id)})


def tell_worker(
    session: Session,
    case: AidCase,
    verdict: Verdict,
    reason: str = "",
    *,
    now: datetime,
    missing: Sequence[Sayable] = (),
) -> None:
    """Tell the worker of a verdict; the case has moved already."""
    match verdict:
        case Verdict.RETURN:
            news.returned(session, case, reason, now=now, missing=missing)
        case Verdict.REFUSE:
            news.refused(session, case, reason, now=now)
        case _ if case.status == Status.FINISHED:
            news.tell(session, case, say(N_("Your case {number} is finished."), number=case.number), now=now)
        case _:
            news.moved_on(session, case, now=now)
