"""Members of a meeting vote on a case; whoever chairs it sees how the votes stand."""

from sqlmodel import select

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import N_
from domain.procedure.checks import check_may_decide, check_open
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import CaseState, Choice
from domain.procedure.steps.approval import SUM, sum_in, vote_sum_form
from domain.procedure.steps.meeting import names_sum
from models.procedure import AidCase, Prompt, Vote
from services.platform import audit, outbox, waiting
from services.platform.work import Work
from services.procedure import prompts
from services.procedure.grounds import prompts_of
from services.procedure.meant import keeping
from services.procedure.news import still_to_vote
from services.procedure.prompt_words import message_of
from services.procedure.record import lock, office_for, state_of, subject
from services.units import acting_office


def sum_asked(work: Work, case_id: int, version: int) -> Form | None:
    """Return what a member is asked who votes for it, where the sum is left open to the votes; None: nothing.

    Raises as `vote` does.
    """
    case, state = _to_vote_on(work, case_id, version)
    least, most = case.least or 0, case.upto
    return vote_sum_form(case.number, least, most) if most is not None and names_sum(state) else None


def vote(work: Work, case_id: int, version: int, choice: Choice, *, fen: int | None = None) -> Message:
    """Write down how a member of the meeting votes, in the place of what they said before; return what their message
    becomes. `fen` is the sum that goes with a yes, where it is left open to the votes.

    Raises NotForYou, CaseAlreadyClosed, NotThisStep, CaseIsWithWorker, OwnHousehold, SecondPairOfEyesNeeded,
    SumOutside, and JustDecided once the meeting is closed.
    """
    case, state = _to_vote_on(work, case_id, version)
    named = None
    if choice is Choice.FOR and names_sum(state) and case.upto is not None:
        named = sum_in({SUM: fen}, case.number, case.least or 0, case.upto)
    _write_down(work, case, state, choice, named)
    audit.note(work, work.person_id, N_("voted"), subject(case), detail=choice.value)
    about = f"vote:{case.version}"
    mine = Prompt(case_id=case.id, about=about, officer_id=work.person_id, key="", issued_at=work.now)
    message = message_of(work, case, mine)
    _settle(work, case, message)
    _tell_chair(work, case)
    return message


def _to_vote_on(work: Work, case_id: int, version: int) -> tuple[AidCase, CaseState]:
    case = lock(work.session, case_id)
    office_for(work, Action.DECIDE, case)
    state = state_of(work, case)
    check_open(state, version)
    if state.voters is None:
        raise NotThisStep(number=case.number)
    acting_office(work, Action.DECIDE, case, state, votes=True)
    check_may_decide(state, work.person_id)
    keeping.check_undecided(work, case)
    return case, state


def _write_down(work: Work, case: AidCase, state: CaseState, choice: Choice, fen: int | None) -> None:
    given = {"case_id": case.id, "version": case.version, "officer_id": work.person_id}
    row = work.session.exec(select(Vote).filter_by(**given)).first() if work.person_id in state.votes else None
    vote_ = row or Vote(**given, choice=choice.value, at=work.now)
    vote_.choice, vote_.fen, vote_.at = choice.value, fen, work.now
    work.session.add(vote_)
    work.session.flush()


def _settle(work: Work, case: AidCase, message: Message) -> None:
    """What was asked of them waits no longer, though they can still vote otherwise."""
    for prompt in prompts_of(work.session, case):
        if prompt.about == f"vote:{case.version}" and prompt.officer_id == work.person_id:
            prompt.closed_at = work.now
            waiting.stop(prompt)
            outbox.edit(work, work.person_id, message, target_key=prompt.key)


def _tell_chair(work: Work, case: AidCase) -> None:
    """The last vote is news; those before it are only brought up to date."""
    late = still_to_vote(work, case, state_of(work, case))
    (prompts.redraw_prompts if late else prompts.ring)(work, case)
