"""Several questions on one screen: which of them there is anything to say about, or one that is put about everybody.

The answers belong to the questions themselves, so that a screen can come, change and go between two steps of a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.forms.conditions import Condition, Scope, all_of, answered, any_of, not_
from domain.forms.form import Known, Question
from domain.forms.kinds import EachAnswer, Option, TicksAnswer, YesNoAnswer
from domain.platform.text import Sayable

Unticked = Callable[[Scope], Any]


@dataclass(frozen=True, slots=True)
class Tick:
    """A question on a screen of ticks: its label there, its answer when it is not ticked, and `likely`, when it is
    worth to be asked without a tick."""

    question: Question
    label: Sayable
    unticked: Unticked
    likely: Condition | None = None

    @property
    def option(self) -> Option:
        """How it stands on the screen."""
        conditions = [one for one in (self.question.ask_if, not_(self.likely) if self.likely else None) if one]
        return Option(self.question.key, self.label, all_of(*conditions) if conditions else None)


def ticked_together(screen: Question, ticks: Sequence[Tick]) -> tuple[Question, ...]:
    """Return the screen and the questions that it asks of, in the order in which they come."""
    assert isinstance(screen.answer, TicksAnswer)
    options = tuple(tick.option for tick in ticks)
    offered = [one.when for one in options]
    wanted = None if None in offered else any_of(*(when for when in offered if when))
    asked = replace(screen, answer=replace(screen.answer, options=options), ask_if=wanted)
    return (asked, *(_behind(screen.key, tick) for tick in ticks))


def _behind(screen: str, tick: Tick) -> Question:
    """Return a question that is asked once it is ticked; a yes or no is answered by that."""
    question, seen = tick.question, answered(screen)
    shown = any_of(seen, tick.likely) if tick.likely else seen

    def follows(scope: Scope) -> Known | None:
        if tick.likely is not None and tick.likely.holds(scope):
            return None
        if not (scope.get(screen) or {}).get(question.key):
            return Known(tick.unticked(scope))
        return Known(True) if isinstance(question.answer, YesNoAnswer) else None

    condition = all_of(question.ask_if, shown) if question.ask_if else shown
    return replace(question, ask_if=condition, follows=follows)


def ticks_offered(kind: TicksAnswer, scope: Scope) -> tuple[Option, ...]:
    """Return what can be ticked now."""
    return tuple(one for one in kind.options if one.when is None or one.when.holds(scope))


def ticked_before(
    kind: TicksAnswer, questions: Sequence[Question], answers: Mapping[str, Any], scope: Scope
) -> Known | None:
    """Return what is ticked, None while something on offer was not looked at.

    What was answered before there was the screen says by itself whether it would be ticked.
    """
    found = ticks_so_far(kind, questions, answers, scope)
    offered = ticks_offered(kind, scope)
    return Known({one.key: found[one.key] for one in offered}) if all(one.key in found for one in offered) else None


def ticks_so_far(
    kind: TicksAnswer, questions: Sequence[Question], answers: Mapping[str, Any], scope: Scope
) -> dict[str, bool]:
    """Return what was ticked or not, on the screen or by an answer of before."""
    screen = next(one for one in questions if one.answer is kind)
    pressed = answers.get(screen.key)
    found: dict[str, bool] = dict(pressed) if isinstance(pressed, dict) else {}
    before = {one.key for one in kind.options if one.key in answers and one.key not in found}
    for question in questions if before else ():
        if question.key in before:
            found[question.key] = _would_be_ticked(question, answers[question.key], screen.key, scope)
    return found


def _would_be_ticked(question: Question, value: Any, screen: str, scope: Scope) -> bool:
    """Compare an answer with the one of who ticks nothing."""
    nothing = Scope({**scope.answers, screen: {}}, scope.facts, scope.outer, scope.item)
    known = question.follows(nothing) if question.follows else None
    return (value or None) != (known.value or None) if known else bool(value)


def said_of_each(kind: EachAnswer, scope: Scope) -> Known | None:
    """Return the option of each person by path, None while somebody has none."""
    found = each_so_far(kind, scope)
    return Known(found) if all(value is not None for value in found.values()) else None


def each_so_far(kind: EachAnswer, scope: Scope) -> dict[str, Any]:
    """Return the option of each person by path, None where there is none yet: the worker first."""
    people = scope.get(kind.group) or ()
    of_others = {f"{kind.group}.{at}.{kind.field}": one.get(kind.field) for at, one in enumerate(people)}
    return {kind.own: scope.get(kind.own), **of_others}
