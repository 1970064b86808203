"""A case officer makes and changes the plan of a household, and shows it to the worker."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import select

from domain.plans import words
from domain.plans.events import MeasureAdded
from domain.plans.state import LATER_DAYS, MOST_MEASURES, MeasureOver, NothingPlanned, PlanFull, PlanState, PlanView
from domain.platform.access import Action, NotForYou
from domain.platform.text import N_, Sayable
from domain.policy.frame.measures import Doer, How, MeasureRule
from models.households import HouseholdFile
from models.plans.plans import HouseholdPlan, PlanMeasure
from services.households import opened_to, subject
from services.plans.record import (
    causes_of,
    causes_said,
    measure_to_work_on,
    measures_of,
    new_measure,
    of_household,
    rules,
    seen,
    to_work_on,
    view,
)
from services.plans.settling import settle
from services.platform import audit, outbox, waiting
from services.platform.work import Work


def opened(work: Work, household_id: int) -> PlanView | tuple[str, tuple[Sayable | str, ...]]:
    """Return the plan of a household for its officers, what was done meanwhile ticked off; without a plan the number
    and the causes of the file. The look is recorded. Raises as `opened_to` does."""
    file = opened_to(work, Action.SEE_HOUSEHOLD, household_id)
    audit.note(work, work.person_id, N_("looked at the plan of the household"), subject(file))
    plan = of_household(work.session, file.id)
    if plan is None:
        return file.number, causes_said(work, file)
    settle(work, PlanMeasure.plan_id == plan.id)
    return view(work, plan, file)


def make(work: Work, household_id: int) -> int:
    """Make the plan of a household from the measures for its causes, unless it has one; return its id. Raises as
    `opened_to` does."""
    file = opened_to(work, Action.WORK_HOUSEHOLD, household_id)
    there = of_household(work.session, file.id)  # the file is locked, so a second press finds it
    if there is not None:
        return there.id
    goals = rules(work).goals
    plan = HouseholdPlan(
        household_id=file.id, open_key=file.id, goal=goals[0].key if goals else "", state=PlanState.DRAFT.value,
        made_by=work.person_id, made_at=work.now,
    )  # fmt: skip
    work.session.add(plan)
    work.session.flush()
    for rule in rules(work).fitting(causes_of(file))[: rules(work).most]:
        work.session.add(new_measure(work, plan, rule))
    waiting.begin(work, plan, rules(work).agree, work.today)
    audit.note(work, work.person_id, N_("made a plan for the household"), subject(file))
    work.session.flush()
    work.happened(MeasureAdded(file.id))
    return plan.id


def set_goal(work: Work, plan_id: int, goal: str) -> None:
    """Set the goal of a plan; raises NotForYou and as `opened_to` does."""
    plan, _ = to_work_on(work, plan_id)
    if rules(work).goal(goal) is None:
        raise NotForYou
    if plan.goal != goal:
        plan.goal = goal
        _changed(work, plan)


def to_add(work: Work, plan_id: int) -> tuple[int, tuple[MeasureRule, ...]]:
    """Return the household of a plan and the measures of the policy that it has not, those for its causes first;
    raises as `to_work_on`."""
    plan, file = to_work_on(work, plan_id)
    there = {one.rule for one in measures_of(work.session, plan) if one.done_at is None}
    fitting = rules(work).fitting(causes_of(file))
    rest = tuple(one for one in rules(work).measures if one not in fitting)
    return file.id, tuple(one for one in (*fitting, *rest) if one.key not in there)


def goals_for(work: Work, plan_id: int) -> tuple[int, tuple[tuple[str, Sayable], ...]]:
    """Return the household of a plan and the goals that there are; raises as `to_work_on`."""
    _, file = to_work_on(work, plan_id)
    return file.id, tuple((one.key, one.text) for one in rules(work).goals)


def add(work: Work, plan_id: int, measure: str) -> int:
    """Add a measure of the policy, once as long as it is open; return the household. Raises NotForYou, PlanFull."""
    plan, file = to_work_on(work, plan_id)
    rule = rules(work).measure(measure)
    if rule is None:
        raise NotForYou
    open_ = select(PlanMeasure.id).where(PlanMeasure.open_key == f"{plan.id}:{rule.key}")
    if work.session.exec(open_).first() is None:
        _put_in(work, plan, file, new_measure(work, plan, rule))
    return file.id


def write(work: Work, plan_id: int, words_: str, who: Doer, until: date) -> int:
    """Add a measure in the officer's own words; return the household. Raises NotForYou, PlanFull."""
    plan, file = to_work_on(work, plan_id)
    _put_in(work, plan, file, PlanMeasure(
        plan_id=plan.id, household_id=file.id, words=words_, who=who.value, how=How.HAND.value, until=until,
        added_by=work.person_id, added_at=work.now,
    ))  # fmt: skip
    return file.id


