"""The picture of a plan, as data for whoever draws."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.plans.state import MeasureView, PlanView
from domain.platform.text import N_, pack, say


def picture_of(plan: PlanView, today: date) -> dict[str, Any]:
    """Return the drawing of a plan; nothing of whom it is about but the number."""
    title = say(N_("Plan of household {number}"), number=plan.number)
    done = say(N_("{done} of {count} done"), done=str(plan.done), count=str(len(plan.measures)))
    return {
        "kind": "plan_chart",
        "file_name": f"plan-{plan.number}.png",
        "title": pack(title),
        "subtitle": pack(say(N_("as of {day}"), day=today)),
        "goal": pack(say(N_("Goal: {goal}"), goal=plan.goal)) if plan.goal else "",
        "done": pack(done),
        "steps": [_step(one) for one in plan.measures],
    }


def _step(one: MeasureView) -> dict[str, Any]:
    if one.done_on is not None:
        state, when = "done", say(N_("done {day}"), day=one.done_on)
    else:
        state = "late" if one.is_late else "open"
        when = say(N_("by {day}, {who}"), day=one.until, who=one.who.said)
    return {"state": state, "text": pack(one.text), "when": pack(when)}
