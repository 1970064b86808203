"""The language of everything that the bot tells a person, changed at any time."""

from __future__ import annotations

from domain.people.buttons import SpeakLanguage
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import LOCALES, N_, NAMES, lines, say
from handlers.menu.menu import Entry, commands, entry, menu_key, menu_keys
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.people import people


def language_row(then: str) -> tuple[Key, ...]:
    """Return one key for each language, each named in itself."""
    return tuple(key(lines(NAMES[locale]), SpeakLanguage(locale, then)) for locale in LOCALES)


def choose(turn: Turn) -> None:
    """Ask for the language."""
    keys: Keys = (*((one,) for one in language_row("menu")), (menu_key(),))
    turn.show(say(N_("Which language would you like?")), keys)


def chosen(turn: Turn, press: SpeakLanguage) -> None:
    """A press on a language."""
    from handlers.people.start import welcome

    people.set_locale(turn.person, press.locale)
    turn.set_commands(commands())
    if press.then == "welcome" and not turn.actor.consented:
        welcome(turn)
        return
    turn.show(say(N_("The language is changed. What would you like to do?")), menu_keys(turn))


ROUTES: list[Route] = [
    entry(Entry("language", say(N_("🌐 Language")), say(N_("中文 / English")), Action.TALK, choose, 82)),
    Press(SpeakLanguage, Action.TALK, chosen),
]
