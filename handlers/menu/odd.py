"""Whatever fits nothing else: words without a form, stickers, edited messages, old or forged buttons, and blocks."""

from __future__ import annotations

from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import filters

from domain.forms import Attached, Contact
from domain.platform.access import Action
from domain.platform.text import N_, Sayable, say
from handlers.forms import take_edit, take_message
from handlers.menu.menu import menu_key, menu_keys
from handlers.platform.replies import reply_in
from handlers.platform.route import Matches, Route, Says
from handlers.platform.turn import Turn
from services import people

EDITED = say(
    N_(
        "I read a changed message anew only while the form is open in which it was an answer, so nothing was changed. "
        "In an open form, press “‹ Back” or “Change an answer”; what is handed in stands under /cases."
    )
)
PHOTO_OF_OFFICER = say(
    N_(
        "Thank you. I do not know which case or household this belongs to, so nothing was kept. Please open it "
        "(/pending, or send its number), press the button for what it is, such as the visit, and send it then. For a "
        "paper of your own: /cases."
    )
)
GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


def ignore(_turn: Turn) -> None:
    """A pin, a wallpaper, a timer: nobody said anything, so it is no answer to a question."""


def blocked_or_back(turn: Turn) -> None:
    """Somebody blocked the bot, or took it back."""
    change = turn.update.my_chat_member
    if change is not None and change.chat.type == ChatType.PRIVATE:
        people.set_blocked(turn.work, change.new_chat_member.status in GONE)


def edited(turn: Turn) -> None:
    """An edited message changes the answer that it gave; of others it is said that nothing came of it.

    A live place that moves on says nothing.
    """
    message = turn.update.edited_message
    if message is None or (message.text is None and message.caption is None) or take_edit(turn):
        return
    turn.say_of_edit(EDITED, ((menu_key(),),))


def anything(turn: Turn) -> None:
    """A message that is no known command: an answer to the open form, or else a friendly menu."""
    if turn.words.startswith("/"):
        turn.say(say(N_("I do not know that command. Here is what I can do:")), menu_keys(turn))
    elif not take_message(turn):
        turn.say(_friendly(turn), menu_keys(turn))


def _friendly(turn: Turn) -> Sayable:
    match reply_in(turn.message) if turn.message else None:
        case Attached() if turn.actor.offices:
            return PHOTO_OF_OFFICER
        case Attached():
            return say(
                N_("Thank you. I do not know which paper this is: please open your case and press “Add a paper”.")
            )
        case Contact():
            return say(N_("Thank you, I do not need a phone number just now. Here is what I can help with:"))
    return say(N_("Thank you. I can only read words, photos and PDF files. Here is what I can help with:"))


def unknown_press(turn: Turn) -> None:
    """A button that is not ours any more, or never was."""
    turn.toast(say(N_("That button no longer works. Send /menu to see what I can do.")), alert=True)


FIRST: list[Route] = [Says(~filters.TEXT & filters.StatusUpdate.ALL, Action.TALK, ignore)]
ROUTES: list[Route] = [
    Matches(lambda update: update.my_chat_member is not None, Action.TALK, blocked_or_back),
    Matches(lambda update: update.edited_message is not None, Action.TALK, edited),
    Matches(lambda update: update.message is not None, Action.TALK, anything),
    Matches(lambda update: update.callback_query is not None, Action.TALK, unknown_press),
]
