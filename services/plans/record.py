"""Plans between the tables and the rules: found, locked, and as people read them."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, select

from domain.households.household import from_answers
from domain.plans.state import MeasureView, PlanState, PlanView
from domain.platform.access import Action, NotForYou
from domain.platform.text import Sayable, lines
from domain.policy.frame.measures import Doer, How, MeasureRule, Plans
from models.households import HouseholdFile
from models.plans.plans import HouseholdPlan, PlanMeasure
from services.households import head_of, opened_to
from services.platform import consent
from services.platform.work import Work


def rules(work: Work) -> Plans:
    """Return what the policy in force says of plans."""
    return work.house.policies.current.plans


def of_household(session: Session, household_id: int) -> HouseholdPlan | None:
    """Return the plan of a household, locked; None when it has none."""
    query = select(HouseholdPlan).where(HouseholdPlan.open_key == household_id)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).first()


def to_work_on(work: Work, plan_id: int) -> tuple[HouseholdPlan, HouseholdFile]:
    """Return a plan that has not ended, locked with its file, for its officer; raises NotForYou and as `opened_to`."""
    found = work.session.get(HouseholdPlan, plan_id)
    if found is None:
        raise NotForYou
    file = opened_to(work, Action.WORK_HOUSEHOLD, found.household_id)
    plan = of_household(work.session, file.id)
    if plan is None or plan.id != plan_id:
        raise NotForYou
    return plan, file


def measure_to_work_on(work: Work, measure_id: int) -> tuple[PlanMeasure, HouseholdPlan, HouseholdFile]:
    """Return a measure with its plan and file, locked, for its officer; raises as `to_work_on`."""
    found = work.session.get(PlanMeasure, measure_id)
    if found is None:
        raise NotForYou
    plan, file = to_work_on(work, found.plan_id)
    work.session.refresh(found)
    return found, plan, file


def measures_of(session: Session, plan: HouseholdPlan) -> list[PlanMeasure]:
    """Return the measures of a plan that were not taken out, by their day."""
    query = select(PlanMeasure).where(PlanMeasure.plan_id == plan.id, col(PlanMeasure.taken_out).is_(False))
    return list(session.exec(query.order_by(col(PlanMeasure.until), col(PlanMeasure.id))))


def text_of(work: Work, measure: PlanMeasure) -> Sayable:
    """Return what is to be done: the officer's words, or those of the policy."""
    rule = rules(work).measure(measure.rule)
    return lines(measure.words or (rule.text if rule is not None else measure.rule))


def seen(work: Work, measure: PlanMeasure) -> MeasureView:
    """Return a measure as people read it."""
    done = measure.done_at.astimezone(work.house.zone).date() if measure.done_at is not None else None
    late = done is None and measure.until < work.today
    text = text_of(work, measure)
    return MeasureView(measure.id, text, Doer(measure.who), measure.until, done, measure.note or "", late)


def view(work: Work, plan: HouseholdPlan, file: HouseholdFile) -> PlanView:
    """Return a plan as people read it."""
    goal = rules(work).goal(plan.goal)
    agreed = plan.agreed_at.astimezone(work.house.zone).date() if plan.agreed_at is not None else None
    return PlanView(
        plan.id, file.id, file.number, consent.name_of(head_of(work.session, file)), plan.version,
        PlanState(plan.state), goal.text if goal is not None else plan.goal, causes_said(work, file),
        tuple(seen(work, one) for one in measures_of(work.session, plan)),
        plan.made_at.astimezone(work.house.zone).date(), agreed, plan.wish or "",
    )  # fmt: skip


def causes_of(file: HouseholdFile) -> frozenset[str]:
    """Return the causes that stand in the file."""
    return frozenset(from_answers(file.data).causes)


def causes_said(work: Work, file: HouseholdFile) -> tuple[Sayable | str, ...]:
    """Return the causes of the file as people call them."""
    known = {one.key: one.text for one in work.house.policies.current.causes}
    return tuple(known.get(key, key) for key in from_answers(file.data).causes)


def new_measure(work: Work, plan: HouseholdPlan, rule: MeasureRule) -> PlanMeasure:
    """Return a measure of the policy for a plan."""
    until = work.house.policies.current.calendar.next_working_day(work.today + timedelta(days=rule.days))
    return PlanMeasure(
        plan_id=plan.id, household_id=plan.household_id, rule=rule.key, who=rule.who.value, how=rule.how.value,
        of=rule.of, until=until, added_by=work.person_id, added_at=work.now, open_key=f"{plan.id}:{rule.key}",
    )  # fmt: skip


def is_by_itself(measure: PlanMeasure) -> bool:
    """Say whether something else ticks it off."""
    return measure.how != How.HAND.value
