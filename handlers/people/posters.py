"""The poster of a unit: the newest one counts, whoever follows it and whenever, and what was chosen before is asked."""

from __future__ import annotations

from domain.forms import found_name, looked_up
from domain.people.buttons import StayHere, TakeUnit
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Refusal, paragraphs, say
from handlers.forms import Running, begin, continue_key, running_if_open, show_again
from handlers.menu.menu import go_key, menu_key, menu_keys
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import forms as drafts
from services import people


def follow_poster(turn: Turn, code: str) -> bool:
    """Take the unit of a poster for a registration; tell whether a question was asked that comes first."""
    try:
        unit = people.unit_of_poster(turn.session, code)
    except Refusal as unknown:
        turn.say(unknown.said)
        return False
    if turn.actor.on_record:
        return _asked_whether_moved(turn, unit)
    people.remember_unit(turn.work, unit.id)
    run = _registering(turn)
    chosen = run.state.answers.get("unit") if run is not None else None
    if run is None or (chosen and chosen["id"] == unit.id):
        return False
    if chosen:
        _ask_which(turn, run, found_name(chosen), unit)
    else:
        begin(turn, "registration", restart=True)
    return True


def _registering(turn: Turn) -> Running | None:
    draft = drafts.find(turn.work, "registration")
    return running_if_open(turn, draft) if draft is not None else None


def _ask_which(turn: Turn, run: Running, before: str, unit: people.UnitView) -> None:
    source = N_("This poster is of <b>{unit}</b>. In your registration you chose {before}. Which one is yours?")
    keys = (
        (key(say(N_("{unit}"), unit=unit.name), TakeUnit(unit.id)),),
        (continue_key(run.draft, say(N_("{unit}"), unit=before)),),
    )
    turn.show(say(source, unit=unit.name, before=before), keys)


def take_unit(turn: Turn, press: TakeUnit) -> None:
    """The unit of the poster it is; the other answers stay."""
    run, unit = _registering(turn), people.remembered_unit(turn.work)
    if run is None or unit is None or unit.id != press.unit_id:
        turn.toast(say(N_("This poster does not count any more. Please scan that of your unit again.")), alert=True)
        return
    answers = {**run.state.answers, "unit": looked_up(unit.id, unit.name)}
    begin(turn, "registration", prefill=answers, restart=True)


def _asked_whether_moved(turn: Turn, unit: people.UnitView) -> bool:
    kept = people.registered(turn.work)
    if kept is None or kept.unit == unit.name:
        return False
    text = paragraphs(
        say(N_("This poster is of <b>{unit}</b>. You are registered with {before}."), unit=unit.name, before=kept.unit),
        say(
            N_(
                "Have you moved there? Then change your unit under “My file”; a colleague confirms it, and your file "
                "and your officer follow."
            )
        ),
    )
    stay = key(say(N_("No, I am still with my unit")), StayHere())
    turn.show(text, ((go_key("file", say(N_("Yes, I have moved"))),), (stay,), (menu_key(),)))
    return True


def stay_here(turn: Turn, _press: StayHere) -> None:
    """Nobody has moved: everything stays, and the question that was open is asked again."""
    draft = drafts.active(turn.work)
    run = running_if_open(turn, draft) if draft is not None else None
    kept = people.registered(turn.work)
    stays = say(N_("All right, you stay with {unit}."), unit=kept.unit if kept is not None else "-")
    turn.show(stays, () if run is not None else menu_keys(turn))
    if run is not None:
        show_again(run, say(N_("Your form goes on here:")))


ROUTES: list[Route] = [Press(TakeUnit, Action.REGISTER, take_unit), Press(StayHere, Action.TALK, stay_here)]
