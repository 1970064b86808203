"""/plan: the worker reads the plan of their household as a way with dates, agrees, or wishes something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.plans import words
from domain.plans.buttons import AgreeToPlan, OwnPicture, WishOtherwise
from domain.plans.questions import plan_wish_form
from domain.platform.access import Action
from domain.platform.messages import Attachment, Keys, key
from domain.platform.text import N_, say
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.plans.picture import picture_of
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import plans
from services.forms import Draft

NONE = say(
    N_(
        "There is no plan for your household yet. Once you are on file, your case officer makes one with you: a goal, "
        "what is done, by whom and until when."
    )
)


def show_own(turn: Turn) -> None:
    """Show the plan of the worker's household."""
    found = plans.own(turn.work)
    if found is None:
        turn.show(NONE, ((go_key("officer"), menu_key()),))
        return
    plan, is_head = found
    answers: Keys = words.answers(plan) if is_head else ()
    picture = (key(say(N_("🖼 As a picture")), OwnPicture()), go_key("officer"))
    turn.show(words.own(plan), (*answers, picture, (menu_key(),)))


def agree(turn: Turn, press: AgreeToPlan) -> None:
    """The worker agrees."""
    plans.agree(turn.work, press.plan_id, press.version)
    turn.toast(say(N_("Thank you. Your case officer hears that you agree.")), alert=True)
    show_own(turn)


def wish(turn: Turn, press: WishOtherwise) -> None:
    """The worker wishes something else."""
    plans.check_may_wish(turn.work, press.plan_id)
    begin(turn, "plan_wish", subject=str(press.plan_id), restart=True, below=True)


def _wish_form(turn: Turn, draft: Draft) -> Form:
    plans.check_may_wish(turn.work, int(draft.subject))
    return plan_wish_form()


def _wished(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    plans.wish(turn.work, int(draft.subject), answers["words"])
    turn.say(say(N_("Your case officer reads it, changes the plan and shows it to you anew.")), ((words.SEE_OWN,),))


def picture(turn: Turn, _press: OwnPicture) -> None:
    """Send the plan as a picture."""
    found = plans.own(turn.work)
    if found is None:
        turn.say(NONE)
        return
    drawing = Attachment(drawing=picture_of(found[0], turn.today))
    turn.say(say(N_("Your household's plan")), ((words.SEE_OWN,),), attachment=drawing)


register(
    Conversation("plan_wish", Action.CHANGE_OWN_FILE, _wish_form, _wished, name=say(N_("what you wish in the plan")))
)

ROUTES: list[Route] = [
    entry(
        Entry(
            "plan", say(N_("📋 Our plan")), say(N_("what is done for your household, by whom and until when")),
            Action.SEE_OWN_FILE, show_own, 33, in_menu=False,
        )
    ),
    Press(AgreeToPlan, Action.CHANGE_OWN_FILE, agree),
    Press(WishOtherwise, Action.CHANGE_OWN_FILE, wish),
    Press(OwnPicture, Action.SEE_OWN_FILE, picture),
]  # fmt: skip
