"""What officers decide: approve, return or refuse the step a case is at."""

from collections.abc import Sequence

from sqlmodel import Session

from domain.platform.access import Action, Office
from domain.platform.text import N_, Sayable, Text, say
from domain.procedure import procedure
from domain.procedure.reasons import PAPER_MISSING
from domain.procedure.state import Decision, Status, Verdict
from domain.units.steps import Role
from models.procedure import AidCase
from services.platform import audit
from services.platform.work import Work
from services.procedure import course, news
from services.procedure.papers import missing_papers
from services.procedure.record import household_ids, lock, policy_of, record_decision, state_of, subject
from services.units import acting_office, office_over, unit_name

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


def office_for(work: Work, action: Action, case: AidCase, version: int) -> Office:
    """Return the office under which somebody acts on the step they saw.

    Whoever pressed on an older prompt needs an office over the case at all, and is then told that it has moved on.
    """
    office = office_over(work, action, case, household_ids(work.session, case))
    if version != case.version or case.status != Status.OPEN:
        return office
    return acting_office(work, action, case, state_of(work, case))


def decide(work: Work, case_id: int, version: int, verdict: Verdict, *, reason: str = "") -> AidCase:
    """Record an officer's verdict and move the case; the first press wins.

    Raises NotForYou, and what `domain.procedure.decide` raises; nothing is changed then.
    """
    case = lock(work.session, case_id)
    office = office_for(work, Action.DECIDE, case, version)
    decision = Decision(work.actor.person_id, version, verdict, work.now, reason)
    after = procedure.decide(state_of(work, case), decision)
    record_decision(work, case, verdict, person_id=work.actor.person_id, role=office.role, reason=reason)
    audit.note(work, work.actor.person_id, DONE[verdict], subject(case), detail=case.step)
    course.move(work, case, after, decided_by(work.session, office, verdict))
    tell_worker(work, case, verdict, reason, missing=_asked_for(work, case, reason))
    return case


def _asked_for(work: Work, case: AidCase, reason: str) -> tuple[Sayable, ...]:
    """Return the papers that a return is about."""
    if reason != PAPER_MISSING:
        return ()
    return tuple(kind.text for kind in missing_papers(work.session, case, policy_of(work, case)))


def check_may_press(work: Work, case_id: int, version: int, action: Action = Action.DECIDE) -> AidCase:
    """Raise unless this officer may decide the step they saw: asked before a form begins, so that no work is lost."""
    case = lock(work.session, case_id)
    office_for(work, action, case, version)
    state = state_of(work, case)
    # A return with a reason is allowed in every officer's step, so trying one asks about the person and the step.
    procedure.decide(state, Decision(work.actor.person_id, version, Verdict.RETURN, case.step_since, reason="-"))
    return case


def decided_by(session: Session, office: Office, verdict: Verdict, source: str = "") -> Text:
    """Return what the others read where they could have decided; `source` has places for role and unit."""
    return Text(source or SAID[verdict], {"role": Role(office.role).label, "unit": unit_name(session, office.unit_id)})


def tell_worker(
    work: Work, case: AidCase, verdict: Verdict, reason: str = "", *, missing: Sequence[Sayable] = ()
) -> None:
    """Tell the worker of a verdict; the case has moved already."""
    match verdict:
        case Verdict.RETURN:
            news.returned(work, case, reason, missing=missing)
        case Verdict.REFUSE:
            news.refused(work, case, reason)
        case _ if case.status == Status.FINISHED:
            news.tell(work, case, say(N_("Your case {number} is finished."), number=case.number))
        case _:
            news.moved_on(work, case)