def _put_in(work: Work, plan: HouseholdPlan, file: HouseholdFile, measure: PlanMeasure) -> None:
    if len([one for one in measures_of(work.session, plan) if one.done_at is None]) >= MOST_MEASURES:
        raise PlanFull(count=str(MOST_MEASURES))
    work.session.add(measure)
    _changed(work, plan)
    audit.note(work, work.person_id, N_("put a measure into the plan of the household"), subject(file))
    work.session.flush()
    work.happened(MeasureAdded(file.id))


def _changed(work: Work, plan: HouseholdPlan) -> None:
    """What was changed is shown to the worker anew, and its officer has so long for that."""
    plan.version += 1
    plan.state, plan.agreed_at, plan.agreed_by = PlanState.DRAFT.value, None, None
    waiting.begin(work, plan, rules(work).agree, work.today)


def measure(work: Work, measure_id: int) -> tuple[PlanView, int]:
    """Return the plan of a measure and the id of the measure in it; raises as `to_work_on`, MeasureOver."""
    found, plan, file = measure_to_work_on(work, measure_id)
    if found.taken_out:
        raise MeasureOver
    return view(work, plan, file), found.id


def take_out(work: Work, measure_id: int) -> int:
    """Take a measure out that is not done; return the household. Raises as `to_work_on`, MeasureOver."""
    found, plan, file = _open(work, measure_id)
    found.taken_out, found.open_key = True, None
    waiting.stop(found)
    _changed(work, plan)
    audit.note(work, work.person_id, N_("took a measure out of the plan of the household"), subject(file))
    return file.id


def put_off(work: Work, measure_id: int) -> int:
    """Give a measure thirty days more, from today if its day is over; return the household. The worker is told if they
    have seen the plan. Raises as `to_work_on`, MeasureOver."""
    found, plan, file = _open(work, measure_id)
    begun = max(found.until, work.today)
    found.until = work.house.policies.current.calendar.next_working_day(begun + timedelta(days=LATER_DAYS))
    waiting.stop(found)
    plan.version += 1
    audit.note(work, work.person_id, N_("put a measure of the plan off"), subject(file))
    if plan.state == PlanState.AGREED.value:
        outbox.put(work, file.head_id, words.put_off(seen(work, found)), key=f"plan:{plan.id}:{plan.version}:off")
    return file.id


def _open(work: Work, measure_id: int) -> tuple[PlanMeasure, HouseholdPlan, HouseholdFile]:
    found, plan, file = measure_to_work_on(work, measure_id)
    if found.taken_out or found.done_at is not None:
        raise MeasureOver
    return found, plan, file


def send(work: Work, plan_id: int) -> int:
    """Show the plan to the worker, who agrees or wishes something else; return the household. A second press sends
    nothing. Raises as `to_work_on`, NothingPlanned."""
    plan, file = to_work_on(work, plan_id)
    if plan.state != PlanState.DRAFT.value:
        return file.id
    if all(one.done_at is not None for one in measures_of(work.session, plan)):
        raise NothingPlanned
    plan.state, plan.wish = PlanState.PROPOSED.value, None
    plan.shown_at = plan.shown_at or work.now
    waiting.begin(work, plan, rules(work).agree, work.today)
    audit.note(work, work.person_id, N_("showed the plan to the worker"), subject(file))
    outbox.put(work, file.head_id, words.proposed(view(work, plan, file)), key=f"{asked_key(plan)}:{file.head_id}")
    return file.id


def asked_key(plan: HouseholdPlan) -> str:
    """Return how the messages are named with which a plan is put before its worker or officer."""
    return f"plan:{plan.id}:{plan.version}:{plan.state}:{plan.waits_since}:{plan.reminded}"
