"""A household is put off until a day, until which reminders leave it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.text import N_, say
from domain.tasks.buttons import PutOff, PutOffUntil
from domain.tasks.checklist import NotAhead
from domain.tasks.questions import later_form
from handlers.forms import Conversation, begin, register
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from handlers.tasks.showing import or_as_it_is, or_over, show, show_card
from services import tasks
from services.forms import Draft


def ask_day(turn: Turn, press: PutOff) -> None:
    """Ask until when a household waits."""

    def act() -> None:
        show(turn, tasks.days_to_choose(turn.work, press.task_id))

    or_as_it_is(turn, press.task_id, act)


def put_off(turn: Turn, press: PutOffUntil) -> None:
    """Put a household off until a day, or ask for one."""

    def act() -> None:
        if not press.day:
            tasks.to_put_off(turn.work, press.task_id)
            begin(turn, "task_later", subject=str(press.task_id), restart=True)
            return
        _put_off(turn, press.task_id, press.day)

    or_as_it_is(turn, press.task_id, act)


def _put_off(turn: Turn, task_id: int, day: str) -> None:
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise NotAhead from None
    tasks.put_off(turn.work, task_id, until)
    turn.toast(say(N_("⏰ Put off until {day}."), day=until))
    show_card(turn, task_id, is_look=False)


def _later_form(turn: Turn, draft: Draft) -> Form:
    return later_form(turn.today, tasks.to_put_off(turn.work, int(draft.subject)))


def _day_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    task_id = int(draft.subject)
    or_over(turn, task_id, lambda: _put_off(turn, task_id, answers["day"]))


register(Conversation("task_later", Action.WORK_HOUSEHOLD, _later_form, _day_given))

ROUTES: list[Route] = [
    Press(PutOff, Action.WORK_HOUSEHOLD, ask_day),
    Press(PutOffUntil, Action.WORK_HOUSEHOLD, put_off),
]
