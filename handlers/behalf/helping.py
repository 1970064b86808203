"""Somebody helps a worker: named by them, asked, ended by either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.behalf.buttons import ActFor, AnswerHelper, NameHelper, TakeHelperBack
from domain.behalf.questions import HELPER, helper_form
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, lines, say
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import behalf
from services.behalf import Helper
from services.forms import Draft

ALL = key(say(N_("‹ Back")), ActFor(0))


def helpers_told(turn: Turn) -> tuple[Sayable | None, Keys]:
    """Return who helps whoever acts, and what they can do about it."""
    found = behalf.helpers(turn.work)
    told = lines(say(N_("<b>Who helps you</b>")), *map(_line, found)) if found else None
    ends = tuple((key(_end(one), TakeHelperBack(one.behalf_id)),) for one in found)
    return told, (*ends, (key(say(N_("👪 Name a helper")), NameHelper()),))


def _line(one: Helper) -> Sayable:
    if not one.has_agreed:
        return say(N_("• asked, no answer yet; until {day}"), day=one.until)
    return say(N_("• {name} until {day}: {may}"), name=one.name, day=one.until, may=_may(one))


def _may(one: Helper) -> Sayable:
    return lines(*(each.label for each in one.may), between="; ")


def _end(one: Helper) -> Sayable:
    return say(N_("End: {name}"), name=one.name) if one.has_agreed else say(N_("End what I asked"))


def name(turn: Turn, press: NameHelper) -> None:
    """Ask whom a worker names, for what and until when."""
    begin(turn, HELPER)


def _named(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    behalf.name_helper(turn.work, answers)
    text = say(N_("If somebody with this number is registered here, I ask them now. You hear of it once they say yes."))
    turn.show(text, ((ALL,), (menu_key(),)))


def answered(turn: Turn, press: AnswerHelper) -> None:
    """Whoever was named says yes or no."""
    if behalf.answer_helper(turn.work, press.behalf_id, agrees=bool(press.agrees)):
        way = key(say(N_("✍️ Act for somebody")), ActFor(press.behalf_id))
        turn.show(say(N_("Thank you. What you may do for them is here:")), ((way,),))
    else:
        turn.show(say(N_("All right, you do not help. They do not hear of it.")), ((menu_key(),),))


def taken_back(turn: Turn, press: TakeHelperBack) -> None:
    """A worker ends it."""
    behalf.take_helper_back(turn.work, press.behalf_id)
    turn.show(say(N_("It has ended. They see and do nothing of yours any more.")), ((ALL,), (menu_key(),)))


register(
    Conversation(
        key=HELPER, name=say(N_("who helps you")), access=Action.ACT_FOR, build=lambda _turn, _draft: helper_form(),
        complete=_named,
    )
)  # fmt: skip

ROUTES: list[Route] = [
    Press(NameHelper, Action.ACT_FOR, name),
    Press(AnswerHelper, Action.ACT_FOR, answered),
    Press(TakeHelperBack, Action.ACT_FOR, taken_back),
]
