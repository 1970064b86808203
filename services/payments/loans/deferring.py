"""Repayments that are to wait: worker or officer asks, one officer is for it, a second one, a leader, lets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.payments.deferrals import OPEN, Wait
from domain.payments.loans import Loan
from domain.platform.access import LEADERS, Action, roles_for
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, say
from domain.procedure.refusals import NotThisStep, ReasonNeeded
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.payments import Deferral
from models.procedure import AidCase
from models.units import Unit
from services.payments.loans.standing import loan_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import (
    Dossier,
    case_officers,
    household_ids,
    lock,
    office_for,
    put_before,
    record_decision,
    subject,
)
from services.units import covering, nearest

ROLES = tuple(sorted(roles_for(Action.LET_DEFER)))


class AskedToWait(Refusal):
    """One thing is asked at a time."""

    text = N_("It is asked already that repayments of case {number} wait. I tell you here what is decided.")
    leads_to = "cases"


class NoMonthsLeft(Refusal):
    """Two officers let repayments wait for so long, and no longer."""

    text = N_(
        "Repayments of case {number} can wait {most} months together, and no longer. Please tell a person of your "
        "union how it is; they look for a way with you."
    )
    leads_to = "ask"


@dataclass(frozen=True, slots=True)
class Deferrable:
    """The loan of a case (by its number) whose next repayment can wait for `most` months."""

    number: str
    loan: Loan
    most: int


# Asked ---------------------------------------------------------------------------------------------------------------


def may_wait(work: Work, case_id: int) -> Deferrable:
    """Return what its worker, or an officer for them, may ask to wait.

    Raises NotForYou, OwnHousehold, NotThisStep, AskedToWait, NoMonthsLeft.
    """
    return _deferrable(work, _asked_for(work, case_id))


def _asked_for(work: Work, case_id: int) -> AidCase:
    case = lock(work.session, case_id)
    if case.applicant_id != work.person_id:
        office_for(work, Action.DEFER, case)
    return case


def _deferrable(work: Work, case: AidCase) -> Deferrable:
    loan = loan_of(work, case) if case.status == Status.OPEN and kind_of(case.step).repays else None
    if loan is None or not loan.open:
        raise NotThisStep(number=case.number)
    if open_wait(work.session, case) is not None:
        raise AskedToWait(number=case.number)
    most = Dossier(work, case).policy.waits.repayment.defer_most_months
    if loan.months_later >= most:
        raise NoMonthsLeft(number=case.number, most=most)
    return Deferrable(case.number, loan, most - loan.months_later)


def open_wait(session: Session, case: AidCase) -> Deferral | None:
    """Return what is asked to wait of a case and not decided yet."""
    return session.exec(select(Deferral).where(Deferral.case_id == case.id, col(Deferral.state).in_(OPEN))).first()


def ask_to_wait(work: Work, case_id: int, *, months: int, reason: str) -> None:
    """Its worker asks that repayments wait, or an officer, who is for it then; raises as `may_wait`, ReasonNeeded."""
    case = _asked_for(work, case_id)
    asked, state = _deferrable(work, case), Wait.ASKED if case.applicant_id == work.person_id else Wait.PROPOSED
    if not reason.strip():
        raise ReasonNeeded(number=case.number)
    if not 1 <= months <= asked.most:
        raise NoMonthsLeft(number=case.number, most=asked.most)
    row = Deferral(
        case_id=case.id, months=months, reason=reason.strip(), state=state, asked_by=work.person_id, asked_at=work.now,
        **what_waits(asked.loan, months),
    )  # fmt: skip
    if state is Wait.PROPOSED:
        row.first_id, row.first_at = work.person_id, work.now
    try:
        with work.session.begin_nested():
            work.session.add(row)
            work.session.flush()
    except IntegrityError as twice:
        raise AskedToWait(number=case.number) from twice
    record_decision(work, case, f"wait_{state}", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("asked that repayments wait"), subject(case))
    ask_officers(work, case, row)


def what_waits(loan: Loan, months: int) -> dict[str, Any]:
    """Return the columns that say which repayment of a loan would wait for so many months, and until when."""
    coming = loan.open[0]
    moves_to = loan.moved(coming, months)
    return {"number": coming.number, "fen": coming.left, "due_on": coming.due_on, "moves_to": moves_to}


# Put before officers -------------------------------------------------------------------------------------------------


def ask_officers(work: Work, case: AidCase, row: Deferral) -> None:
    """Put it before the first officer, or the second; without any the administrators hear of it."""
    wanted = _seconds(work, case, row) if row.state == Wait.PROPOSED else _firsts(work, case)
    put_before(work, case, f"defer:{row.id}", wanted)
    if wanted:
        return
    source = N_(
        "Repayments of case {number} are to wait, and nobody may decide it. Please appoint an approver or a reviewer: "
        "/officers"
    )
    for admin in work.admin_ids:
        once = f"nobody-defers:{row.id}:{row.state}:{admin}"
        outbox.put(work, admin, Message(say(source, number=case.number)), key=once)


def ask_anew(work: Work, which: ColumnElement[bool]) -> None:
    """Put what is asked to wait of these cases before the officers whom it concerns now."""
    waiting = select(Deferral, AidCase.id).join(AidCase, col(AidCase.id) == col(Deferral.case_id))
    waiting = waiting.join(Unit, col(Unit.id) == col(AidCase.unit_id)).where(which, col(Deferral.state).in_(OPEN))
    for row, case_id in work.session.exec(waiting.order_by(col(Deferral.id))).all():
        ask_officers(work, lock(work.session, case_id), row)


def _firsts(work: Work, case: AidCase) -> list[int]:
    household = household_ids(work.session, case)
    leaders = nearest(work.session, case, LEADERS, without=household)
    return case_officers(work, case) or sorted({holder.person_id for holder in leaders})


def _seconds(work: Work, case: AidCase, row: Deferral) -> list[int]:
    """Return the nearest leaders whom the bot reaches, but for the first officer."""
    without = {*household_ids(work.session, case), row.first_id}
    holders = covering(work.session, work.session.get_one(Unit, case.unit_id), ROLES)
    able = [one for one in holders if one.person_id not in without and one.is_reachable]
    lowest = able[0].level if able else ""
    return sorted({one.person_id for one in able if one.level == lowest})
