"""What is given each month rests, goes on, or ends before its months are over; its worker hears why, and what to do."""

from datetime import date, timedelta

from domain.menu.buttons import Go
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Refusal, Text, paragraphs, say
from domain.policy.caps import MonthEnd
from domain.procedure.checks import check_not_own, check_open
from domain.procedure.refusals import NotThisStep, ReasonNeeded, SecondPairOfEyesNeeded
from domain.procedure.steps import kind_of
from models.payments import MonthRun
from models.procedure import AidCase
from services.payments.months.beginning import run_of
from services.platform import audit
from services.platform.work import Work
from services.procedure import (
    close_prompts,
    household_ids,
    lock,
    office_for,
    put_before,
    record_decision,
    refresh_prompts,
    state_of,
    subject,
    tell,
)
from services.units import nearest

BY_OFFICER = "officer"
TOLD = {
    MonthEnd.CLASS_LOST: N_(
        "Your household is in another class now, so what case {number} gives each month has ended. What came is yours. "
        "/apply shows what there is for your household now."
    ),
    MonthEnd.FILE_CLOSED: N_(
        "Your household's file is closed, so what case {number} gives each month has ended. What came is yours. If "
        "things are hard again, report it: /report"
    ),
}


class Rests(Refusal):
    """Nothing is paid of what rests."""

    text = N_("What case {number} gives each month rests since {since}. Nothing of it is paid until it goes on.")


class RestsAlready(Refusal):
    """It rests, or has ended."""

    text = N_("What case {number} gives each month rests already, or has ended. “Open” shows how it stands.")


class RestsNot(Refusal):
    """Nothing is to be decided."""

    text = N_("What case {number} gives each month does not rest, or has ended. “Open” shows how it stands.")


def end(work: Work, case: AidCase, run: MonthRun, why: MonthEnd, *, on: date) -> None:
    """End it before a month whose day is `on`; what was due before stays due."""
    run.ended, run.ended_on = why.value, on - timedelta(days=1)
    record_decision(work, case, f"run_{why.value}", person_id=None, role="")
    audit.note(work, None, N_("ended what is given each month"), subject(case), detail=why.value)
    work.session.flush()
    tell(work, case, say(TOLD[why], number=case.number), keys=TO_UNION)


def check_may_steer(work: Work, case_id: int) -> str:
    """Return the number of a case whose months this officer may hold, or let go on.

    Raises NotForYou, OwnHousehold, NotThisStep and what is told of a case that has closed.
    """
    return _steered(work, case_id)[0].number


def _steered(work: Work, case_id: int) -> tuple[AidCase, MonthRun]:
    case = lock(work.session, case_id)
    office_for(work, Action.STEER_RUN, case)
    state = state_of(work, case)
    check_open(state, state.turn)
    check_not_own(state, work.person_id)
    run = run_of(work.session, case) if kind_of(case.step).runs else None
    if run is None:
        raise NotThisStep(number=case.number)
    return case, run


def hold(work: Work, case_id: int, *, reason: str) -> None:
    """Let the months wait until an officer says how it goes on; raises what `check_may_steer` does, RestsAlready,
    ReasonNeeded."""
    case, run = _steered(work, case_id)
    if run.held_since is not None or run.ended:
        raise RestsAlready(number=case.number)
    if not reason.strip():
        raise ReasonNeeded(number=case.number)
    run.held_since, run.held_by, run.held_reason = work.today, work.person_id, reason.strip()
    _noted(work, case, "run_held", N_("let what is given each month rest"), reason=reason.strip())
    put_before(work, case, f"step:{case.version}", ())
    ask_how(work, case)
    source = N_(
        "What case {number} gives you each month rests for now. If it goes on, the months of meanwhile are paid, too."
    )
    _tell(work, case, source, reason)


def ask_how(work: Work, case: AidCase) -> None:
    """Ask an approver how it goes on, else a reviewer, else whoever let it rest: somebody always is."""
    run, household = run_of(work.session, case), household_ids(work.session, case)
    if run is not None and run.held_since is not None:
        others = household | {run.held_by or 0}
        asked = [nearest(work.session, case, (role,), without=others) for role in ("approver", "reviewer")]
        first = next((holders for holders in asked if holders), [])
        put_before(work, case, f"held:{run.id}", [one.person_id for one in first] or [run.held_by or 0])


def let_go_on(work: Work, case_id: int) -> None:
    """It goes on; the months that waited are due with the next look. Raises what `check_may_steer` does, RestsNot."""
    case, run = _steered(work, case_id)
    if run.held_since is None:
        raise RestsNot(number=case.number)
    _over(work, case, run, say(N_("It goes on.")))
    _noted(work, case, "run_on", N_("let what is given each month go on"))
    refresh_prompts(work, case)
    source = N_(
        "What case {number} gives you each month goes on. The months that waited are paid, too; you need not ask."
    )
    tell(work, case, say(source, number=case.number))


def end_for_good(work: Work, case_id: int, *, reason: str) -> None:
    """A second officer ends what rests; months since it rests are not given.

    Raises what `check_may_steer` does, RestsNot, SecondPairOfEyesNeeded, ReasonNeeded.
    """
    case, run = _steered(work, case_id)
    if run.held_since is None:
        raise RestsNot(number=case.number)
    if run.held_by == work.person_id:
        raise SecondPairOfEyesNeeded(number=case.number)
    if not reason.strip():
        raise ReasonNeeded(number=case.number)
    run.ended, run.ended_on = BY_OFFICER, run.held_since
    _over(work, case, run, say(N_("It ends.")))
    _noted(work, case, "run_ended", N_("ended what is given each month"), reason=reason.strip())
    refresh_prompts(work, case)
    _tell(work, case, N_("What case {number} gives each month has ended. What came is yours."), reason)


def _over(work: Work, case: AidCase, run: MonthRun, said: Text) -> None:
    run.held_since, run.held_by, run.held_reason = None, None, None
    work.session.flush()
    close_prompts(work, case, f"held:{run.id}", said)


def _noted(work: Work, case: AidCase, verdict: str, noted: str, reason: str = "") -> None:
    record_decision(work, case, verdict, person_id=work.person_id, role="", reason=reason)
    audit.note(work, work.person_id, noted, subject(case))
    work.session.flush()


def _tell(work: Work, case: AidCase, source: str, reason: str) -> None:
    why = say(N_("Reason: {reason}"), reason=reason.strip())
    tell(work, case, paragraphs(Text(source, {"number": case.number}), why), keys=TO_UNION)


TO_UNION = ((key(say(N_("Ask my union")), Go("ask")),),)
