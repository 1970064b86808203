"""Objections: to a public notice by anybody, in confidence; to a refusal by the worker. The centre answers both."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from domain.notices.buttons import Answer
from domain.platform.access import Action, Actor
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, Text, paragraphs, say
from domain.procedure import procedure
from domain.procedure.procedure import CaseState, Status, StepKind
from domain.procedure.refusals import NoObjectionOpen, NotYourCase, ReasonNeeded
from models.households import HouseholdMember
from models.notices import Notice, Objection
from models.people import Person
from models.procedure import AidCase
from services.cases.one_household import check_household
from services.platform import audit, outbox
from services.platform.house import House
from services.procedure import course, news, notice_end, prompts
from services.procedure.record import HARDSHIP, household_ids, lock, record_decision, state_of, subject
from services.units.offices import nearest, office_over

__all__ = ["Objection", "answer", "check_may_object", "get", "object_to_decision", "object_to_notice"]


ANSWERED = {
    Answer.DISMISS: N_("dismissed an objection"),
    Answer.RETURN: N_("upheld an objection and gave the case back"),
    Answer.REFUSE: N_("upheld an objection and refused the case"),
}
MADE = {
    "notice": N_("somebody objected to the notice"),
    "decision": N_("objected to the decision"),
}


class NoticeIsOver(Refusal):
    """Objections are made while the notice is up."""

    text = N_("This public notice is over. If something is wrong, please write to your trade union.")


class ObjectedAlready(Refusal):
    """One objection of a person at a time."""

    text = N_("You have already told us about this. The centre looks into it and answers you here.")


class NothingToObjectTo(Refusal):
    """A worker objects to a refusal."""

    text = N_("Case {number} was not refused, so there is nothing to object to. /cases shows its step.")


class OwnObjection(Refusal):
    """Nobody answers their own objection."""

    text = N_("A colleague answers this objection.")


def check_may_object(session: Session, notice_id: int, person_id: int) -> Notice:
    """Return the notice if this person may object to it now; raises NoticeIsOver, ObjectedAlready."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.taken_down_at is not None:
        raise NoticeIsOver
    _check_first(session, notice.case_id, "notice", person_id)
    return notice


def _check_first(session: Session, case_id: int, kind: str, person_id: int) -> None:
    query = select(Objection).where(Objection.case_id == case_id, Objection.kind == kind)
    if session.exec(query.where(Objection.person_id == person_id, col(Objection.answered_at).is_(None))).first():
        raise ObjectedAlready


def object_to_notice(
    session: Session, house: House, notice_id: int, *, person: Person, words: str, now: datetime
) -> Objection:
    """Keep an objection; the case goes no further until an approver answers it. Who objects is told to nobody."""
    notice = check_may_object(session, notice_id, person.id)
    case = lock(session, notice.case_id)
    procedure.raise_objection(state_of(session, house, case))
    return _keep(session, house, case, "notice", person, words, now)


def object_to_decision(
    session: Session, house: House, case: AidCase, *, person: Person, words: str, now: datetime
) -> Objection:
    """The worker objects to a refusal; raises NotYourCase, NothingToObjectTo, ObjectedAlready."""
    case = lock(session, case.id or 0)
    if case.applicant_id != person.id:
        raise NotYourCase(number=case.number)
    if case.status != Status.REFUSED:
        raise NothingToObjectTo(number=case.number)
    _check_first(session, case.id or 0, "decision", person.id)
    return _keep(session, house, case, "decision", person, words, now)


def _keep(
    session: Session, house: House, case: AidCase, kind: str, person: Person, words: str, now: datetime
) -> Objection:
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    objection = Objection(case_id=case.id or 0, kind=kind, person_id=person.id, words=words.strip(), made_at=now)
    session.add(objection)
    session.flush()
    # The trail keeps that there was an objection; an objector to a notice stays unnamed there, too.
    audit.note(session, person.id if kind == "decision" else None, MADE[kind], subject(case), now=now)
    put_before_approvers(session, house, case, objection, now=now)
    return objection


def put_before_approvers(session: Session, house: House, case: AidCase, objection: Objection, *, now: datetime) -> None:
    """Ask the approvers who may answer; the household and the objector are left out."""
    left_out = household_ids(session, case) | {objection.person_id}
    for holder in nearest(session, case, ["approver"], without=left_out):
        prompts.put(session, house, case, f"{_about(objection)}:{objection.id}", holder.person_id, now=now)


