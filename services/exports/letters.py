"""The letter to a verdict, for its worker and for the officers who read why."""

from datetime import date, datetime

from sqlmodel import col, select

from domain.exports.letter import Decided, Outcome
from domain.exports.letter import letter as laid_out
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, Money, Refusal, Sayable, say
from domain.procedure.reasons import reason_said
from domain.procedure.state import Status
from domain.procedure.steps import KINDS
from models.people import Person
from models.procedure import AidCase, Decision
from models.units import Unit
from services import aid, cases
from services.behalf import entered_said
from services.exports.sending import made_by, on_record, send
from services.platform import audit, consent
from services.platform.work import Work
from services.procedure import Dossier, subject

TOOK = N_("took the letter on the decision")
OUTCOMES = {Status.RETURNED: Outcome.RETURNED, Status.REFUSED: Outcome.REFUSED}
VERDICTS = {Outcome.RETURNED: "return", Outcome.REFUSED: "refuse", Outcome.APPROVED: "approve"}


class NothingDecided(Refusal):
    """A case without a verdict has no letter."""

    text = N_("Case {number} has no decision that a letter could tell. It can be taken once it is decided.")


def letter(work: Work, case_id: int, purpose: Purpose = Purpose.ASK) -> None:
    """Send the letter on the verdict that a case stands at: to its worker, or to an officer who says what for.

    Raises NotForYou, ConsentWithdrawn, NothingDecided, PurposeNeeded.
    """
    case = cases.own_or_opened(work, case_id)
    is_own = case.applicant_id == work.person_id
    if not is_own:
        consent.check(work.session, case.applicant_id, case.number)
    decided = _decided(work, case)
    if is_own:
        audit.note(work, work.person_id, TOOK, subject(case))
    else:
        on_record(work, TOOK, subject(case), purpose)
    text = say(N_("The letter on case {number}, to print or to keep."), number=case.number)
    send(work, text, laid_out(made_by(work, case.number, None if is_own else purpose), decided))


def _decided(work: Work, case: AidCase) -> Decided:
    outcome = OUTCOMES.get(Status(case.status), Outcome.APPROVED)
    decision = _decision(work, case, outcome)
    if decision is None or Status(case.status) in (Status.WITHDRAWN, Status.LAPSED):
        raise NothingDecided(number=case.number)
    dossier, trace = Dossier(work, case), aid.trace_of(work.session, case.id)
    is_returned, gives = outcome is Outcome.RETURNED, outcome is Outcome.APPROVED and case.amount > 0
    against = tuple(one.said for one in trace.looked if not one.holds) if trace else ()
    return Decided(
        outcome, case.number, dossier.title, _name(work, case),
        _day(work, case.opened_at), _day(work, decision.at), _unit(work, dossier, decision),
        amount=Money(case.amount) if gives else None,
        reason=reason_said(decision.reason or "-"),
        worked_out=trace.said if trace and not is_returned else None,
        against=against if outcome is Outcome.REFUSED else (),
        missing=_missing(dossier) if is_returned else (),
        until=case.waits_until if is_returned else None,
        entered=entered_said(work.session, case),
    )  # fmt: skip


def _decision(work: Work, case: AidCase, outcome: Outcome) -> Decision | None:
    """Return the decision that a letter tells of; what was approved before the case went back counts no more."""
    wanted = select(Decision).where(Decision.case_id == case.id, Decision.verdict == VERDICTS[outcome])
    if outcome is Outcome.APPROVED:
        granting = [key for key, kind in KINDS.items() if kind.grants]
        wanted = wanted.where(col(Decision.step).in_(granting))
        last = work.session.exec(select(Decision).where(Decision.case_id == case.id, col(Decision.verdict).in_(
            ("return", "refuse", "review_anew"))).order_by(col(Decision.id).desc())).first()  # fmt: skip
        wanted = wanted.where(col(Decision.id) > (last.id if last else 0))
    return work.session.exec(wanted.order_by(col(Decision.id).desc())).first()


def _name(work: Work, case: AidCase) -> str:
    """Return whom it is for; who entered a case for somebody else is not meant."""
    return str(case.answers.get("posted_as") or work.session.get_one(Person, case.applicant_id).name or "")


def _missing(dossier: Dossier) -> tuple[Sayable, ...]:
    return tuple(one.text for one in dossier.missing_papers)


def _day(work: Work, moment: datetime) -> date:
    return moment.astimezone(work.house.zone).date()


def _unit(work: Work, dossier: Dossier, decision: Decision) -> str:
    """Return the unit that decided: on the way from the case's unit upwards, the one at the level of the step."""
    case = dossier.case
    step = next((one for one in dossier.steps if one.kind == decision.step), None)
    here = work.session.get_one(Unit, case.unit_id)
    decider = step.decider(case.amount) if step else None
    level = decider.level if decider else ""
    above = [int(part) for part in here.path.split("/") if part]
    found = work.session.exec(select(Unit).where(col(Unit.id).in_(above), Unit.level == level)).first()
    return (found or here).named
