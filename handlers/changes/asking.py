"""The conversation about one change: the form's own question, what has happened, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.cases.buttons import ChangeFromCase, OpenCase
from domain.changes.change import What, shows_number
from domain.forms import Form
from domain.households.buttons import ChangeFile, OpenHousehold
from domain.platform.access import Action, NotForYou
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.policy.questions import TAKEN_OUT
from handlers.forms import Conversation, begin, register, unfinished_keys
from handlers.menu.menu import go_key, menu_key
from handlers.people.registration import find_units
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import changes
from services.forms import Draft

KEY, OWN_KEY = "change", "own_change"

WaysBack = Callable[[Turn, changes.Wanted], Keys]
_ways_back: list[WaysBack] = []


def leads_back(way: WaysBack) -> None:
    """Let a change that was told lead back to what it was told in the midst of."""
    _ways_back.append(way)


def _back(turn: Turn, wanted: changes.Wanted) -> Keys:
    return tuple(row for way in _ways_back for row in way(turn, wanted))


def ask(turn: Turn, wanted: changes.Wanted) -> None:
    """Begin to ask for a change."""
    one = changes.pinned(turn.work, wanted)  # refused here rather than in a form that cannot be shown
    subject = (
        f"{one.household_id or ''}:{one.what.value}:{one.field}:{one.index}:{one.whom}:{one.case_id or ''}:{one.event}"
    )
    begin(turn, OWN_KEY if wanted.is_own else KEY, subject=subject, restart=True, below=True)


def _wanted(draft: Draft) -> changes.Wanted:
    household, what, field, index, whom, *more = draft.subject.split(":")  # forms begun before name no case, or event
    case_id, event = int(more[0]) if more and more[0] else None, more[1] if len(more) > 1 else ""
    return changes.Wanted(int(household) if household else None, What(what), field, int(index), whom, case_id, event)


def _form(turn: Turn, draft: Draft) -> Form:
    return changes.wanted(turn.work, _wanted(draft))


def _given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    wanted = _wanted(draft)
    if wanted.is_own:
        raise NotForYou
    number = changes.propose(turn.work, wanted, answers)
    said = say(
        N_("Thank you. A colleague looks at change {id} now, and I tell you here what comes of it."), id=str(number)
    )
    text = paragraphs(said, _taken_out(wanted))
    turn.show(text, (*_back(turn, wanted), *_ways_on(wanted)))


def _ways_on(wanted: changes.Wanted) -> Keys:
    more, household = say(N_("Change something else")), say(N_("Open the household"))
    if wanted.case_id is not None:
        return ((key(more, ChangeFromCase(wanted.case_id)),), (key(say(N_("Open")), OpenCase(wanted.case_id)),))
    assert wanted.household_id is not None, "an officer changes a household, or from a case"
    return (
        (key(more, ChangeFile(wanted.household_id, 0)),),
        (key(household, OpenHousehold(wanted.household_id)),),
    )


def _own_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    wanted = _wanted(draft)
    changes.propose(turn.work, wanted, answers)
    text = paragraphs(
        say(N_("Thank you. An officer looks at it now, and I tell you here what comes of it.")),
        say(N_("Until it is confirmed, everything stays as it was.")),
        _taken_out(wanted),
    )
    turn.show(text, (*_back(turn, wanted), *unfinished_keys(turn), (go_key("file"), menu_key())))


def _taken_out(wanted: changes.Wanted) -> Sayable | None:
    return TAKEN_OUT if shows_number(wanted.what, wanted.field) else None


register(
    Conversation(
        KEY, Action.CHANGE_HOUSEHOLD, _form, _given, lookup=find_units, name=say(N_("the change of a household's file"))
    )
)
register(
    Conversation(
        OWN_KEY, Action.CHANGE_OWN_FILE, _form, _own_given, lookup=find_units, sensitive=True,
        name=say(N_("the change of your file")),
    )
)  # fmt: skip

ROUTES: list[Route] = []  # everything here happens in a form