def _about(objection: Objection) -> str:
    return "objection" if objection.kind == "notice" else "appeal"


def get(session: Session, objection_id: int) -> Objection | None:
    """Return an objection by its id."""
    return session.get(Objection, objection_id)


def check_may_answer(session: Session, house: House, actor: Actor, objection_id: int) -> tuple[AidCase, Objection]:
    """Return case and objection if this officer may answer it now; raises NotForYou, OwnHousehold, NoObjectionOpen."""
    objection = session.get(Objection, objection_id)
    if objection is None:
        raise NoObjectionOpen(number="")
    case = lock(session, objection.case_id)
    office_over(session, actor, Action.ANSWER_OBJECTION, case, household_ids(session, case))
    if objection.person_id == actor.person_id:
        raise OwnObjection
    session.refresh(objection)
    if objection.answered_at is not None:
        raise NoObjectionOpen(number=case.number)
    return case, objection


def answer(
    session: Session, house: House, actor: Actor, objection_id: int, how: Answer, *, words: str, now: datetime
) -> None:
    """An approver answers an objection with a reason; the objector is told, and upheld it stops the case.

    Raises what `check_may_answer` does, and ReasonNeeded.
    """
    case, objection = check_may_answer(session, house, actor, objection_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    objection.upheld, objection.answer = how is not Answer.DISMISS, words.strip()
    objection.answered_by, objection.answered_at = actor.person_id, now
    audit.note(session, actor.person_id, ANSWERED[how], subject(case), now=now)
    session.flush()
    said = say(N_("The objection was found right.")) if objection.upheld else say(N_("The objection was dismissed."))
    prompts.close(session, house, case, f"{_about(objection)}:{objection.id}", said, now=now)
    _tell_objector(session, case, objection, said, now)
    if objection.upheld:
        _act_on(session, house, actor, case, objection, how, now)
    elif objection.kind == "notice":
        notice_end.end_if_over(session, house, case, now=now)


def _tell_objector(session: Session, case: AidCase, objection: Objection, said: Text, now: datetime) -> None:
    source = N_("Thank you for your objection to case {number}. The centre has looked into it.")
    thanks = say(source, number=case.number)
    reason = say(N_("Answer: {words}"), words=objection.answer or "")
    outbox.put(session, objection.person_id, Message(paragraphs(thanks, said, reason)), now=now)


def _act_on(
    session: Session, house: House, actor: Actor, case: AidCase, objection: Objection, how: Answer, now: datetime
) -> None:
    state = state_of(session, house, case)
    if objection.kind == "decision":
        if state.status is Status.REFUSED:
            _decide_anew(session, house, case, state, now)
        return
    if state.kind is not StepKind.NOTICE or state.status is not Status.OPEN:
        return  # the worker was faster and took the case back
    verdict = "return" if how is Answer.RETURN else "refuse"
    words = objection.answer or ""
    record_decision(session, case, verdict, person_id=actor.person_id, role="approver", now=now, reason=words)
    said = say(N_("After an objection the case was given back or refused."))
    if how is Answer.RETURN:
        # What was reviewed no longer holds, so the case is reviewed anew when it comes back.
        after = replace(state, status=Status.RETURNED, position=0, turn=state.turn + 1)
        course.move(session, house, case, after, said, now=now)
        news.returned(session, case, words, now=now)
    else:
        course.move(session, house, case, replace(state, status=Status.REFUSED, turn=state.turn + 1), said, now=now)
        news.refused(session, case, words, now=now)


def _decide_anew(session: Session, house: House, case: AidCase, state: CaseState, now: datetime) -> None:
    """A refusal that was found wrong: the step is decided once more."""
    if case.programme == HARDSHIP:
        members = session.exec(select(HouseholdMember.resident_id).where(HouseholdMember.case_id == case.id)).all()
        check_household(session, members, but=case.id)
    record_decision(session, case, "reopen", person_id=None, role="", now=now)
    after = replace(state, status=Status.OPEN, turn=state.turn + 1)
    course.move(session, house, case, after, say(N_("The case is decided anew.")), now=now)
    news.moved_on(session, case, now=now)
