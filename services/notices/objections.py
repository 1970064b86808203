"""Objections: to a public notice by anybody, in confidence; to a refusal by the worker. The centre answers both."""

from datetime import datetime, time

from sqlmodel import col, func, select

from domain.notices.buttons import Answer
from domain.platform.access import Action, NotForYou
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, Text, paragraphs, say
from domain.procedure import procedure
from domain.procedure.events import AidAsked, PeopleNamed
from domain.procedure.refusals import (
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoObjectionOpen,
    NotRefused,
    NotThisStep,
    ReasonNeeded,
)
from domain.procedure.state import CaseState, Decision, Status, Verdict
from models.notices import Notice, Objection
from models.platform.known import known_rows
from models.procedure import AidCase
from models.units import Unit
from services.cases import check_household
from services.notices.posted import NoticeIsOver
from services.people import row_of
from services.platform import audit, consent, outbox
from services.platform.work import Work
from services.procedure import (
    Dossier,
    check_once,
    close_prompts,
    end_notice_if_over,
    household_ids,
    lock,
    lock_own,
    move,
    office_for,
    put_prompt,
    record_decision,
    state_of,
    subject,
    tell_moved_on,
    tell_verdict,
)
from services.units import nearest

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


class ObjectedAlready(Refusal):
    """One objection of a person at a time."""

    text = N_("You have already told us about this. The centre looks into it and answers you here.")


class OwnObjection(Refusal):
    """Nobody answers their own objection."""

    text = N_("A colleague answers this objection.")


class TooManyToday(Refusal):
    """Whoever objects to everything stops everything."""

    text = N_(
        "You have sent {count} objections today, as many as one person can in a day. Please come back tomorrow; if it "
        "cannot wait, call 12351."
    )


class WordFirst(Refusal):
    """Nothing is taken from somebody who has not been told what becomes of it."""

    text = N_("Before you write, please read what becomes of your words: press “Object” under the notice again.")


def check_may_object(work: Work, notice_id: int) -> bool:
    """Raise unless this person may object to the notice now: NoticeIsOver, ObjectedAlready, TooManyToday.

    Return whether they are registered and agree that their data are kept; else the word on that comes first.
    """
    _objectionable(work, notice_id)
    return consent.may_be_told(row_of(work))


def _objectionable(work: Work, notice_id: int) -> Notice:
    notice = work.session.get(Notice, notice_id)
    if notice is None or notice.taken_down_at is not None:
        raise NoticeIsOver
    _check_first(work, notice.case_id, "notice")
    _check_today(work)
    return notice


def _check_today(work: Work) -> None:
    midnight = datetime.combine(work.today, time(), work.house.zone)
    theirs = select(func.count()).select_from(Objection).where(Objection.person_id == work.person_id)
    today = work.session.exec(theirs.where(Objection.kind == "notice", Objection.made_at >= midnight)).one()
    if today >= work.house.policies.current.limits.objections_a_day:
        raise TooManyToday(count=today)


def _check_first(work: Work, case_id: int, kind: str) -> None:
    theirs = select(Objection).where(Objection.kind == kind, Objection.person_id == work.person_id)
    if work.session.exec(theirs.where(Objection.case_id == case_id, col(Objection.answered_at).is_(None))).first():
        raise ObjectedAlready


def object_to_notice(work: Work, notice_id: int, *, words: str, agreed: bool = False) -> None:
    """Keep an objection; the case goes no further until an approver answers it.

    Who objects is told to nobody. `agreed`: they have just read what becomes of their words. Raises what
    `check_may_object` does, WordFirst and NotThisStep.
    """
    if not agreed and not consent.may_be_told(row_of(work)):
        raise WordFirst
    notice = _objectionable(work, notice_id)
    case = lock(work.session, notice.case_id)
    procedure.raise_objection(state_of(work, case))
    _keep(work, case, "notice", words, agreed=agreed)


