"""Cases between the tables and the rules: read for change, as the procedure sees them, and written back once."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, update
from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from domain.payments.money import LIVE, MoneyState
from domain.platform.access import NotForYou
from domain.platform.text import N_, Refusal
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import CaseState, Decision, Payment, Status, Verdict, due_on
from domain.procedure.waiting import patience_of, waits_for
from domain.units.steps import Step, StepKind
from models.households import HouseholdMember, NamedOfficer
from models.notices import Notice, Objection
from models.payments import MoneyRow
from models.people import Person
from models.procedure import AidCase, Visit
from models.procedure import Decision as DecisionRow
from services.kinds import is_at_visit
from services.platform.house import House
from services.platform.policies import Policy
from services.platform.work import Work
from services.procedure.grounds import counts, grounds_of, home_print

CLOSED = "closed"


class UnknownCase(Refusal):
    """No case has the number that was typed, or it is not for this person to know."""

    text = N_("There is no such case here. Please check the number, it looks like 2026-0001.")


def subject(case: AidCase) -> str:
    """Return how the trail names a case."""
    return f"case:{case.id}"


def lock(session: Session, case_id: int) -> AidCase:
    """Return the case, fresh and locked until the transaction ends; raises NotForYou, as for somebody else's."""
    query = select(AidCase).where(AidCase.id == case_id).with_for_update()
    case = session.exec(query.execution_options(populate_existing=True)).first()
    if case is None:
        raise NotForYou
    return case


def lock_own(work: Work, case_id: int) -> AidCase:
    """Return a case of the worker who acts, locked likewise; raises NotForYou for any other, there or not."""
    query = select(AidCase).where(AidCase.id == case_id).with_for_update()
    case = work.session.exec(query.execution_options(populate_existing=True)).first()
    if case is None or case.applicant_id != work.person_id:
        raise NotForYou
    return case


def find_case(session: Session, wanted: int | str) -> AidCase:
    """Return the case with this id (else NotForYou), or with this number as people type it (else UnknownCase)."""
    if isinstance(wanted, int):
        case = session.get(AidCase, wanted)
    else:
        case = session.exec(select(AidCase).where(AidCase.number == wanted.strip())).first()
    if case is None:
        raise NotForYou if isinstance(wanted, int) else UnknownCase
    return case


def policy_of(work: Work, case: AidCase) -> Policy:
    """Return the policy that the case began under; only its days are counted by the calendar of the newest."""
    return work.house.policies.of(work.session, case.policy_version)


def steps_of(case: AidCase, policy: Policy) -> tuple[Step, ...]:
    """Return the steps that the case's policy has for its programme."""
    return policy.steps(policy.given(case.programme).procedure)


def step_of(work: Work, case: AidCase) -> Step:
    """Return the step at which an open case is, as its own policy has it."""
    return next(step for step in steps_of(case, policy_of(work, case)) if step.kind == case.step)


def number_of(work: Work, case_id: int) -> str:
    """Return the number of a case, for the title of a form about it; raises NotForYou."""
    return find_case(work.session, case_id).number


def household_ids(session: Session, case: AidCase) -> frozenset[int]:
    """Return the ids of the people of the household whom the bot knows, the applicant among them.

    An officer who is only named, by a report that no file came from yet, counts once they have said that it is so: else
    whoever reports would choose who decides.
    """
    named = select(HouseholdMember.resident_id_print).where(HouseholdMember.case_id == case.id)
    asked = select(NamedOfficer.officer_id).where(
        NamedOfficer.case_id == case.id, col(NamedOfficer.change_id).is_(None),
        col(NamedOfficer.lives_there).is_not(True),
    )  # fmt: skip
    theirs: ColumnElement[bool] = col(Person.resident_id_print).in_(named) & col(Person.id).not_in(asked)
    if case.household_id is not None:
        on_file = select(HouseholdMember.resident_id_print).where(HouseholdMember.household_id == case.household_id)
        theirs = or_(theirs, col(Person.resident_id_print).in_(on_file))
    return frozenset(session.exec(select(Person.id).where(theirs))) | {case.applicant_id}


def state_of(work: Work, case: AidCase) -> CaseState:
    """Return the case as the procedure sees it."""
    steps = steps_of(case, policy_of(work, case))
    return CaseState(
        number=case.number,
        steps=steps,
        applicant=case.applicant_id,
        household=household_ids(work.session, case),
        amount=case.amount,
        position=next((n for n, step in enumerate(steps) if step.kind == case.step), len(steps)),
        turn=case.version,
        status=Status(case.status),
        decisions=_decisions(work.session, case),
        **_visitors(work.session, case),
        notice_ends_at=_notice_ends_at(work, case),
        open_objections=len(open_objections(work.session, case)),
        **_money(work.session, case),
        waits_until=case.waits_until,
    )


def _decisions(session: Session, case: AidCase) -> tuple[Decision, ...]:
    """Officers' decisions only: what the worker or the clock did is no second pair of eyes."""
    rows = session.exec(select(DecisionRow).where(DecisionRow.case_id == case.id).order_by(col(DecisionRow.id)))
    return tuple(
        Decision(row.person_id, 0, Verdict(row.verdict), row.at, row.reason or "", step=StepKind(row.step))
        for row in rows
        if row.person_id is not None and row.role
    )


def _visitors(session: Session, case: AidCase) -> dict[str, Any]:
    """Say who visited the home as it is now, and who did before it changed; both of a confirmed visit, only the first
    of one that is not confirmed yet."""
    rows = session.exec(select(Visit).where(Visit.case_id == case.id).order_by(col(Visit.id))).all()
    home = home_print(session, case) if rows else ""
    now, before = [row for row in rows if counts(row, home)], [row for row in rows if not counts(row, home)]
    return {"visitors": (*_went(now), *_settled_by(case)), "visited_before": _went(before)}


