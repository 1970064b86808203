"""/recheck: leaders see who has answered the yearly re-check and who has not, case officers their own households."""

from __future__ import annotations

from domain.households.buttons import OpenHousehold
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from domain.rechecks.buttons import RecheckMine, RecheckPicture
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import rechecks
from services.rechecks import Line, Picture

A_PAGE = 8
MOST_UNITS = 20


def recheck(turn: Turn) -> None:
    """Show the newest re-check below all that somebody covers."""
    _show(turn, RecheckPicture(0, 0))


def open_picture(turn: Turn, press: RecheckPicture) -> None:
    """Show it below one unit."""
    _show(turn, press)


def _show(turn: Turn, press: RecheckPicture) -> None:
    shown = rechecks.picture(turn.work, press.unit_id)
    units = tuple((key(_unit(name, answered, asked), RecheckPicture(unit_id, 0)),)
                  for unit_id, name, answered, asked in shown.units[:MOST_UNITS])  # fmt: skip
    households = page_of(shown.missing, press.page, A_PAGE).keys(_key, lambda page: RecheckPicture(shown.unit_id, page))
    above: Keys = ((key(say(N_("‹ Overview")), RecheckPicture(shown.above_id, 0)),),) if shown.above_id else ()
    turn.show(_in_words(shown), (*units, *households, *above, (menu_key(),)))


def _unit(name: object, answered: int, asked: int) -> Sayable:
    return lines(str(name), f"{answered}/{asked}", between=" · ")


def _in_words(shown: Picture) -> Sayable:
    days = N_("It is over since {day}.") if shown.is_over else N_("It can be answered until {day}.")
    share = round(100 * shown.answered / shown.asked) if shown.asked else 0
    return paragraphs(
        say(N_("<b>Yearly re-check {year}</b>: {unit}"), year=str(shown.year), unit=shown.unit),
        lines(
            say(N_("Asked: {count}"), count=shown.asked),
            say(N_("✅ answered: {count} ({share}%)"), count=shown.answered, share=share),
            say(N_("⬜ not answered: {count}"), count=shown.asked - shown.answered),
            say(days, day=shown.until),
        ),
        say(N_("Who has not answered stands below; ⏸ means that the file rests.")) if shown.missing else None,
    )


def _key(one: Line) -> Key:
    mark = "⏸" if one.rests else "⬜"
    return key(lines(lines(mark, one.name, between=" "), one.number, between=" · "), OpenHousehold(one.household_id))


def mine(turn: Turn, press: RecheckMine) -> None:
    """Show a case officer which of their households have not answered."""
    found = rechecks.mine(turn.work)
    if not found:
        turn.show(say(N_("All of your households have answered the yearly re-check.")), ((menu_key(),),))
        return
    text = say(
        N_("Households of yours that have not answered the yearly re-check. You can answer it with them: open one.")
    )
    turn.show(text, (*page_of(found, press.page, A_PAGE).keys(_key, RecheckMine), (menu_key(),)))


ROUTES: list[Route] = [
    entry(
        Entry(
            "recheck", say(N_("🗓 Yearly re-check")), say(N_("leaders, auditors: who has answered the yearly re-check")),
            Action.SEE_SEASON, recheck, 67, listed=False, in_menu=False,
        )
    ),
    Press(RecheckPicture, Action.SEE_SEASON, open_picture),
    Press(RecheckMine, Action.CHANGE_HOUSEHOLD, mine),
]  # fmt: skip
