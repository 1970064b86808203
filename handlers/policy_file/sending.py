"""A new policy from the chat: an administrator sends the file, reads what it would change, and says from when on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.text import N_, Refusal, say
from domain.policy_file.buttons import Deed, DoWithSent, NewPolicy, Part, SentShown
from domain.policy_file.questions import policy_day_form, policy_file_form
from handlers.forms import Conversation, begin, register
from handlers.menu.refusing import refuse
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import policy_file
from services.forms import Draft
from services.platform.undo import undone_when_refused


def new_policy(turn: Turn, press: NewPolicy) -> None:
    """Ask for the file."""
    begin(turn, "policy_file", restart=True, below=True)


def _file_given(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    policy_file.keep_file(turn.work, answers["file"])
    turn.show(say(N_("Thank you. I read the policy now and tell you here what I found; nothing changes by that yet.")))


def show_sent(turn: Turn, press: SentShown) -> None:
    """Show a policy that was sent, or a page of one of its lists."""
    _show(turn, press.sent_id, press.part, press.page)


def _show(turn: Turn, sent_id: int, part: Part = Part.CARD, page: int = 0) -> None:
    shown = policy_file.shown(turn.work, sent_id, part, page)
    if shown.attachment is not None:
        turn.say(shown.text, attachment=shown.attachment)
    else:
        turn.show(shown.text, shown.keys)


def do(turn: Turn, press: DoWithSent) -> None:
    """Do what a button says; when the policy has moved on meanwhile, say so and show where it stands."""
    if press.deed is Deed.ON_A_DAY:
        policy_file.check_day(turn.work, press.sent_id)
        begin(turn, "policy_day", subject=str(press.sent_id), restart=True, below=True)
        return
    try:
        with undone_when_refused(turn.session):
            DEEDS[press.deed](turn, press.sent_id)
    except Refusal as refusal:
        refuse(turn, refusal)
    _show(turn, press.sent_id)


def _now(turn: Turn, sent_id: int) -> None:
    policy_file.propose(turn.work, sent_id, None)


def _confirm(turn: Turn, sent_id: int) -> None:
    policy_file.confirm(turn.work, sent_id)
    turn.toast(say(N_("Thank you, it is confirmed.")))


def _call_off(turn: Turn, sent_id: int) -> None:
    policy_file.call_off(turn.work, sent_id)


def _again(turn: Turn, sent_id: int) -> None:
    policy_file.look_again(turn.work, sent_id)


DEEDS = {Deed.NOW: _now, Deed.CONFIRM: _confirm, Deed.CALL_OFF: _call_off, Deed.AGAIN: _again}


def _day_form(turn: Turn, _draft: Draft) -> Form:
    return policy_day_form(turn.work.today)


def _day_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    sent_id = int(draft.subject)
    policy_file.propose(turn.work, sent_id, date.fromisoformat(answers["day"]))
    _show(turn, sent_id)


register(Conversation("policy_file", Action.INSTALL_POLICY, lambda _turn, _draft: policy_file_form(), _file_given))
register(Conversation("policy_day", Action.INSTALL_POLICY, _day_form, _day_given))

ROUTES: list[Route] = [
    Press(NewPolicy, Action.INSTALL_POLICY, new_policy),
    Press(SentShown, Action.INSTALL_POLICY, show_sent),
    Press(DoWithSent, Action.INSTALL_POLICY, do),
]
