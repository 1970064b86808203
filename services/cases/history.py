"""The history of a case: what happened when, with roles and without names, but for who entered it for somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from domain.payments.money import Cause, MoneyKind, MoneyState
from domain.platform.identifiers import mask_card
from domain.platform.text import N_, Money, Text, say
from domain.policy import Policy
from domain.procedure.reasons import reason_said
from domain.procedure.steps import kind_of
from domain.units.steps import Role
from models.notices import Notice, Objection
from models.payments import MoneyRow
from models.procedure import AidCase, Decision, Paper, Visit
from services.behalf import entered_said


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened."""

    at: datetime
    said: Text


DECIDED = {
    "return": N_("{step}: returned by the {role}. Reason: {reason}"),
    "refuse": N_("{step}: refused by the {role}. Reason: {reason}"),
}
BY_ITSELF = {
    "withdraw": N_("The worker took the case back"),
    "died": N_("It ended after a death"),
    "resubmit": N_("Handed in again by the worker"),
    "changed": N_("Handed in again by the worker, with changes"),
    "card": N_("A second officer confirmed another card to pay to"),
    "review_anew": N_("What it was decided on changed; it is reviewed anew"),
    "papers_in": N_("All papers that were to follow the money have come"),
    "papers_over": N_("Papers that were to follow the money have not come in time"),
    "lapse": N_("It was not handed in again in time and ended"),
    "take_up": N_("Taken up again by the worker"),
    "notice_over": N_("The public notice ended"),
    "heard_arrived": N_("Asked by an officer, the worker said that the money had come"),
    "heard_missing": N_("Asked by an officer, the worker said that the money had not come"),
    "heard_nobody": N_("An officer asked about the money and reached nobody"),
    "unheard": N_("Nobody said whether the money came; the case was closed as paid"),
    "speak_up": N_("The worker said that the money had not come; the case was opened again"),
    "answered": N_("The cashier wrote to the worker about the money"),
    "call_off": N_("The officer took back what was settled"),
    "card_refused": N_("The card that the worker gave could not be used"),
    "not_back": N_("A second officer found that the money had not come back"),
    "run_held": N_("An officer let what is given each month rest"),
    "run_on": N_("An officer let what is given each month go on"),
    "run_ended": N_("A second officer ended what is given each month"),
    "run_stopped": N_("The worker needs what is given each month no more"),
    "run_class_lost": N_("What is given each month ended: the household is in another class"),
    "run_file_closed": N_("What is given each month ended: the household's file was closed"),
    "run_over": N_("All months were paid"),
    "wait_asked": N_("The worker asked that repayments wait"),
    "wait_proposed": N_("An officer is for it that repayments wait"),
    "wait_let": N_("Two officers let the repayments wait"),
    "wait_refused": N_("The repayments do not wait"),
    "wait_dropped": N_("Nothing waits any more, since all was paid back"),
    "contract_sent": N_("The worker sent photos of the contract"),
    "contract_back": N_("The photos of the contract could not be read"),
    "group_yes": N_("One of the group borrows together with the worker and stands for them"),
    "group_no": N_("One of the group does not borrow together with the worker"),
    "settle_asked": N_("The worker asked how all can be paid back"),
    "settle_answered": N_("The cashier wrote to the worker how all can be paid back"),
    "reopen": N_("The decision is looked at again after an objection"),
}
BY_WORKER = {  # the same, done by somebody on the worker's behalf
    "withdraw": N_("The case was taken back on the worker's behalf"),
    "resubmit": N_("Handed in again on the worker's behalf"),
    "changed": N_("Handed in again on the worker's behalf, with changes"),
    "take_up": N_("Taken up again on the worker's behalf"),
}


def history(session: Session, case: AidCase, policy: Policy) -> list[HistoryLine]:
    """Return what happened to a case, the oldest first; `policy` is the one that it began under."""
    began = HistoryLine(case.opened_at, _began(session, case))
    found = [began, *_all(session, case), *_taken_back(session, case, policy)]
    return sorted(found, key=lambda line: line.at)


def _began(session: Session, case: AidCase) -> Text:
    if case.answers.get("settled_by"):
        return say(N_("Settled at a visit"))
    entered = entered_said(session, case)
    return say(N_("Handed in")) if entered is None else say(N_("Handed in. {entered}"), entered=entered)


