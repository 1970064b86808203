"""A plan ends with the file of its household."""

from __future__ import annotations

from domain.plans.state import PlanState
from models.plans.plans import HouseholdPlan
from services.plans.record import measures_of, of_household
from services.platform import waiting
from services.platform.work import Work


def end_with(work: Work, household_id: int) -> None:
    """End the plan of a household whose file is closed: nothing of it reminds anybody any more; it stays on record."""
    plan = of_household(work.session, household_id)
    if plan is None:
        return
    plan.state, plan.ended_at, plan.open_key = PlanState.ENDED.value, work.now, None
    _stop(work, plan)


def _stop(work: Work, plan: HouseholdPlan) -> None:
    waiting.stop(plan)
    for measure in measures_of(work.session, plan):
        measure.open_key = None
        waiting.stop(measure)
    work.session.flush()