def object_to_decision(work: Work, case_id: int, *, words: str) -> str:
    """The worker objects to a refusal; return the case's number. Raises NotForYou, NotRefused, ObjectedAlready."""
    case = lock_own(work, case_id)
    procedure.appeal(state_of(work, case), by=work.person_id)
    _check_first(work, case.id, "decision")
    _keep(work, case, "decision", words)
    return case.number


def _keep(work: Work, case: AidCase, kind: str, words: str, *, agreed: bool = False) -> None:
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    objection = Objection(
        case_id=case.id, kind=kind, person_id=work.person_id, words=words.strip(), made_at=work.now,
        agreed_at=work.now if agreed else None,
    )  # fmt: skip
    work.session.add(objection)
    work.session.flush()
    # The trail keeps that there was an objection; an objector to a notice stays unnamed there, too.
    audit.note(work, work.person_id if kind == "decision" else None, MADE[kind], subject(case))
    _put_before_approvers(work, case, objection)


def route_objections_anew(work: Work, unit_path: str) -> None:
    """Put what nobody below a unit has answered yet before the approvers whom it concerns now."""
    below = select(AidCase.id).join(Unit, col(Unit.id) == col(AidCase.unit_id))
    of_unit = below.where(col(Unit.path).startswith(unit_path))
    unanswered = select(Objection).where(col(Objection.answered_at).is_(None), col(Objection.case_id).in_(of_unit))
    by_case = unanswered.order_by(col(Objection.case_id), col(Objection.id))
    for objection in work.session.exec(by_case).all():
        if objection.id == _together(work, objection, later=True)[-1].id:
            _put_before_approvers(work, lock(work.session, objection.case_id), objection)


def _together(work: Work, objection: Objection, *, later: bool = False) -> list[Objection]:
    """Return the objections to one notice that are answered together: this one, and those before it that nobody has
    answered; with `later` also those that came since. To a decision there is one."""
    case_id = objection.case_id
    fresh = select(Objection).where(Objection.case_id == case_id).execution_options(populate_existing=True)
    query = fresh.order_by(col(Objection.id))
    there = known_rows(work.session, ("objections", case_id), Objection, lambda: work.session.exec(query))
    open_ones = [one for one in there if one.answered_at is None]
    return [one for one in open_ones if one.kind == objection.kind and (later or one.id <= objection.id)]


def _put_before_approvers(work: Work, case: AidCase, objection: Objection) -> None:
    """Ask the approvers who may answer; the household and the objectors are left out. Those before it that nobody has
    answered are shown with it, and answered by the same words."""
    together = _together(work, objection)
    for earlier in together[:-1]:
        close_prompts(work, case, f"{_about(earlier)}:{earlier.id}", say(N_("Shown again below, with another one.")))
    left_out = household_ids(work.session, case) | {one.person_id for one in together}
    for holder in nearest(work.session, case, ["approver"], without=left_out):
        put_prompt(work, case, f"{_about(objection)}:{objection.id}", holder.person_id)


def _about(objection: Objection) -> str:
    return "objection" if objection.kind == "notice" else "appeal"


def check_may_answer(work: Work, objection_id: int, how: Answer) -> None:
    """Raise unless this officer may answer so now, before they write why: NotForYou, OwnHousehold, OwnObjection,
    NoObjectionOpen, VerdictNotHere; for a case that is to be decided anew also what may be in its way: HouseholdStands,
    OnceOnly, OtherAidStands."""
    case, objection = _answerable(work, objection_id)
    if how is Answer.RETURN and objection.kind == "decision" and case.status == Status.REFUSED:
        _check_anew(work, case)
    if how in UPHELD and objection.kind == "notice":
        procedure.check_may_uphold(state_of(work, case), UPHELD[how])