def _all(session: Session, case: AidCase) -> Iterator[HistoryLine]:
    for decision in session.exec(select(Decision).where(Decision.case_id == case.id).order_by(col(Decision.id))):
        by_other = decision.person_id == case.entered_by is not None and decision.verdict in BY_WORKER
        yield HistoryLine(decision.at, Text(BY_WORKER[decision.verdict]) if by_other else decided(decision))
    for visit in session.exec(select(Visit).where(Visit.case_id == case.id, col(Visit.confirmed_at).is_not(None))):
        said = say(N_("Home visit by two officers on {day}"), day=visit.visited_on)
        yield HistoryLine(visit.confirmed_at or visit.recorded_at, said)
    for notice in session.exec(select(Notice).where(Notice.case_id == case.id, col(Notice.stands_since).is_not(None))):
        said = say(N_("Public notice from {first} to {last}"), first=notice.first_day, last=notice.last_day)
        yield HistoryLine(notice.stands_since or notice.posted_at, said)
    for objection in session.exec(select(Objection).where(Objection.case_id == case.id)):
        yield from _objected(objection)
    for row in session.exec(select(MoneyRow).where(MoneyRow.case_id == case.id).order_by(col(MoneyRow.id))):
        yield from _paid(row)


def _taken_back(session: Session, case: AidCase, policy: Policy) -> Iterator[HistoryLine]:
    gone = (Paper.case_id == case.id, col(Paper.taken_back_at).is_not(None))
    for paper in session.exec(select(Paper).where(*gone).order_by(col(Paper.id))):
        said = say(N_("The worker took back a paper: {paper}"), paper=policy.paper(paper.kind).text)
        yield HistoryLine(paper.taken_back_at or case.opened_at, said)


def decided(decision: Decision) -> Text:
    """Return one decision in words."""
    if decision.verdict == "paid_again":
        day, _, reference = (decision.reason or "").partition(" ")
        source = N_("The money had not come; it was paid again on {day}, reference {reference}")
        return say(source, day=date.fromisoformat(day), reference=reference)
    if decision.verdict in BY_ITSELF:
        return Text(BY_ITSELF[decision.verdict])
    kind = kind_of(decision.step)
    args = {"step": kind.label, "role": Role(decision.role).label}
    if decision.verdict == "approve":
        approved, told = Text(kind.approved, args), kind.told(decision.reason or "")
        return approved if told is None else say(N_("{approved}\n{told}"), approved=approved, told=told)
    if decision.verdict in ("return", "refuse"):
        return Text(DECIDED[decision.verdict], {**args, "reason": reason_said(decision.reason or "-")})
    return Text(DECIDED[decision.verdict], args)


def _objected(objection: Objection) -> Iterator[HistoryLine]:
    by_worker = objection.kind == "decision"
    made = N_("The worker objected to the decision") if by_worker else N_("An objection to the notice was made")
    yield HistoryLine(objection.made_at, Text(made))
    if objection.answered_at is not None:
        upheld, dismissed = N_("The objection was found right"), N_("The objection was dismissed")
        yield HistoryLine(objection.answered_at, Text(upheld if objection.upheld else dismissed))


def _paid(row: MoneyRow) -> Iterator[HistoryLine]:
    if row.recorded_at is not None and row.paid_on is not None:
        is_month = row.kind == MoneyKind.MONTH
        source = N_("{month}: {amount} paid on {day}") if is_month else N_("{amount} paid to the bank card on {day}")
        paid = Text(source, {"amount": Money(row.fen), "day": row.paid_on, "month": row.period})
        yield HistoryLine(row.recorded_at, paid)
    if row.missing_since is not None:
        yield HistoryLine(row.missing_since, say(N_("The worker said that the money had not come")))
    if row.returned_at is not None and row.state == MoneyState.RETURNED:
        source = N_("The money came back from the bank on {day}: {cause}; number of the return {reference}")
        yield HistoryLine(row.returned_at, say(source, day=row.returned_on or "-", cause=Cause(row.cause).label,
                                               reference=row.return_reference))  # fmt: skip
    if row.released_at is not None:
        source = N_("A second officer looked at it: it is paid again, to {card}")
        yield HistoryLine(row.released_at, say(source, card=mask_card(row.card or "")))
    if row.confirmed_at is not None:
        yield HistoryLine(row.confirmed_at, say(N_("The worker has the money")))
