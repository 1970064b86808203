"""Somebody has another Telegram account: they ask for what they had, officers see them and confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.claims.buttons import CheckMove, ConfirmMove, NotMe, OpenMove, RefuseMove, SayOtherwise
from domain.claims.moves import MoveOver, SeenAlready, account_move_form
from domain.forms import Form, FormState
from domain.people.buttons import AskForALook
from domain.platform.access import Action, NotForYou
from domain.platform.messages import key
from domain.platform.text import N_, Sayable, say
from handlers.forms import Conversation, begin, continue_key, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import claims, forms
from services.forms import Draft

KEY = "account_move"
ASKED_FOR = ("name", "phone", "resident_id", "unit")


def ask(turn: Turn, _press: AskForALook) -> None:
    """Somebody whose registration a colleague has to look at asks for that; what they typed is kept."""
    draft = forms.find(turn.work, "registration")
    answers = FormState.from_json(draft.state).answers if draft is not None else {}
    if draft is None or any(not answers.get(name) for name in ASKED_FOR):
        turn.show(
            say(N_("Please register first; what you type there is what a colleague looks at.")), ((go_key("start"),),)
        )
        return
    until = claims.ask_move(turn.work, answers)
    text = say(
        N_(
            "A colleague of your union is asked, and will want to see you in person with your identity card; you hear "
            "of it here by {day} at the latest. If a digit is wrong after all, change it: your form is kept."
        ),
        day=until,
    )
    turn.show(text, ((continue_key(draft, say(N_("Change something"))),), (menu_key(),)))


def not_me(turn: Turn, press: NotMe) -> None:
    """The account of before says that it was not them."""
    _told(turn, claims.not_me(turn.work, press.move_id))


def _told(turn: Turn, said: Sayable) -> None:
    """Say it on the button, and under it: the message that was put before somebody says itself how it ended."""
    turn.toast(said, alert=True)
    turn.show(said)


def listed(turn: Turn) -> None:
    """List what waits for this officer."""
    moving, denied = claims.moves_waiting(turn.work), claims.answered_accounts(turn.work)
    keys = (
        *((key(title, OpenMove(move_id)),) for move_id, title in moving),
        *((key(title, SayOtherwise(account_id)),) for account_id, title in denied),
    )
    told = N_("<b>Accounts</b>: who asks to have what was registered at an old one, and which were said not to be "
              "those of members of your households.")  # fmt: skip
    turn.show(say(told if keys else N_("Nothing about an account waits for you.")), (*keys, (menu_key(),)))


def open_move(turn: Turn, press: OpenMove) -> None:
    """Show one request."""
    message = claims.look_at_move(turn.work, press.move_id)
    turn.show(message.text, message.keys)


def check(turn: Turn, press: CheckMove) -> None:
    """An officer has seen them: asked what was looked at."""
    claims.check_may_check_move(turn.work, press.move_id)
    begin(turn, KEY, subject=str(press.move_id), restart=True, below=True)


def _form(_turn: Turn, draft: Draft) -> Form:
    return account_move_form(draft.subject)


def _seen(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        return claims.check_move(turn.work, int(draft.subject), answers["looked_at"])

    finish(turn, act, (MoveOver, SeenAlready, NotForYou))


def confirm(turn: Turn, press: ConfirmMove) -> None:
    """A second officer confirms it."""
    _told(turn, claims.confirm_move(turn.work, press.move_id))


def refuse(turn: Turn, press: RefuseMove) -> None:
    """An officer says that it is not them."""
    _told(turn, claims.refuse_move(turn.work, press.move_id))


register(Conversation(KEY, Action.MOVE_ACCOUNT, _form, _seen, name=say(N_("what you looked at with somebody"))))

ROUTES: list[Route] = [
    entry(
        Entry(
            "accounts", say(N_("Accounts")), say(N_("officers: who has another Telegram account, and whose one is")),
            Action.MOVE_ACCOUNT, listed, 65, listed=False, in_menu=False,
        )
    ),
    Press(AskForALook, Action.REGISTER, ask),
    Press(NotMe, Action.STOP_OWN_CASE, not_me),
    Press(OpenMove, Action.MOVE_ACCOUNT, open_move),
    Press(CheckMove, Action.MOVE_ACCOUNT, check),
    Press(ConfirmMove, Action.MOVE_ACCOUNT, confirm),
    Press(RefuseMove, Action.MOVE_ACCOUNT, refuse),
]  # fmt: skip
