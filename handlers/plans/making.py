"""The plan of a household, as its officers make and keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form, clipped
from domain.households.buttons import OpenHousehold
from domain.plans import words
from domain.plans.buttons import (
    AddMeasure,
    MakePlan,
    MeasureAct,
    OnMeasure,
    OnPlan,
    OpenMeasure,
    OpenPlan,
    PlanAct,
    SetGoal,
)
from domain.plans.questions import measure_done_form, plan_measure_form, until_in
from domain.plans.state import PlanState, PlanView
from domain.platform.access import Action
from domain.platform.messages import Attachment, Key, Keys, key
from domain.platform.text import N_, lines, paragraphs, say
from domain.policy.frame.measures import Doer
from handlers.forms import Conversation, begin, register
from handlers.plans.picture import picture_of
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import plans
from services.forms import Draft


def open_plan(turn: Turn, press: OpenPlan) -> None:
    """Show the plan of a household, or how one is made."""
    _show(turn, press.household_id)


def _show(turn: Turn, household_id: int) -> None:
    found = plans.opened(turn.work, household_id)
    if isinstance(found, PlanView):
        turn.show(words.for_officer(found), _keys(found))
        return
    number, causes = found
    text = paragraphs(
        say(N_("<b>Household {number}</b> has no plan yet."), number=number),
        say(N_("Causes: {causes}"), causes=lines(*causes, between=", ")) if causes else None,
        say(N_("One press makes one from the measures for these causes; then you change what does not fit.")),
    )
    make_one = (key(say(N_("📋 Make the plan")), MakePlan(household_id)),)
    turn.show(text, (make_one, (_back(household_id),)))


def _back(household_id: int) -> Key:
    return key(say(N_("‹ Household")), OpenHousehold(household_id))


def _to_plan(household_id: int) -> Key:
    return key(say(N_("‹ Plan")), OpenPlan(household_id))


def _keys(plan: PlanView) -> Keys:
    send: Keys = ()
    if plan.state is PlanState.DRAFT:
        send = ((key(say(N_("📨 Show it to the worker")), OnPlan(plan.plan_id, PlanAct.SEND)),),)
    measures = tuple(
        (key(clipped(one.text), OpenMeasure(one.measure_id)),) for one in plan.measures if one.done_on is None
    )
    return (
        *send,
        *measures,
        (
            key(say(N_("➕ Add a measure")), OnPlan(plan.plan_id, PlanAct.ADD)),
            key(say(N_("🎯 Other goal")), OnPlan(plan.plan_id, PlanAct.GOALS)),
        ),
        (key(say(N_("🖼 As a picture")), OnPlan(plan.plan_id, PlanAct.PICTURE)), _back(plan.household_id)),
    )


def make(turn: Turn, press: MakePlan) -> None:
    """Make the plan and show it."""
    plans.make(turn.work, press.household_id)
    _show(turn, press.household_id)


def on_plan(turn: Turn, press: OnPlan) -> None:
    """An officer does something with a plan."""
    match press.act:
        case PlanAct.SEND:
            household_id = plans.send(turn.work, press.plan_id)
            turn.toast(say(N_("The worker reads it now, and agrees or says what they wish.")), alert=True)
            _show(turn, household_id)
        case PlanAct.GOALS:
            household_id, goals = plans.goals_for(turn.work, press.plan_id)
            keys = tuple((key(title, SetGoal(press.plan_id, goal)),) for goal, title in goals)
            turn.show(say(N_("What is the goal of this household?")), (*keys, (_to_plan(household_id),)))
        case PlanAct.ADD:
            _show_measures(turn, press.plan_id)
        case PlanAct.WRITE:
            plans.to_add(turn.work, press.plan_id)
            begin(turn, "plan_measure", subject=str(press.plan_id), restart=True, below=True)
        case PlanAct.PICTURE:
            household_id, _ = plans.to_add(turn.work, press.plan_id)
            found = plans.opened(turn.work, household_id)
            assert isinstance(found, PlanView)
            drawing = Attachment(drawing=picture_of(found, turn.today))
            turn.say(say(N_("Plan of household {number}"), number=found.number), (), attachment=drawing)


def _show_measures(turn: Turn, plan_id: int) -> None:
    household_id, measures = plans.to_add(turn.work, plan_id)
    keys = tuple((key(clipped(one.text), AddMeasure(plan_id, one.key)),) for one in measures)
    own = (key(say(N_("✍️ In my own words")), OnPlan(plan_id, PlanAct.WRITE)),)
    text = say(N_("Which measure? Those for the causes of this household stand first."))
    turn.show(text, (*keys, own, (_to_plan(household_id),)))


def set_goal(turn: Turn, press: SetGoal) -> None:
    """Set the goal."""
    household_id, _ = plans.goals_for(turn.work, press.plan_id)
    plans.set_goal(turn.work, press.plan_id, press.goal)
    _show(turn, household_id)


def add(turn: Turn, press: AddMeasure) -> None:
    """Add a measure of the policy."""
    _show(turn, plans.add(turn.work, press.plan_id, press.measure))


def open_measure(turn: Turn, press: OpenMeasure) -> None:
    """Show one measure with what can be done with it."""
    plan, measure_id = plans.measure(turn.work, press.measure_id)
    one = next(one for one in plan.measures if one.measure_id == measure_id)
    head = say(N_("<b>Plan of household {number}</b>"), number=plan.number)
    able: Keys = (
        (key(say(N_("✅ It is done")), OnMeasure(measure_id, MeasureAct.DONE)),),
        (
            key(say(N_("⏳ 30 days more")), OnMeasure(measure_id, MeasureAct.LATER)),
            key(say(N_("✖️ Take it out")), OnMeasure(measure_id, MeasureAct.REMOVE)),
        ),
    )
    turn.show(
        paragraphs(head, words.line(one)), (*(able if one.done_on is None else ()), (_to_plan(plan.household_id),))
    )


def on_measure(turn: Turn, press: OnMeasure) -> None:
    """An officer does something with a measure."""
    match press.act:
        case MeasureAct.DONE:
            plans.measure(turn.work, press.measure_id)
            begin(turn, "measure_done", subject=str(press.measure_id), restart=True, below=True)
        case MeasureAct.LATER:
            _show(turn, plans.put_off(turn.work, press.measure_id))
        case MeasureAct.REMOVE:
            _show(turn, plans.take_out(turn.work, press.measure_id))


def _measure_form(turn: Turn, draft: Draft) -> Form:
    return plan_measure_form(_number(turn, plans.to_add(turn.work, int(draft.subject))[0]))


def _number(turn: Turn, household_id: int) -> str:
    found = plans.opened(turn.work, household_id)
    return found.number if isinstance(found, PlanView) else found[0]


def _written(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    until = until_in(answers, turn.today)
    _show(turn, plans.write(turn.work, int(draft.subject), answers["words"], Doer(answers["who"]), until))


def _done_form(turn: Turn, draft: Draft) -> Form:
    return measure_done_form(plans.measure(turn.work, int(draft.subject))[0].number)


def _done(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    _show(turn, plans.done(turn.work, int(draft.subject), answers.get("note") or ""))


register(Conversation("plan_measure", Action.WORK_HOUSEHOLD, _measure_form, _written))
register(Conversation("measure_done", Action.WORK_HOUSEHOLD, _done_form, _done))

ROUTES: list[Route] = [
    Press(OpenPlan, Action.SEE_HOUSEHOLD, open_plan),
    Press(MakePlan, Action.WORK_HOUSEHOLD, make),
    Press(OnPlan, Action.WORK_HOUSEHOLD, on_plan),
    Press(SetGoal, Action.WORK_HOUSEHOLD, set_goal),
    Press(AddMeasure, Action.WORK_HOUSEHOLD, add),
    Press(OpenMeasure, Action.WORK_HOUSEHOLD, open_measure),
    Press(OnMeasure, Action.WORK_HOUSEHOLD, on_measure),
]
