"""The clock of plans: the worker's word, measures that are due, and those that are late."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from domain.plans import words
from domain.plans.state import PlanState
from domain.platform.messages import Message
from domain.policy.frame.measures import Doer
from models.households import HouseholdFile
from models.plans.plans import HouseholdPlan, PlanMeasure
from services.households import head_of
from services.plans.making import asked_key
from services.plans.record import rules, seen, view
from services.plans.settling import settle
from services.plans.whom import leaders, officers
from services.platform import consent, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work

SOME = 500  # measures that one run looks at


def keep_up(work: Work) -> None:
    """Tick off what is done, remind workers of plans they have said nothing to, and officers of measures that are late;
    what stays late goes one level up, and its days begin anew."""
    settle(work, col(PlanMeasure.id).is_not(None))
    waits = select(HouseholdPlan).where(col(HouseholdPlan.call_on) <= work.today).order_by(col(HouseholdPlan.id))
    for plan in work.session.exec(waits.limit(SOME).with_for_update()).all():
        file = work.session.get_one(HouseholdFile, plan.household_id)
        if consent.agrees(head_of(work.session, file)):
            _ask_again(work, plan, file)
    _begin_late(work)
    late = select(PlanMeasure).where(col(PlanMeasure.call_on) <= work.today).order_by(col(PlanMeasure.id))
    for measure in work.session.exec(late.limit(SOME).with_for_update()).all():
        file = work.session.get_one(HouseholdFile, measure.household_id)
        if consent.agrees(head_of(work.session, file)):
            _late(work, measure, file)


def _ask_again(work: Work, plan: HouseholdPlan, file: HouseholdFile) -> None:
    is_proposed, asked = plan.state == PlanState.PROPOSED.value, [file.head_id]
    if not is_proposed:
        asked = officers(work, file)
    last = waiting.reminders(work, [f"{asked_key(plan)}:{one}" for one in asked])
    match waiting.what_is_due(work, plan, rules(work).agree, work.today, next(iter(last.values()), None)):
        case Due.REMIND | Due.LAST:
            shown = view(work, plan, file)
            message = words.proposed(shown, again=True) if is_proposed else words.to_show(shown)
            _put(work, asked, message, asked_key(plan))
        case Due.END if is_proposed:
            waiting.stop(plan)
            _put(work, officers(work, file), words.unanswered(view(work, plan, file)), f"{asked_key(plan)}:end")
        case Due.END:
            waiting.begin(work, plan, rules(work).agree, work.today)
            _put(work, leaders(work, file), words.to_show(view(work, plan, file)), f"{asked_key(plan)}:up")


def _begin_late(work: Work) -> None:
    """The days of a measure count from its own day on, once the worker has seen the plan."""
    seen_ones = select(HouseholdPlan.id).where(
        col(HouseholdPlan.shown_at).is_not(None), col(HouseholdPlan.ended_at).is_(None)
    )
    over = select(PlanMeasure).where(
        PlanMeasure.until < work.today, col(PlanMeasure.done_at).is_(None), col(PlanMeasure.taken_out).is_(False),
        col(PlanMeasure.call_on).is_(None), col(PlanMeasure.plan_id).in_(seen_ones),
    )  # fmt: skip
    for measure in work.session.exec(over.order_by(col(PlanMeasure.id)).limit(SOME)).all():
        waiting.begin(work, measure, rules(work).late, measure.until)
    work.session.flush()


def _late(work: Work, measure: PlanMeasure, file: HouseholdFile) -> None:
    last = waiting.reminders(work, [f"{_key(measure)}:{one}" for one in officers(work, file)])
    match waiting.what_is_due(work, measure, rules(work).late, measure.until, next(iter(last.values()), None)):
        case Due.REMIND | Due.LAST:
            _put(work, officers(work, file), words.late(seen(work, measure), file.number, file.id), _key(measure))
            if measure.who == Doer.WORKER.value:
                message = words.late_for_worker(seen(work, measure))
                outbox.put(work, file.head_id, message, priority=outbox.REMINDER, key=f"{_key(measure)}:worker")
        case Due.END:
            message = words.late(seen(work, measure), file.number, file.id, goes_up=True)
            _put(work, leaders(work, file), message, f"{_key(measure)}:up")
            waiting.begin(work, measure, rules(work).late, work.today)


def _key(measure: PlanMeasure) -> str:
    return f"plan-late:{measure.id}:{measure.until}:{measure.waits_since}:{measure.reminded}"


def _put(work: Work, people: Sequence[int], message: Message, key: str) -> None:
    for one in people:
        outbox.put(work, one, message, priority=outbox.REMINDER, key=f"{key}:{one}")
