"""Cases between the tables and the rules: read for change, as the procedure sees them, and written back once."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import dropwhile
from typing import Any

from sqlalchemy import CursorResult, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, col, select

from domain.platform.access import Action, NotForYou, Office
from domain.platform.text import N_, Refusal
from domain.policy.frame.lists import HardshipList
from domain.procedure.refusals import EnteredByYou, NotThisStep
from domain.procedure.state import CaseState, Status
from domain.procedure.steps import kind_of
from domain.procedure.waiting import patience_of, sum_is_open, waits_for
from domain.units.steps import Step
from models.households import HouseholdFile
from models.notices import Notice
from models.people import Person
from models.procedure import AidCase
from models.procedure import Decision as DecisionRow
from models.units import Unit
from services.kinds import is_settled
from services.platform.house import House
from services.platform.policies import Policy
from services.platform.work import Work
from services.procedure import standing
from services.procedure.grounds import ACCEPTS, counts, grounds_of, home_print, note_rested
from services.procedure.standing import household_ids, is_unsaid
from services.units import office_over

CLOSED = "closed"
WITH_ITS_PEOPLE = (
    select(AidCase, Unit, Person, HouseholdFile)
    .join(Unit, col(Unit.id) == col(AidCase.unit_id))
    .join(Person, col(Person.id) == col(AidCase.applicant_id))
    .join(HouseholdFile, col(HouseholdFile.id) == col(AidCase.household_id), isouter=True)
)


class UnknownCase(Refusal):
    """No case has the number that was typed, or it is not for this person to know."""

    text = N_("There is no such case here. Please check the number, it looks like 2026-0001.")


def subject(case: AidCase) -> str:
    """Return how the trail names a case."""
    return f"case:{case.id}"


def lock(session: Session, case_id: int) -> AidCase:
    """Return the case, fresh and locked until the transaction ends; raises NotForYou, as for somebody else's."""
    query = WITH_ITS_PEOPLE.where(AidCase.id == case_id).with_for_update(of=AidCase)
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotForYou
    session.info["locked"] = found[0]  # the session itself holds its rows only weakly
    return found[0]


def lock_all(session: Session, case_ids: Iterable[int], *, household_ids: Iterable[int] = ()) -> None:
    """Lock several cases, and before them these households' files and their own, each by its number: whoever locks more
    than one thing does it in this order, or two would wait for one another. What hangs on a case comes after it."""
    numbers = set(case_ids)
    own = select(AidCase.household_id).where(col(AidCase.id).in_(numbers))
    files = select(HouseholdFile.id).where(col(HouseholdFile.id).in_(household_ids) | col(HouseholdFile.id).in_(own))
    session.exec(files.order_by(col(HouseholdFile.id)).with_for_update()).all()
    cases = select(AidCase.id).where(col(AidCase.id).in_(numbers))
    session.exec(cases.order_by(col(AidCase.id)).with_for_update()).all()


def find_case(session: Session, wanted: int | str) -> AidCase:
    """Return the case with this id (else NotForYou), or with this number as people type it (else UnknownCase)."""
    here = session.identity_map.get(identity_key(AidCase, wanted)) if isinstance(wanted, int) else None
    if isinstance(here, AidCase):
        return here
    named = AidCase.id == wanted if isinstance(wanted, int) else AidCase.number == wanted.strip()
    found = session.exec(WITH_ITS_PEOPLE.where(named)).first()
    if found is None:
        raise NotForYou if isinstance(wanted, int) else UnknownCase
    return found[0]


def office_for(work: Work, action: Action, case: AidCase, *, own: bool = False) -> Office:
    """Return an office under which whoever acts may do this with a case; raises NotForYou, SayFirst, and OwnHousehold
    unless it may be their `own`."""
    household = frozenset[int]() if own else household_ids(work.session, case)
    if not own and action is not Action.RECORD_VISIT and case.entered_by == work.person_id:
        raise EnteredByYou(number=case.number)
    return office_over(work, action, case, household, unsaid=is_unsaid(work.session, case, work.person_id))


def list_behind(work: Work, case: AidCase) -> HardshipList | None:
    """Return the list that a household comes on by a case, where it is not the first one."""
    policy = policy_of(work, case)
    key = policy.given(case.programme).enters
    return policy.list_of(key) if key and key != policy.lists[0].key else None


def policy_of(work: Work, case: AidCase) -> Policy:
    """Return the policy that the case began under; only its days are counted by the calendar of the newest."""
    return work.house.policies.of(work.session, case.policy_version)


def steps_of(case: AidCase, policy: Policy) -> tuple[Step, ...]:
    """Return the steps that the case's policy has for its programme."""
    return policy.steps(policy.given(case.programme).procedure)


def step_of(work: Work, case: AidCase) -> Step:
    """Return the step at which an open case is, as its own policy has it."""
    return next(step for step in steps_of(case, policy_of(work, case)) if step.kind == case.step)


