"""Every route in order: the first that fits an update takes it."""

from telegram.ext import filters

from domain.access import Action
from domain.text import N_, say
from handlers.route import Command, Route, Says
from handlers.turn import Turn


def start(turn: Turn, words: str) -> None:
    turn.say(say(N_("Welcome")))


def echo(turn: Turn) -> None:
    turn.say(say("{x}", x=turn.words))


ROUTES: list[Route] = [Command("start", Action.TALK, start), Says(filters.TEXT, Action.TALK, echo)]
