"""Registration: the unit, the real name, the phone and the resident id of a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.forms import Form, found_name, looked_up
from domain.people.buttons import AskForALook
from domain.people.questions import registration_form
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Refusal, lines, paragraphs, say
from handlers.forms import Conversation, register
from handlers.menu.menu import go_key, menu_key
from handlers.people.welcome import follow_kept_link
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import people
from services.forms import Draft

FORM = registration_form()


def _form(_turn: Turn, _draft: Draft) -> Form:
    return FORM


def _known(turn: Turn, _subject: str) -> Mapping[str, Any]:
    """The unit of the poster through which somebody came need not be asked."""
    unit = people.remembered_unit(turn.work)
    return {"unit": looked_up(unit.id, unit.name)} if unit else {}


def find_units(turn: Turn, _kind: str, query: str) -> Sequence[tuple[int | str, str]]:
    """Look units up by a part of their name."""
    return [(unit.id, unit.name) for unit in people.find_units(turn.session, query)]


def units_instead(turn: Turn) -> Sequence[tuple[int | str, str]]:
    """Return who takes somebody in whose unit is not here, or who has none."""
    return [(unit.id, unit.name) for unit in people.units_instead(turn.session)]


NEXT = say(
    N_("If you are in difficulty, the report comes next. It takes about ten minutes, and you can stop any time.")
)


def _registered(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    kept = people.register(turn.work, answers)
    turn.stand_anew()
    text = paragraphs(
        say(N_("You are registered.")),
        lines(
            say(N_("Name: {name}"), name=kept.name),
            say(N_("Id number: {number}"), number=kept.resident_id),
            say(N_("Phone: {number}"), number=kept.phone),
            say(N_("Unit: {unit}"), unit=found_name(answers["unit"])),
        ),
        NEXT,
    )
    if typed := answers["unit"].get("instead_of"):
        people.tell_taken_in(turn.work, int(answers["unit"]["id"]), str(typed))
    turn.show(text, ((go_key("report"),), (menu_key(),)))
    follow_kept_link(turn)


def _refused(turn: Turn, answers: Mapping[str, Any], refusal: Refusal) -> Keys:
    """Count who has to be looked at, and offer to ask for it."""
    if not isinstance(refusal, people.NeedsALook):
        return ()
    people.count_try(turn.work, answers)
    return ((key(say(N_("Ask a colleague to look at it")), AskForALook()),),)


register(
    Conversation(
        key="registration",
        name=say(N_("your registration")),
        access=Action.REGISTER,
        build=_form,
        complete=_registered,
        lookup=find_units,
        instead=units_instead,
        prefill=_known,
        refused=_refused,
    )
)


ROUTES: list[Route] = []  # everything here happens in a form
