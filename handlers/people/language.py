"""The language of everything that the bot tells a person, changed at any time."""

from __future__ import annotations

from domain.people.buttons import SpeakLanguage
from domain.platform.access import Action
from domain.platform.messages import Keys
from domain.platform.text import N_, say
from handlers.menu.menu import Entry, commands, entry, menu_key, menu_keys
from handlers.people.welcome import welcome
from handlers.people.words import language_row
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import people


def choose(turn: Turn) -> None:
    """Ask for the language."""
    keys: Keys = (*((one,) for one in language_row("menu")), (menu_key(),))
    turn.show(say(N_("Which language would you like?")), keys)


def chosen(turn: Turn, press: SpeakLanguage) -> None:
    """A press on a language; that of the one that is on changes nothing."""
    if press.locale == turn.person.locale:
        turn.toast(say(N_("This language is on already.")))
        return
    people.set_locale(turn.work, press.locale)
    turn.set_commands(commands())
    if press.then == "welcome" and not turn.actor.consented:
        welcome(turn)
        return
    turn.show(say(N_("The language is changed. What would you like to do?")), menu_keys(turn))


ROUTES: list[Route] = [
    entry(Entry("language", say(N_("🌐 Language")), say(N_("中文 / English")), Action.TALK, choose, 82)),
    Press(SpeakLanguage, Action.TALK, chosen),
]
