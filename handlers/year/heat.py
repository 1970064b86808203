"""/heat: administrators warn of a hot day; workers get the advice of the policy, officers an extra round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.text import N_, Arg, Joined, Nn_, Refusal, Text, lines, paragraphs, say, say_many
from domain.year.questions import EVERYWHERE, heat_form
from handlers.forms import Conversation, Preview, begin, register
from handlers.menu.menu import Entry, entry, menu_key
from handlers.people.registration import find_units
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import year
from services.forms import Draft

FORM = heat_form()


def heat(turn: Turn) -> None:
    """Ask how hot it gets; a warning that was begun before is of another day."""
    year.heat_rules(turn.house)
    begin(turn, "heat", restart=True)


def _form(_turn: Turn, _draft: Draft) -> Form:
    return FORM


def _unit_id(answers: Mapping[str, Any]) -> int | None:
    return None if answers["area"] == EVERYWHERE else int(answers["unit"]["id"])


def _preview(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> Preview:
    """Show the advice and who gets it, or why there is nothing to send."""
    try:
        warning = year.consider(turn.work, answers["degrees"], _unit_id(answers))
    except Refusal as refusal:
        return Preview(refusal.said, ready=False)
    head = say(N_("<b>{area}: {degrees} °C</b>"), degrees=warning.degrees, area=_area(warning))
    advice = lines(say(N_("This is what they read:")), warning.level.advice)
    return Preview(paragraphs(head, advice, _who_gets_it(warning)))


def _area(warning: year.HeatWarning) -> Arg:
    return warning.unit.name if warning.unit is not None else Text(N_("The whole union"))


def _who_gets_it(warning: year.HeatWarning) -> Joined:
    households = Nn_(
        "{count} household has somebody who works in the heat; it goes to those the bot can reach.",
        "{count} households have somebody who works in the heat; it goes to those the bot can reach.",
    )
    return lines(say_many(*households, warning.households), *_officers(warning))


def _officers(warning: year.HeatWarning) -> list[Text]:
    if warning.campaign_id is None:
        return [say(N_("No season is running that covers this, so case officers are not asked to check on anybody."))]
    officers = Nn_(
        "{count} case officer is asked to check on those of their households today.",
        "{count} case officers are asked to check on those of their households today.",
    )
    told = [say_many(*officers, len(warning.to_check))] if warning.to_check else []
    if warning.unowned:
        alone = Nn_(
            "{count} of the households has no case officer. /households",
            "{count} of the households have no case officer. /households",
        )
        told.append(say_many(*alone, warning.unowned))
    return told


def _confirmed(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    warning = year.warn(turn.work, answers["degrees"], _unit_id(answers))
    head = say(
        N_("The heat warning is on its way. {area}: {degrees} °C."), degrees=warning.degrees, area=_area(warning)
    )
    turn.show(paragraphs(head, _who_gets_it(warning)), ((menu_key(),),))


register(
    Conversation(
        key="heat", access=Action.WARN_OF_HEAT, build=_form, complete=_confirmed, lookup=find_units, preview=_preview
    )
)

ROUTES: list[Route] = [
    entry(
        Entry(
            command="heat",
            label=say(N_("🌡 Heat warning")),
            help=say(N_("administrators: warn of a hot day")),
            access=Action.WARN_OF_HEAT,
            function=heat,
            order=72,
            listed=False,
        )
    ),
]