def _went(rows: Iterable[Visit]) -> tuple[int, ...]:
    went = (who for row in rows for who in ((row.first_id, row.second_id) if row.confirmed_at else (row.first_id,)))
    return tuple(dict.fromkeys(went))


def _settled_by(case: AidCase) -> tuple[int, ...]:
    """Return the officer who settled money at a visit, and therefore neither approves nor pays it."""
    officer = case.answers.get("settled_by")
    return (int(officer),) if officer else ()


def is_by_list(work: Work, case: AidCase) -> bool:
    """Say whether the step a case is at stands in a list of many: approval and payment of money settled at a visit."""
    return case.step in (StepKind.APPROVAL, StepKind.PAYMENT) and is_at_visit(work, case)


def latest_notice(session: Session, case: AidCase) -> Notice | None:
    """Return the notice of the present run of the notice step, if the case is in it."""
    latest = select(Notice).where(Notice.case_id == case.id).order_by(col(Notice.id).desc())
    found = session.exec(latest).first()
    return found if found is not None and found.posted_at >= case.step_since else None


def _notice_ends_at(work: Work, case: AidCase) -> datetime | None:
    notice = latest_notice(work.session, case)
    return end_of_day(notice.last_day, work.house) if notice and notice.stands_since else None


def end_of_day(day: date, house: House) -> datetime:
    """Return the midnight after a day, where the union is."""
    return datetime.combine(day + timedelta(days=1), time(), house.zone)


def open_objections(session: Session, case: AidCase) -> list[Objection]:
    """Return the objections to the notice that nobody has answered yet."""
    query = select(Objection).where(Objection.case_id == case.id, Objection.kind == "notice")
    return list(session.exec(query.where(col(Objection.answered_at).is_(None)).order_by(col(Objection.id))))


def _money(session: Session, case: AidCase) -> dict[str, Any]:
    """Return what a state says of money; what came back is held while the case is at its payment and nothing is due."""
    query = select(MoneyRow).where(MoneyRow.case_id == case.id).order_by(col(MoneyRow.id).desc())
    rows = session.exec(query.options(defer(MoneyRow.card), defer(MoneyRow.payee))).all()  # type: ignore[arg-type]
    live = next((row for row in rows if row.state in LIVE), None)
    if live is not None and live.state != MoneyState.PROPOSED:
        payment = _payment(live, case)
        disputed = payment is not None and live.missing_since is not None
        return {"payment": payment, "receipt_disputed": disputed, "released_by": live.released_by}
    back = next((row for row in rows if row.state == MoneyState.RETURNED), None)
    if back is None or case.step != StepKind.PAYMENT:
        return {}
    return {"held_by": frozenset({back.cashier_id or 0, back.returned_by or 0})}


def _payment(row: MoneyRow, case: AidCase) -> Payment | None:
    if row.state != MoneyState.PAID or row.paid_on is None or row.recorded_at is None:
        return None
    return Payment(row.cashier_id or 0, case.version, row.recorded_at, row.paid_on, row.bank_reference)


def due_at(house: House, step: Step | None, entered: datetime) -> datetime | None:
    """Return when a step of an open case is overdue, by the newest calendar; None without a limit."""
    if step is None:
        return None
    last = due_on(step, entered.astimezone(house.zone).date(), house.policies.current.calendar)
    return end_of_day(last, house) if last else None


def save(work: Work, case: AidCase, after: CaseState) -> None:
    """Write the new state if the case is still as it was read; raises NotThisStep when somebody was faster.

    This and `place` are all that moves a case; everything else about a change is decided before.
    """
    still = update(AidCase).where(col(AidCase.id) == case.id, col(AidCase.version) == case.version)
    done = work.session.execute(still.values(**_stored(work, case, after)))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise NotThisStep(number=case.number)
    work.session.refresh(case)


def place(work: Work, case: AidCase, opened: CaseState) -> None:
    """Write the state of a case that has just been opened and that nobody else can know yet."""
    for name, value in _stored(work, case, opened).items():
        setattr(case, name, value)
    work.session.flush()


def _stored(work: Work, case: AidCase, state: CaseState) -> dict[str, Any]:
    """Return the columns of a case that the procedure decides on, with what they hold in this state."""
    counted = state.step if state.status is Status.OPEN and not state.held_by else None
    what = waits_for(state.status, state.kind, disputed=state.receipt_disputed)
    patience = patience_of(policy_of(work, case).waits, what) if what else None
    waiting = patience.begun(work.today, work.house.policies.current.calendar) if patience else None
    return {
        "step": state.kind.value if state.kind else CLOSED,
        "status": state.status.value,
        "version": state.turn,
        "step_since": work.now,
        "due_at": due_at(work.house, counted, work.now),
        "raised": 0,
        "waits_since": waiting.since if waiting else None,
        "waits_until": waiting.until if waiting else None,
        "reminded": 0,
        "call_on": waiting.call_on if waiting else None,
        "closed_at": work.now if state.status.is_closed else None,
        "once_key": None if state.status.came_to_nothing else case.once_key,
    }


def record_decision(
    work: Work,
    case: AidCase,
    verdict: str,
    *,
    person_id: int | None,
    role: str,
    reason: str = "",
    rests: bool = False,
) -> None:
    """Write down who decided what at the present step; call it before `save`. `role` is empty for worker and clock.

    What an officer decides is kept with all that it rests on; so is what else `rests` on what is there now.
    """
    work.session.add(
        DecisionRow(
            case_id=case.id,
            step=case.step,
            verdict=verdict,
            person_id=person_id,
            role=role,
            reason=reason or None,
            grounds=grounds_of(work.session, case) if role or rests else None,
            at=work.now,
        )
    )
