"""Decisions that wait: kept when they are made, taken back by whoever made them, overtaken by whatever comes first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import col, delete, select

from domain.cases.buttons import OpenCase
from domain.people.events import Leaves
from domain.platform.access import NotForYou, Office
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, Sayable, paragraphs, say, say_many
from domain.procedure.meant.rules import (
    Act,
    InEffect,
    JustDecided,
    MeantState,
    NotAnyMore,
    PapersMissingNow,
    YouDecided,
    takes_effect_at,
)
from domain.procedure.meant.words import keys_of
from domain.procedure.refusals import ReadsOtherwise
from domain.procedure.state import Status, Verdict
from models.procedure import AidCase, MeantDecision, Prompt
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import prompts
from services.procedure.grounds import missing_papers, open_prompts, print_of
from services.procedure.meant.again import to_offer_again
from services.procedure.prompt_words import message_of
from services.procedure.record import find_case, lock, lock_all, subject, time_of
from services.procedure.standing import meant_of

MOST_A_RUN = 200  # decisions that one run of the clock lets take effect


@dataclass(frozen=True, slots=True)
class Meant:
    """A decision that is to take effect: whose, on which case as it was then, and all that was given with it."""

    id: int
    officer_id: int
    case_id: int
    number: str
    version: int
    act: Act
    verdict: Verdict
    reason: str
    answers: Mapping[str, Any]


def check_undecided(work: Work, case: AidCase) -> None:
    """Raise YouDecided or JustDecided when somebody has decided on a case what can still be taken back."""
    meant = meant_of(work.session, case)
    if meant is not None and meant.at is not None:
        refusal = YouDecided if meant.who == work.person_id else JustDecided
        raise refusal(number=case.number, time=time_of(work, meant.at))


def mean(
    work: Work, case: AidCase, office: Office, verdict: Verdict, *, reason: str = "",
    answers: Mapping[str, Any] | None = None, act: Act = Act.DECIDE,
) -> Message:  # fmt: skip
    """Keep what was decided until it takes effect; return what the message becomes under which it was pressed."""
    missing = [str(paper.key) for paper in missing_papers(work, case)]
    given = {"reason": reason, "answers": dict(answers or {}), "missing": missing, "seen": print_of(work.session, case)}
    row = MeantDecision(
        case_id=case.id, holds=case.id, version=case.version, officer_id=work.person_id, role=office.role,
        act=act.value, verdict=verdict.value, given=given, meant_at=work.now,
        due_at=takes_effect_at(work.now, work.house.undo_seconds),
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    _redraw(work, case)
    return _shown(work, case)


def _shown(work: Work, case: AidCase) -> Message:
    """Return the present step of a case as it is put before whoever acts."""
    about = f"step:{case.version}"
    return message_of(
        work, case, Prompt(case_id=case.id, about=about, officer_id=work.person_id, key="", issued_at=work.now)
    )


def _redraw(work: Work, case: AidCase) -> None:
    """Bring what all have in their chats of the present step up to date: prompts, and cards with their keys."""
    for prompt in _of_step(work, case):
        message = message_of(work, case, prompt)
        for target in (prompt.card, "" if prompt.quiet else prompt.key):
            if target:
                outbox.edit(work, prompt.officer_id, message, target_key=target)


def _of_step(work: Work, case: AidCase) -> list[Prompt]:
    return [one for one in open_prompts(work.session, case) if one.about == f"step:{case.version}"]


def meant_until(work: Work, case_id: int) -> str | None:
    """Return the time of day at which takes effect what is decided on a case; None when nothing waits."""
    meant = meant_of(work.session, find_case(work.session, case_id))
    return time_of(work, meant.at) if meant is not None and meant.at is not None else None


def put_below(work: Work, case_id: int) -> None:
    """Put what whoever acts has just decided in a form at the end of their chat, where it can be taken back."""
    until, case = meant_until(work, case_id), find_case(work.session, case_id)
    for prompt in _of_step(work, case) if until else ():
        if prompt.officer_id == work.person_id:
            prompts.reissue(work, case, prompt)


def together(work: Work, case_ids: Collection[int]) -> str | None:
    """Let what was decided on several cases by one press be taken back by one, under a message of its own; return as
    `meant_until` does."""
    mine = (col(MeantDecision.holds).in_(case_ids), MeantDecision.officer_id == work.person_id)
    rows = work.session.exec(select(MeantDecision).where(*mine).order_by(col(MeantDecision.id))).all()
    if not rows:
        return None
    for row in rows:
        row.together = rows[0].id
    source = Nn_(
        "{count} decision takes effect at {time}; the worker is not told before.",
        "{count} decisions take effect at {time}; the worker is not told before.",
    )
    until = time_of(work, rows[0].due_at)
    message = Message(say_many(*source, len(rows), time=until), keys_of(rows[0].id, together=True))
    outbox.put(work, work.person_id, message, key=_key(rows[0].id), priority=outbox.INTERACTIVE)
    return until


def _key(first_id: int) -> str:
    return f"meant:{first_id}"


# Taken back ----------------------------------------------------------------------------------------------------------


def take_back(work: Work, meant_id: int, *, all_together: bool) -> Message:
    """Whoever decided takes it back: the cases are as they were; return what the message becomes.

    Raises NotForYou for what is somebody else's, there or not, and InEffect or NotAnyMore when it is too late.
    """
    rows = waiting_of(work, meant_id, all_together=all_together)
    for row in rows:
        case = lock(work.session, row.case_id)
        _end(work, row, MeantState.TAKEN_BACK, kept=to_offer_again(row))
        audit.note(work, work.person_id, N_("took a decision back"), subject(case), detail=case.step)
        _redraw(work, case)
    if not all_together:
        return _shown(work, lock(work.session, rows[0].case_id))
    source = Nn_(
        "{count} decision is taken back, and the worker was not told. It waits for you again: /pending",
        "{count} decisions are taken back, and no worker was told. They wait for you again: /pending",
    )
    return Message(say_many(*source, len(rows)))


def waiting_of(work: Work, meant_id: int, *, all_together: bool) -> list[MeantDecision]:
    """Return what whoever acts decided by a press and can still take back, its cases locked; raises as `take_back`."""
    named = MeantDecision.together if all_together else MeantDecision.id
    mine = (col(named) == meant_id, MeantDecision.officer_id == work.person_id)
    lock_all(work.session, work.session.exec(select(MeantDecision.case_id).where(*mine)).all())
    fresh = (
        select(MeantDecision)
        .where(*mine)
        .order_by(col(MeantDecision.case_id))
        .execution_options(populate_existing=True)
    )
    rows = work.session.exec(fresh).all()
    if not rows:
        raise NotForYou
    waiting = [row for row in rows if row.state == MeantState.WAITING]
    if not waiting:
        raise InEffect if any(row.state == MeantState.IN_EFFECT for row in rows) else NotAnyMore
    return waiting


def _end(work: Work, row: MeantDecision, state: MeantState, kept: dict[str, Any] | None = None) -> None:
    """What was given with it is kept no longer, unless it is offered again: what counts is kept with the decision."""
    row.state, row.holds, row.given, row.ended_at = state.value, None, kept, work.now
    work.session.flush()


# Taking effect -------------------------------------------------------------------------------------------------------


def due(work: Work) -> list[tuple[int, int]]:
    """Return what is to take effect now, as (id, officer), its cases locked; only some in one run."""
    now = (col(MeantDecision.holds).is_not(None), MeantDecision.due_at <= work.now)
    some = select(MeantDecision.id, MeantDecision.case_id, MeantDecision.officer_id).where(*now)
    found = work.session.exec(some.order_by(col(MeantDecision.due_at), col(MeantDecision.id)).limit(MOST_A_RUN)).all()
    if found:
        lock_all(work.session, [case_id for _, case_id, _ in found])
    return [(meant_id, officer_id) for meant_id, _, officer_id in found]


def begin_effect(work: Work, meant_id: int) -> Meant | None:
    """Let a decision wait no longer, since it takes effect now, and return it; None when it does not wait any more.

    Raises ReadsOtherwise and PapersMissingNow when what it was made on has changed; other rules are asked by whoever
    decides.
    """
    row = work.session.get(MeantDecision, meant_id, populate_existing=True)
    if row is None or row.state != MeantState.WAITING or row.given is None:
        return None
    case, given = lock(work.session, row.case_id), dict(row.given)
    meant = Meant(
        row.id, row.officer_id, case.id, case.number, row.version, Act(row.act), Verdict(row.verdict),
        given["reason"], given["answers"],
    )  # fmt: skip
    _end(work, row, MeantState.IN_EFFECT)
    if case.version == row.version and case.status == Status.OPEN:
        _check_same(work, case, given)
    return meant


def _check_same(work: Work, case: AidCase, given: Mapping[str, Any]) -> None:
    if print_of(work.session, case) != given["seen"]:
        raise ReadsOtherwise(number=case.number)
    if {str(paper.key) for paper in missing_papers(work, case)} - set(given["missing"]):
        raise PapersMissingNow(number=case.number)


def not_in_effect(work: Work, meant_id: int, why: Sayable) -> None:
    """A rule stands against what was decided by now: the case stays as it is, and whoever decided is told, with the
    case as it stands."""
    row = work.session.get(MeantDecision, meant_id, populate_existing=True)
    if row is None or row.state != MeantState.WAITING:
        return
    case = lock(work.session, row.case_id)
    _end(work, row, MeantState.REFUSED)
    _tell_not(work, case, row.officer_id, why)
    _redraw(work, case)
    for prompt in _of_step(work, case):
        if prompt.officer_id == row.officer_id:
            prompts.reissue(work, case, prompt, outbox.EVENT)


def _tell_not(work: Work, case: AidCase, officer_id: int, why: Sayable) -> None:
    source = N_("What you decided on case {number} has not taken effect, and the worker was told nothing of it.")
    keys = ((key(say(N_("Open")), OpenCase(case.id)),),)
    outbox.put(work, officer_id, Message(paragraphs(say(source, number=case.number), why), keys))


def follow(work: Work, meant_ids: Sequence[int]) -> None:
    """What was decided by one press has its message brought up to date once it has taken effect; and what is over
    since a day is forgotten."""
    firsts = select(MeantDecision.together).where(
        col(MeantDecision.id).in_(meant_ids), col(MeantDecision.together).is_not(None)
    )
    for first in work.session.exec(firsts.distinct()).all():
        _follow(work, first or 0)
    work.session.exec(delete(MeantDecision).where(col(MeantDecision.ended_at) < work.now - timedelta(days=1)))


def _follow(work: Work, first: int) -> None:
    rows = work.session.exec(select(MeantDecision).where(MeantDecision.together == first)).all()
    count = sum(row.state == MeantState.IN_EFFECT for row in rows)
    told = say_many(*Nn_("{count} decision has taken effect.", "{count} decisions have taken effect."), count)
    outbox.edit(work, rows[0].officer_id, Message(told), target_key=_key(first))


# What comes first ----------------------------------------------------------------------------------------------------


def overtaken(work: Work, case: AidCase, said: Sayable) -> None:
    """A case goes another way before what was decided on it took effect: that is over, and whoever decided is told."""
    meant = meant_of(work.session, case)
    if meant is not None:
        row = work.session.get_one(MeantDecision, meant.id)
        _end(work, row, MeantState.OVERTAKEN)
        _tell_not(work, case, row.officer_id, said)


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: what lies before officers about them is over, and what they decided themselves does not take
    effect."""
    open_ones = select(Prompt, AidCase).join(AidCase, col(AidCase.id) == col(Prompt.case_id))
    theirs = open_ones.where(AidCase.applicant_id == leaving.person_id, col(Prompt.closed_at).is_(None))
    for prompt, case in work.session.exec(theirs.order_by(col(Prompt.id))).all():
        prompts.close(work, case, prompt, say(N_("What was kept of the worker is erased. Nothing is to be done.")))
    _forget_decided(work, leaving.person_id)


def _forget_decided(work: Work, officer_id: int) -> None:
    theirs = select(MeantDecision).where(MeantDecision.officer_id == officer_id, col(MeantDecision.holds).is_not(None))
    for row in work.session.exec(theirs.order_by(col(MeantDecision.case_id))).all():
        case = lock(work.session, row.case_id)
        _end(work, row, MeantState.OVERTAKEN)
        _redraw(work, case)
