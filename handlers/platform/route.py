"""Routes: what an update must look like, who may send it, and the function that takes it."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import Application, BaseHandler
from telegram.ext.filters import BaseFilter

from domain.platform.access import Action
from domain.platform.buttons import Button, decode, parted
from handlers.platform.turn import Turn

TURN = "turn"  # under this name the desk leaves the turn in PTB's `bot_data` while an update is handled


def is_from_a_person(update: Update) -> bool:
    """A person in their own chat. Groups, the anonymous administrators of one, and other bots are not spoken to.

    A message of a group carries a number that another message has in a private chat: it must not be acted upon.
    """
    user, chat = update.effective_user, update.effective_chat
    return user is not None and not user.is_bot and chat is not None and chat.type == ChatType.PRIVATE


def has_words_as_text(update: Update) -> bool:
    """Say whether what is said or pressed is text; the library takes whatever a server sends."""
    message, press = update.effective_message, update.callback_query
    said = (getattr(message, "text", None), getattr(message, "caption", None), press.data if press else None)
    return all(one is None or isinstance(one, str) for one in said)


class Route(BaseHandler[Update, Any, None]):
    """Base of the routes: checks access, calls the function, and answers the press if the function did not."""

    def __init__(self, access: Action, function: Callable[..., None]) -> None:
        super().__init__(self._callback)
        self.access = access
        self.function = function
        self.about: object = None  # see `about`; None for a route that an update of any kind may fit

    async def _callback(self, update: Update, context: Any) -> None:
        """PTB asks for a callback; the work is done in `handle_update`."""

    @abstractmethod
    def check_update(self, update: object) -> object:
        """Return something true for an update of this route (PTB's contract)."""

    async def handle_update(
        self, update: Update, application: Application[Any, Any, Any, Any, Any, Any], check_result: object, context: Any
    ) -> None:
        turn: Turn = application.bot_data[TURN]
        if update.callback_query is not None and (behalf := parted(update.callback_query.data or "")[0]):
            turn = turn.on_behalf(behalf)
        turn.require(self.access)
        self.call(turn, check_result)
        turn.toast()
        turn.forget_numbers()

    def call(self, turn: Turn, check_result: object) -> None:
        self.function(turn)


class Command(Route):
    """A command such as /report, with or without the bot's name behind it; what follows is passed on as typed."""

    def __init__(self, name: str, access: Action, function: Callable[[Turn, str], None]) -> None:
        super().__init__(access, function)
        self.about = self.name = name

    def check_update(self, update: object) -> object:
        if not isinstance(update, Update) or update.message is None or about(update) != self.name:
            return None
        return ((update.message.text or "").partition(" ")[2].strip(),)

    def call(self, turn: Turn, check_result: object) -> None:
        assert isinstance(check_result, tuple)
        self.function(turn, check_result[0])


class Press(Route):
    """A press on a button of one kind; the function gets the button read back."""

    def __init__(self, button: type[Button], access: Action, function: Callable[[Turn, Any], None]) -> None:
        super().__init__(access, function)
        self.about = self.button = button

    def check_update(self, update: object) -> object:
        if not isinstance(update, Update) or update.callback_query is None:
            return None
        pressed = decode(parted(update.callback_query.data or "")[1])
        return (pressed,) if isinstance(pressed, self.button) else None

    def call(self, turn: Turn, check_result: object) -> None:
        assert isinstance(check_result, tuple)
        self.function(turn, check_result[0])


class Says(Route):
    """A message that a PTB filter lets through."""

    def __init__(self, filters: BaseFilter, access: Action, function: Callable[[Turn], None]) -> None:
        super().__init__(access, function)
        self.filters = filters

    def check_update(self, update: object) -> object:
        return isinstance(update, Update) and bool(self.filters.check_update(update))


class Routes(BaseHandler[Update, Any, None]):
    """All routes as one handler: the first that fits takes an update, as PTB does it with many.

    There are more than a hundred and fifty; a command or a button asks only those that can be about it. What `first`
    takes comes to no route, whatever it is.
    """

    def __init__(self, routes: Sequence[Route], first: Callable[[Turn], bool] = lambda _: False) -> None:
        super().__init__(routes[0].callback)
        self._first = first
        self._about_nothing = tuple(route for route in routes if route.about is None)
        self._about: Mapping[object, tuple[Route, ...]] = {
            about: tuple(route for route in routes if route.about in (None, about))
            for about in {route.about for route in routes if route.about is not None}
        }

    def check_update(self, update: object) -> object:
        """Return the first route that fits and what it found."""
        assert isinstance(update, Update)
        for route in self._about.get(about(update), self._about_nothing):
            if found := route.check_update(update):
                return route, found
        return None

    async def handle_update(
        self, update: Update, application: Application[Any, Any, Any, Any, Any, Any], check_result: Any, context: Any
    ) -> None:
        """Let the route do it."""
        turn: Turn = application.bot_data[TURN]
        if self._first(turn):
            turn.forget_numbers()
            return
        route, found = check_result
        await route.handle_update(update, application, found, context)


def about(update: Update) -> object:
    """Return the name of a command, the class of a pressed button, else None."""
    if update.callback_query is not None:
        return type(decode(parted(update.callback_query.data or "")[1]))
    text = (update.message.text or "") if update.message is not None else ""
    return text[1:].partition(" ")[0].partition("@")[0].lower() if text.startswith("/") else None


class Matches(Route):
    """Any update for which a function of its own says so (the last resort for odd kinds of update)."""

    def __init__(self, matches: Callable[[Update], bool], access: Action, function: Callable[[Turn], None]) -> None:
        super().__init__(access, function)
        self.matches = matches

    def check_update(self, update: object) -> object:
        return isinstance(update, Update) and self.matches(update)
