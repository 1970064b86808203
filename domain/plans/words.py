"""What both sides read of a plan: its officers, and the worker, to whom it is a way with dates."""

from __future__ import annotations

from domain.menu.buttons import Go
from domain.plans.buttons import AgreeToPlan, OpenPlan, WishOtherwise
from domain.plans.state import MeasureView, PlanState, PlanView
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say

SEE_OWN = key(say(N_("📋 Our plan")), Go("plan"))


def line(one: MeasureView) -> Sayable:
    """Return a measure as one line of the way."""
    if one.done_on is not None:
        told = say(N_("✅ {text} (done {day})"), text=one.text, day=one.done_on)
        return lines(told, say(N_("“{words}”"), words=one.note)) if one.note else told
    source = N_("⏰ {text}: was due {day}, {who}") if one.is_late else N_("◻️ {text}: by {day}, {who}")
    return say(source, text=one.text, day=one.until, who=one.who.said)


def whole(plan: PlanView) -> Sayable:
    """Return the plan with its goal, causes and measures."""
    return paragraphs(
        say(N_("<b>Plan of household {number}</b>"), number=plan.number),
        lines(
            say(N_("Goal: {goal}"), goal=plan.goal) if plan.goal else None,
            say(N_("Causes: {causes}"), causes=lines(*plan.causes, between=", ")) if plan.causes else None,
        ),
        lines(*map(line, plan.measures)) if plan.measures else say(N_("No measure stands in it yet.")),
    )


def for_officer(plan: PlanView) -> Sayable:
    """Return the plan as its officers read it."""
    agreed = say(N_("agreed with the worker on {day}"), day=plan.agreed_on) if plan.agreed_on else plan.state.said
    return paragraphs(
        whole(plan),
        lines(say(N_("{name} · {state}"), name=plan.name, state=agreed), _done(plan)),
        say(N_("The worker wishes: “{words}”"), words=plan.wish) if plan.wish else None,
    )


def _done(plan: PlanView) -> Sayable | None:
    if not plan.measures:
        return None
    return say(N_("{done} of {count} done"), done=str(plan.done), count=str(len(plan.measures)))


# The worker ----------------------------------------------------------------------------------------------------------


def proposed(plan: PlanView, *, again: bool = False) -> Message:
    """Return the plan as it is put before the worker."""
    head = say(N_("Your case officer has made a plan for your household. Is it right like that?"))
    if again:
        head = say(N_("Your household's plan still waits for your word. Is it right like that?"))
    return Message(paragraphs(head, whole(plan)), answers(plan))


def answers(plan: PlanView) -> Keys:
    """Return the keys with which the worker answers, as long as it waits for that."""
    other = (key(say(N_("✍️ I wish something else")), WishOtherwise(plan.plan_id)),)
    if plan.state is not PlanState.PROPOSED:
        return (other,) if plan.state is PlanState.AGREED else ()
    return ((key(say(N_("👍 Yes, I agree")), AgreeToPlan(plan.plan_id, plan.version)),), other)


def own(plan: PlanView) -> Sayable:
    """Return the plan as the worker reads it at any time."""
    state = {
        PlanState.DRAFT: say(N_("Your case officer is changing it; you are shown it anew.")),
        PlanState.AGREED: say(N_("You agreed to it on {day}."), day=plan.agreed_on or plan.made_on),
        PlanState.PROPOSED: say(N_("Is it right like that?")),
    }
    return paragraphs(whole(plan), lines(_done(plan), state.get(plan.state)))


def done(one: MeasureView) -> Message:
    """Return what the worker reads when a measure is done."""
    return Message(lines(say(N_("A measure of your household's plan is done:")), line(one)), ((SEE_OWN,),))


def put_off(one: MeasureView) -> Message:
    """Return what the worker reads when a measure has another day."""
    return Message(lines(say(N_("A measure of your household's plan has another day:")), line(one)), ((SEE_OWN,),))


def late_for_worker(one: MeasureView) -> Message:
    """Return the reminder of a measure that is the household's own."""
    help_ = say(N_("If something is in the way, tell your case officer: /officer"))
    return Message(lines(say(N_("Something of your household's plan is due:")), line(one), help_), ((SEE_OWN,),))


# The officers --------------------------------------------------------------------------------------------------------


def _open(household_id: int) -> Keys:
    return ((key(say(N_("Open the plan")), OpenPlan(household_id)),),)


def agreed(plan: PlanView) -> Message:
    """Return what the officer reads when the worker has agreed."""
    said = say(N_("👍 {name} (household {number}) agrees to the plan."), name=plan.name, number=plan.number)
    return Message(said, _open(plan.household_id))


def wished(plan: PlanView) -> Message:
    """Return what the officer reads when the worker wishes something else."""
    source = N_(
        "✍️ {name} (household {number}) wishes something else in the plan: “{words}” Please change it and show it anew."
    )
    return Message(say(source, name=plan.name, number=plan.number, words=plan.wish), _open(plan.household_id))


def to_show(plan: PlanView) -> Message:
    """Return the reminder of a plan that its worker has not been shown."""
    source = N_(
        "The plan of household {number} ({name}) is not shown to the worker yet. Please look at it and send it."
    )
    wish = say(N_("The worker wishes: “{words}”"), words=plan.wish) if plan.wish else None
    return Message(lines(say(source, number=plan.number, name=plan.name), wish), _open(plan.household_id))


def unanswered(plan: PlanView) -> Message:
    """Return what the officer reads when the worker has said nothing to the plan."""
    source = N_(
        "{name} (household {number}) has said nothing to the plan. Please speak about it at the next visit; they can "
        "still agree under /plan."
    )
    return Message(say(source, name=plan.name, number=plan.number), _open(plan.household_id))


def late(one: MeasureView, number: str, household_id: int, *, goes_up: bool = False) -> Message:
    """Return the reminder of a measure that is late, to its officer, or one level up."""
    source = N_("⏰ A measure of the plan of household {number} is late:")
    if goes_up:
        source = N_("⏰ A measure of the plan of household {number} is late, nothing has happened. Please see to it:")
    return Message(lines(say(source, number=number), line(one)), _open(household_id))