def is_vouched(work: Work, case: AidCase) -> bool:
    """Say whether somebody vouches on its way, who knows nothing of the household: prompts leave out its class."""
    return any(kind_of(step.kind).is_vouched for step in steps_of(case, policy_of(work, case)))


def is_sum_open(work: Work, case: AidCase) -> bool:
    """Say whether it is still to be chosen how much a case is given."""
    steps = steps_of(case, policy_of(work, case))
    ahead = dropwhile(lambda step: step.kind != case.step, steps)
    return case.upto is not None and any(kind_of(step.kind).chooses_sum for step in ahead)


def number_of(work: Work, case_id: int) -> str:
    """Return the number of a case, for the title of a form about it; raises NotForYou."""
    return find_case(work.session, case_id).number


def state_of(work: Work, case: AidCase) -> CaseState:
    """Return the case as the procedure sees it."""
    steps, last_day = steps_of(case, policy_of(work, case)), standing.notice_stands_until(work.session, case)
    return CaseState(
        number=case.number,
        steps=steps,
        applicant=case.applicant_id,
        household=household_ids(work.session, case),
        amount=case.amount,
        position=next((n for n, step in enumerate(steps) if step.kind == case.step), len(steps)),
        turn=case.version,
        status=Status(case.status),
        decisions=standing.decisions(work.session, case),
        **_visitors(work.session, case),
        notice_ends_at=end_of_day(last_day, work.house) if last_day else None,
        open_objections=len(standing.parts_of(work.session, case, "objection")),
        **standing.money(work.session, case),
        entered_by=case.entered_by,
        waits_until=case.waits_until,
        is_settled=bool(_settled_by(case)),
        is_short=case.short_since is not None,
        **standing.votes(work.session, case),
    )


def _visitors(session: Session, case: AidCase) -> dict[str, Any]:
    """Say who visited the home as it is now, and who did before it changed; both of a confirmed visit, only the first
    of one that is not confirmed yet."""
    visits = standing.parts_of(session, case, "visit")
    home = home_print(session, case) if visits else ""
    now = [one for one in visits if counts(one.word or "", home)]
    before = [one for one in visits if not counts(one.word or "", home)]
    return {"visitors": (*_went(now), *_settled_by(case)), "visited_before": _went(before)}


def _went(visits: Iterable[standing.Part]) -> tuple[int, ...]:
    went = (who for one in visits for who in ((one.who, one.other) if one.over else (one.who,)) if who is not None)
    return tuple(dict.fromkeys(went))


def _settled_by(case: AidCase) -> tuple[int, ...]:
    """Return the officer who settled money at a visit or for an event, and therefore neither approves nor pays it."""
    officer = case.answers.get("settled_by")
    return (int(officer),) if officer else ()


def is_by_list(work: Work, case: AidCase) -> bool:
    """Say whether the step a case is at stands in a list of many: approval and payment of money settled at a visit or
    for an event, and what is paid month by month."""
    kind = kind_of(case.step)
    return kind.runs or (kind.is_listed and is_settled(work, case))


def latest_notice(session: Session, case: AidCase) -> Notice | None:
    """Return the notice of the present run of the notice step, if the case is in it."""
    latest = next(reversed(standing.parts_of(session, case, "notice")), None)
    found = session.get(Notice, latest.id) if latest else None
    return found if found is not None and found.posted_at >= case.step_since else None


def time_of(work: Work, at: datetime) -> str:
    """Return the time of day where the union is, to the minute."""
    return at.astimezone(work.house.zone).strftime("%H:%M")


def end_of_day(day: date, house: House) -> datetime:
    """Return the midnight after a day, where the union is."""
    return datetime.combine(day + timedelta(days=1), time(), house.zone)


def due_at(house: House, step: Step | None, entered: datetime) -> datetime | None:
    """Return when a step of an open case is overdue, by the newest calendar; None without a limit."""
    if step is None:
        return None
    began = entered.astimezone(house.zone).date()
    last = kind_of(step.kind).last_day(step, began, house.policies.current.calendar)
    return end_of_day(last, house) if last else None


def save(work: Work, case: AidCase, after: CaseState) -> None:
    """Write the new state if the case is still as it was read; raises NotThisStep when somebody was faster.

    This and `place` are all that moves a case; everything else about a change is decided before.
    """
    still = update(AidCase).where(col(AidCase.id) == case.id, col(AidCase.version) == case.version)
    stored = _stored(work, case, after)
    done = work.session.execute(still.values(**stored), execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise NotThisStep(number=case.number)
    for name, value in stored.items():
        set_committed_value(case, name, value)


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
        "amount": case.upto if case.upto is not None and sum_is_open(state) else case.amount,
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
    grounds = grounds_of(work.session, case) if role or rests else None
    work.session.add(
        DecisionRow(
            case_id=case.id,
            step=case.step,
            verdict=verdict,
            person_id=person_id,
            role=role,
            reason=reason or None,
            grounds=grounds,
            at=work.now,
        )
    )
    if grounds and verdict in ACCEPTS:
        work.session.flush()
        note_rested(work.session, case, grounds)
