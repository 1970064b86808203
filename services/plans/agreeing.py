"""The worker reads the plan of their household, agrees to it, or says what they wish otherwise."""

from __future__ import annotations

from domain.plans import words
from domain.plans.state import PlanChanged, PlanState, PlanView
from domain.platform.access import Action, NotForYou, require
from domain.platform.messages import Message
from domain.platform.text import N_
from models.households import HouseholdFile
from models.plans.plans import HouseholdPlan, PlanMeasure
from services.households import file_of_person, subject
from services.plans.record import of_household, rules, view
from services.plans.settling import settle
from services.plans.whom import officers
from services.platform import audit, outbox, waiting
from services.platform.work import Work


def own(work: Work) -> tuple[PlanView, bool] | None:
    """Return the plan of the household of whoever acts, and whether they are the one to agree to it; None as long as
    none was shown to them."""
    require(work.actor, Action.SEE_OWN_FILE)
    file = file_of_person(work.session, work.person_id)
    plan = of_household(work.session, file.id) if file is not None else None
    if file is None or plan is None or plan.shown_at is None:
        return None
    settle(work, PlanMeasure.plan_id == plan.id)
    return view(work, plan, file), file.head_id == work.person_id


def agree(work: Work, plan_id: int, version: int) -> None:
    """The worker agrees to the plan as they read it; a second press changes nothing. Raises NotForYou, PlanChanged."""
    plan, file = _own(work, plan_id)
    if plan.state == PlanState.AGREED.value and plan.version == version:
        return
    if plan.version != version or plan.state != PlanState.PROPOSED.value:
        raise PlanChanged
    plan.state, plan.agreed_at, plan.agreed_by, plan.wish = PlanState.AGREED.value, work.now, work.person_id, None
    waiting.stop(plan)
    audit.note(work, work.person_id, N_("agreed to the plan"), subject(file))
    _tell(work, plan, file, words.agreed(view(work, plan, file)), "agreed")


def check_may_wish(work: Work, plan_id: int) -> None:
    """Raise NotForYou unless it is for whoever acts to say something to the plan."""
    _own(work, plan_id)


def wish(work: Work, plan_id: int, said: str) -> None:
    """The worker wishes something else: the officer reads it and changes the plan. Raises NotForYou."""
    plan, file = _own(work, plan_id)
    plan.wish, plan.state = said, PlanState.DRAFT.value
    plan.version += 1
    waiting.begin(work, plan, rules(work).agree, work.today)
    audit.note(work, work.person_id, N_("wished the plan otherwise"), subject(file))
    _tell(work, plan, file, words.wished(view(work, plan, file)), "wish")


def _own(work: Work, plan_id: int) -> tuple[HouseholdPlan, HouseholdFile]:
    require(work.actor, Action.CHANGE_OWN_FILE)
    file = file_of_person(work.session, work.person_id)
    plan = of_household(work.session, file.id) if file is not None else None
    if file is None or plan is None or plan.id != plan_id or plan.shown_at is None or file.head_id != work.person_id:
        raise NotForYou
    return plan, file


def _tell(work: Work, plan: HouseholdPlan, file: HouseholdFile, message: Message, what: str) -> None:
    for officer in officers(work, file):
        outbox.put(work, officer, message, key=f"plan:{plan.id}:{plan.version}:{what}:{officer}")
