"""Words of danger, heard before a command, a form or anything else takes them."""

from __future__ import annotations

from domain.platform.access import Action
from domain.requests import words
from domain.requests.buttons import AlarmRead, AllRight
from domain.requests.danger import danger_in
from handlers.forms import running_if_open, show_again
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import forms, requests


def heard(turn: Turn) -> bool:
    """Answer words of danger with the numbers to call, and tell somebody; say whether there were any.

    An open form waits, and its question is shown again. It asks for no registration, no consent and no right.
    """
    said = _said(turn)
    kind = danger_in(said, turn.house.policies.current.danger) if said else None
    if kind is None:
        return False
    draft = forms.active(turn.work)
    run = running_if_open(turn, draft) if draft is not None else None
    message = requests.hear(turn.work, kind, said, may_be_answer=run is not None)
    if message is None:
        return False
    turn.say(message.text, message.keys)
    if run is not None:
        show_again(run, words.FORM_WAITS)
    return True


def _said(turn: Turn) -> str:
    message = turn.update.message or turn.update.edited_message
    return (message.text or message.caption or "") if message is not None else ""


def confirmed(turn: Turn, press: AlarmRead) -> None:
    """Somebody who was told takes care."""
    message = requests.confirm(turn.work, press.alarm_id)
    turn.show(message.text, message.keys)


def all_right(turn: Turn, press: AllRight) -> None:
    """Whoever wrote it is all right."""
    requests.all_right(turn.work, press.alarm_id)
    turn.say(words.GLAD)  # below: the numbers to call stay in the chat


ROUTES: list[Route] = [
    Press(AlarmRead, Action.TALK, confirmed),
    Press(AllRight, Action.TALK, all_right),
]