def _answerable(work: Work, objection_id: int) -> tuple[AidCase, Objection]:
    objection = work.session.get(Objection, objection_id)
    if objection is None:
        raise NotForYou
    case = lock(work.session, objection.case_id)
    office_for(work, Action.ANSWER_OBJECTION, case)
    together = _together(work, objection)  # as they are, now that the case is locked
    if objection.answered_at is not None:
        raise NoObjectionOpen(number=case.number)
    if work.person_id in {one.person_id for one in together}:
        raise OwnObjection
    return case, objection


def answer(work: Work, objection_id: int, how: Answer, *, words: str) -> None:
    """An approver answers an objection with a reason, and with it those to the same notice that came before; the
    objectors are told, and upheld it stops the case.

    Raises what `check_may_answer` does, and ReasonNeeded.
    """
    case, objection = _answerable(work, objection_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    before = case.version
    after = _answered(work, case, objection, how, words)
    for one in _together(work, objection):
        _close(work, case, one, how, words.strip())
    audit.note(work, work.person_id, ANSWERED[how], subject(case))
    if after.turn > before:
        _act_on(work, case, after, words.strip())
    elif objection.kind == "notice":
        end_notice_if_over(work, case)


def _close(work: Work, case: AidCase, objection: Objection, how: Answer, words: str) -> None:
    objection.upheld, objection.answer = how is not Answer.DISMISS, words
    objection.answered_by, objection.answered_at = work.person_id, work.now
    if not objection.person_id:  # whoever objected has been erased since: the words stayed for the answer only
        objection.words = ""
    work.session.flush()
    said = say(N_("The objection was found right.")) if objection.upheld else say(N_("The objection was dismissed."))
    close_prompts(work, case, f"{_about(objection)}:{objection.id}", said)
    _tell_objector(work, case, objection, said)


def _answered(work: Work, case: AidCase, objection: Objection, how: Answer, words: str) -> CaseState:
    """Return the case after this answer; one that the worker took back meanwhile stays as it is."""
    before, of_notice = state_of(work, case), objection.kind == "notice"
    try:
        if how is Answer.DISMISS:
            return procedure.answer_objection(before) if of_notice else before
        if not of_notice:
            dossier = Dossier(work, case)
            return procedure.reopen(before, changed=bool(dossier.changed_since(dossier.rested_on)))
        verdict = Decision(work.person_id, before.turn, UPHELD[how], work.now, words)
        return procedure.uphold_objection(before, verdict)
    except (CaseAlreadyClosed, CaseIsWithWorker, NotThisStep, NotRefused):
        return before


def _tell_objector(work: Work, case: AidCase, objection: Objection, said: Text) -> None:
    if not objection.person_id:  # whoever objected has been erased since
        return
    source = N_("Thank you for your objection to case {number}. The centre has looked into it.")
    reason = say(N_("Answer: {words}"), words=objection.answer or "")
    outbox.put(work, objection.person_id, Message(paragraphs(say(source, number=case.number), said, reason)))


def _act_on(work: Work, case: AidCase, after: CaseState, words: str) -> None:
    """Move the case to where the answer leads, and tell its worker."""
    if after.status is Status.OPEN:
        _decide_anew(work, case, after)
        return
    verdict = after.decisions[-1].verdict
    record_decision(work, case, verdict, person_id=work.person_id, role="approver", reason=words)
    move(work, case, after, say(N_("After an objection the case was given back or refused.")))
    tell_verdict(work, case, verdict, words)


def _decide_anew(work: Work, case: AidCase, after: CaseState) -> None:
    """A refusal that was found wrong: the step is decided once more."""
    _check_anew(work, case)
    record_decision(work, case, "reopen", person_id=None, role="")
    move(work, case, after, say(N_("The case is decided anew.")))
    if case.opens_file:
        work.happened(PeopleNamed(case.id))
    tell_moved_on(work, case)


def _check_anew(work: Work, case: AidCase) -> None:
    if case.opens_file:
        check_household(work.session, case.applicant_id, but=case)
    check_once(work, case)
    work.happened(AidAsked(case.id, None))
