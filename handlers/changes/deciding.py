"""/changes: what is proposed is read with old and new side by side, confirmed, refused or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.changes.buttons import ChangeProof, ConfirmChange, OpenChange, RefuseChange, TakeChangeBack
from domain.changes.change import ChangeOver, ReadsOtherwise
from domain.changes.questions import refusal_form
from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Refusal, Sayable, say
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.office import finish
from handlers.menu.refusing import shown_with
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import changes
from services.forms import Draft
from services.platform import outbox

KEY = "change_refusal"


def listed(turn: Turn) -> None:
    """List what waits for this officer, and what they proposed themselves."""
    found = changes.waiting_for(turn.work)
    if not found:
        turn.show(say(N_("No proposed change waits for you.")), ((menu_key(),),))
        return
    keys = tuple(
        (key(say(N_("{what} (yours)"), what=one.title) if one.mine else one.title, OpenChange(one.change_id)),)
        for one in found
    )
    turn.show(say(N_("<b>Proposed changes</b>: what waits for you, and what you proposed.")), (*keys, (menu_key(),)))


def open_change(turn: Turn, press: OpenChange) -> None:
    """Show one proposal."""
    message = changes.opened(turn.work, press.change_id)
    turn.show(message.text, message.keys)


def _show_anew(turn: Turn, refusal: Refusal) -> None:
    """Show an officer what has changed before they decide."""
    message = changes.opened(turn.work, int(str(refusal.args_given["id"])))
    turn.say(message.text, message.keys)


shown_with(ReadsOtherwise, _show_anew)


def confirm(turn: Turn, press: ConfirmChange) -> None:
    """The second officer says that it is so."""
    message = changes.confirm(turn.work, press.change_id)
    turn.say(message.text, message.keys)
    turn.toast(say(N_("✅ Confirmed.")))


def refuse(turn: Turn, press: RefuseChange) -> None:
    """The second officer says that it is not so: asked why."""
    changes.check_may_refuse(turn.work, press.change_id)
    begin(turn, KEY, subject=str(press.change_id), restart=True, below=True)


def _refusal_form(turn: Turn, draft: Draft) -> Form:
    changes.check_may_refuse(turn.work, int(draft.subject))
    return refusal_form(draft.subject)


def _refused(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        changes.refuse(turn.work, int(draft.subject), answers["reason"])
        return say(N_("Refused. Whoever proposed it reads your reason."))

    finish(turn, act, (ReadsOtherwise, ChangeOver))


def proof(turn: Turn, press: ChangeProof) -> None:
    """Send the photos of the proof."""
    for message in changes.photos(turn.work, press.change_id):
        outbox.put(turn.work, turn.person_id, message, priority=outbox.INTERACTIVE)


def take_back(turn: Turn, press: TakeChangeBack) -> None:
    """Whoever proposed a change takes it back."""
    changes.take_back(turn.work, press.change_id)
    turn.show(say(N_("The proposal is taken back. Everything stays as it was.")), ((menu_key(),),))


register(Conversation(KEY, Action.CONFIRM_CHANGE, _refusal_form, _refused, name=say(N_("the refusal of a change"))))

ROUTES: list[Route] = [
    entry(
        Entry(
            "changes", say(N_("✏️ File changes")), say(N_("officers: changes of files that wait to be confirmed")),
            Action.CONFIRM_CHANGE, listed, 64, listed=False, waiting=lambda turn: len(changes.waiting_for(turn.work)),
        )
    ),
    Press(OpenChange, Action.CONFIRM_CHANGE, open_change),
    Press(ConfirmChange, Action.CONFIRM_CHANGE, confirm),
    Press(RefuseChange, Action.CONFIRM_CHANGE, refuse),
    Press(ChangeProof, Action.CONFIRM_CHANGE, proof),
    Press(TakeChangeBack, Action.FILL_FORM, take_back),
]  # fmt: skip
