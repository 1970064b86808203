"""Objections: to a public notice by anybody, in confidence; to a refusal by the worker. The centre answers both."""

from sqlmodel import Session, col, select

from domain.notices.buttons import Answer
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, Text, paragraphs, say
from domain.procedure import procedure
from domain.procedure.refusals import (
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoObjectionOpen,
    NotRefused,
    NotThisStep,
    ReasonNeeded,
)
from domain.procedure.state import CaseState, Decision, Status, Verdict
from models.households import HouseholdMember
from models.notices import Notice, Objection
from models.people import Person
from models.procedure import AidCase
from services.cases.one_household import check_household
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import course, news, notice_end, prompts
from services.procedure.record import HARDSHIP, household_ids, lock, record_decision, state_of, subject
from services.units import nearest, office_over

__all__ = ["Objection", "answer", "check_may_object", "get", "object_to_decision", "object_to_notice"]


ANSWERED = {
    Answer.DISMISS: N_("dismissed an objection"),
    Answer.RETURN: N_("upheld an objection and gave the case back"),
    Answer.REFUSE: N_("upheld an objection and refused the case"),
}
UPHELD = {Answer.RETURN: Verdict.RETURN, Answer.REFUSE: Verdict.REFUSE}
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


def object_to_notice(work: Work, notice_id: int, *, person: Person, words: str) -> Objection:
    """Keep an objection; the case goes no further until an approver answers it. Who objects is told to nobody."""
    notice = check_may_object(work.session, notice_id, person.id)
    case = lock(work.session, notice.case_id)
    procedure.raise_objection(state_of(work, case))
    return _keep(work, case, "notice", person, words)


def object_to_decision(work: Work, case: AidCase, *, person: Person, words: str) -> Objection:
    """The worker objects to a refusal; raises NotYourCase, NotRefused, ObjectedAlready."""
    case = lock(work.session, case.id)
    procedure.appeal(state_of(work, case), by=person.id)
    _check_first(work.session, case.id, "decision", person.id)
    return _keep(work, case, "decision", person, words)


def _keep(work: Work, case: AidCase, kind: str, person: Person, words: str) -> Objection:
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    objection = Objection(case_id=case.id, kind=kind, person_id=person.id, words=words.strip(), made_at=work.now)
    work.session.add(objection)
    work.session.flush()
    # The trail keeps that there was an objection; an objector to a notice stays unnamed there, too.
    audit.note(work, person.id if kind == "decision" else None, MADE[kind], subject(case))
    put_before_approvers(work, case, objection)
    return objection


def put_before_approvers(work: Work, case: AidCase, objection: Objection) -> None:
    """Ask the approvers who may answer; the household and the objector are left out."""
    left_out = household_ids(work.session, case) | {objection.person_id}
    for holder in nearest(work.session, case, ["approver"], without=left_out):
        prompts.put(work, case, f"{_about(objection)}:{objection.id}", holder.person_id)


def _about(objection: Objection) -> str:
    return "objection" if objection.kind == "notice" else "appeal"


def get(session: Session, objection_id: int) -> Objection | None:
    """Return an objection by its id."""
    return session.get(Objection, objection_id)


def check_may_answer(work: Work, objection_id: int) -> tuple[AidCase, Objection]:
    """Return case and objection if this officer may answer it now; raises NotForYou, OwnHousehold, NoObjectionOpen."""
    objection = work.session.get(Objection, objection_id)
    if objection is None:
        raise NoObjectionOpen(number="")
    case = lock(work.session, objection.case_id)
    office_over(work, Action.ANSWER_OBJECTION, case, household_ids(work.session, case))
    if objection.person_id == work.actor.person_id:
        raise OwnObjection
    work.session.refresh(objection)
    if objection.answered_at is not None:
        raise NoObjectionOpen(number=case.number)
    return case, objection


def answer(work: Work, objection_id: int, how: Answer, *, words: str) -> None:
    """An approver answers an objection with a reason; the objector is told, and upheld it stops the case.

    Raises what `check_may_answer` does, and ReasonNeeded.
    """
    case, objection = check_may_answer(work, objection_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    before = state_of(work, case)
    after = _answered(work, before, objection, how, words)
    objection.upheld, objection.answer = how is not Answer.DISMISS, words.strip()
    objection.answered_by, objection.answered_at = work.actor.person_id, work.now
    audit.note(work, work.actor.person_id, ANSWERED[how], subject(case))
    work.session.flush()
    said = say(N_("The objection was found right.")) if objection.upheld else say(N_("The objection was dismissed."))
    prompts.close(work, case, f"{_about(objection)}:{objection.id}", said)
    _tell_objector(work, case, objection, said)
    if after.turn > before.turn:
        _act_on(work, case, after, words.strip())
    elif objection.kind == "notice":
        notice_end.end_if_over(work, case)


def _answered(work: Work, before: CaseState, objection: Objection, how: Answer, words: str) -> CaseState:
    """Return the case after this answer; one that the worker took back meanwhile stays as it is."""
    of_notice = objection.kind == "notice"
    try:
        if how is Answer.DISMISS:
            return procedure.answer_objection(before) if of_notice else before
        if not of_notice:
            return procedure.reopen(before)
        verdict = Decision(work.actor.person_id, before.turn, UPHELD[how], work.now, words)
        return procedure.uphold_objection(before, verdict)
    except (CaseAlreadyClosed, CaseIsWithWorker, NotThisStep, NotRefused):
        return before


def _tell_objector(work: Work, case: AidCase, objection: Objection, said: Text) -> None:
    source = N_("Thank you for your objection to case {number}. The centre has looked into it.")
    thanks = say(source, number=case.number)
    reason = say(N_("Answer: {words}"), words=objection.answer or "")
    outbox.put(work, objection.person_id, Message(paragraphs(thanks, said, reason)))


def _act_on(work: Work, case: AidCase, after: CaseState, words: str) -> None:
    """Move the case to where the answer leads, and tell its worker."""
    if after.status is Status.OPEN:
        _decide_anew(work, case, after)
        return
    verdict = after.decisions[-1].verdict
    record_decision(work, case, verdict, person_id=work.actor.person_id, role="approver", reason=words)
    course.move(work, case, after, say(N_("After an objection the case was given back or refused.")))
    tell = news.returned if verdict is Verdict.RETURN else news.refused
    tell(work, case, words)


def _decide_anew(work: Work, case: AidCase, after: CaseState) -> None:
    """A refusal that was found wrong: the step is decided once more."""
    if case.programme == HARDSHIP:
        members = work.session.exec(select(HouseholdMember.resident_id).where(HouseholdMember.case_id == case.id)).all()
        check_household(work.session, members, but=case.id)
    record_decision(work, case, "reopen", person_id=None, role="")
    course.move(work, case, after, say(N_("The case is decided anew.")))
    news.moved_on(work, case)
