"""Measures that are done: by the officer with a word, or by the case, offer, visit or checklist that they are linked
to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from domain.households.events import Visited
from domain.plans import words
from domain.plans.state import MeasureOver, PlanState
from domain.platform.text import N_
from domain.policy.frame.measures import How
from domain.procedure.state import Status
from models.campaigns import Campaign, CampaignTask
from models.households import HomeVisit, HouseholdFile
from models.offers import Offer, OfferReply
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.procedure import AidCase
from services.households import subject
from services.plans.record import measure_to_work_on, seen
from services.platform import audit, outbox, waiting
from services.platform.work import Work

CAME_OF_IT = ("went", "hired")


def done(work: Work, measure_id: int, note: str) -> int:
    """The officer ticks a measure off, with a word or none; return the household. Raises as `to_work_on`,
    MeasureOver."""
    measure, plan, file = measure_to_work_on(work, measure_id)
    if measure.taken_out or measure.done_at is not None:
        raise MeasureOver
    _tick(work, measure, plan, file, by=work.person_id, note=note)
    audit.note(work, work.person_id, N_("ticked a measure of the plan off"), subject(file))
    return file.id


def _tick(
    work: Work, measure: PlanMeasure, plan: HouseholdPlan, file: HouseholdFile, *, by: int | None, note: str = ""
) -> None:
    measure.done_at, measure.done_by, measure.note, measure.open_key = work.now, by, note or None, None
    waiting.stop(measure)
    if plan.state == PlanState.AGREED.value:
        outbox.put(work, file.head_id, words.done(seen(work, measure)), key=f"plan:{plan.id}:done:{measure.id}")


def visited(work: Work, event: Visited) -> None:
    """A visit ticks the measures of the household off that are one."""
    settle(work, PlanMeasure.household_id == event.household_id)


def settle(work: Work, which: Any) -> None:
    """Tick those of some measures off whose case, offer, visit or checklist is done since they were planned."""
    is_open = and_(col(PlanMeasure.done_at).is_(None), col(PlanMeasure.taken_out).is_(False), which)
    done_ones = select(PlanMeasure).where(is_open, col(PlanMeasure.how) != How.HAND.value, or_(*_done()))
    for measure in work.session.exec(done_ones.order_by(col(PlanMeasure.id)).with_for_update()).all():
        plan = work.session.get_one(HouseholdPlan, measure.plan_id)
        if plan.ended_at is None:
            file = work.session.get_one(HouseholdFile, measure.household_id)
            _tick(work, measure, plan, file, by=None)
            audit.note(work, None, N_("a measure of the plan is done"), subject(file))
    work.session.flush()


def _done() -> Iterator[ColumnElement[bool]]:
    since, of, home = col(PlanMeasure.added_at), col(PlanMeasure.of), col(PlanMeasure.household_id)
    visits = select(HomeVisit.id).where(col(HomeVisit.household_id) == home, col(HomeVisit.recorded_at) >= since)
    yield and_(col(PlanMeasure.how) == How.VISIT.value, visits.exists())
    cases = select(AidCase.id).where(
        col(AidCase.household_id) == home, col(AidCase.programme) == of, col(AidCase.closed_at) >= since,
        col(AidCase.status) == Status.FINISHED.value,
    )  # fmt: skip
    yield and_(col(PlanMeasure.how) == How.CASE.value, cases.exists())
    offers = select(OfferReply.id).join(Offer, col(Offer.id) == col(OfferReply.offer_id)).where(
        col(OfferReply.household_id) == home, col(OfferReply.changed_at) >= since,
        col(OfferReply.state).in_(CAME_OF_IT), or_(of == "", col(Offer.kind) == of),
    )  # fmt: skip
    yield and_(col(PlanMeasure.how) == How.OFFER.value, offers.exists())
    tasks = select(CampaignTask.id).join(Campaign, col(Campaign.id) == col(CampaignTask.campaign_id)).where(
        col(CampaignTask.household_id) == home, col(CampaignTask.finished_at) >= since,
        col(CampaignTask.state) == "done", col(Campaign.season) == of,
    )  # fmt: skip
    yield and_(col(PlanMeasure.how) == How.SEASON.value, tasks.exists())
