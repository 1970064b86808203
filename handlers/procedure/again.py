"""What Telegram refused, what was not handled, what waits for a clock: it goes on when an administrator says so."""

from collections.abc import Sequence

from domain.platform.access import Action
from domain.platform.buttons import (
    ClockIsRight,
    HandleAgain,
    RefusedPage,
    ShowMissed,
    TakeOff,
    TryAgain,
    TryAllAgain,
    TryListed,
)
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from handlers.menu.lists import Page, page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import procedure
from services.platform import parked, trust, undelivered
from services.platform.parked import Parked

A_PAGE = 5
SENT_AGAIN = N_("It is sent again. If it is refused once more, you are told here.")


def try_again(turn: Turn, press: TryAgain) -> None:
    """Queue it once more; the alarm stays above, with its button."""
    procedure.try_again(turn.work, press.row_id)
    turn.toast(say(SENT_AGAIN), alert=True)


def handle_again(turn: Turn, press: HandleAgain) -> None:
    """Let the program try once more what it could not do."""
    parked.handle_again(turn.work, press.number)
    turn.toast(say(N_("It is handled again, as if it came now. If that fails, you are told here.")), alert=True)


def try_listed(turn: Turn, press: TryListed) -> None:
    """Try one of the list once more, and show what is left."""
    if press.is_update:
        handle_again(turn, HandleAgain(press.number))
    else:
        try_again(turn, TryAgain(press.number))
    _show(turn, 0)


def take_off(turn: Turn, press: TakeOff) -> None:
    """Take one off the list, since nobody needs it any more."""
    if press.is_update:
        parked.take_off(turn.work, press.number)
    else:
        procedure.take_off(turn.work, press.number)
    turn.toast(say(N_("It is off the list, and will not be sent.")))
    _show(turn, 0)


def trust_clock(turn: Turn, _press: ClockIsRight) -> None:
    """What goes by the clock goes on."""
    trust.trust_clock(turn.work)
    turn.toast(say(N_("Thank you. If the clock was in doubt, the program goes on by it within seconds.")), alert=True)


def listed(turn: Turn) -> None:
    """Show what was refused or given up."""
    _show(turn, 0)


def page(turn: Turn, press: RefusedPage) -> None:
    """Show another page of it."""
    _show(turn, press.page)


def try_all_again(turn: Turn, _press: TryAllAgain) -> None:
    """Queue all messages once more."""
    again = procedure.try_all_again(turn.work)
    said = say_many(*Nn_("{count} message is sent again.", "{count} messages are sent again."), again)
    turn.toast(said, alert=True)
    _show(turn, 0)


def show_missed(turn: Turn, _press: ShowMissed) -> None:
    """Send somebody who is back what they missed."""
    if undelivered.send_missed(turn.work):
        turn.show(say(N_("Here is what you missed:")))
    else:
        turn.toast(say(N_("You have already been sent what you missed.")), alert=True)


def _show(turn: Turn, number: int) -> None:
    """Messages come first, then what people sent; both by their age."""
    messages, updates = procedure.refused_now(turn.work), parked.updates_given_up(turn.work)
    found = page_of([*messages, *updates], number, A_PAGE)
    if not found.total:
        turn.show(say(N_("Nothing was refused: every message has gone out.")), ((menu_key(),),))
        return
    first = found.number * A_PAGE
    shown = [
        *parked.messages_seen(turn.work, messages[first : first + A_PAGE]),
        *parked.updates_seen(turn.work, found.shown[max(len(messages) - first, 0) :]),
    ]
    turn.show(_words(shown, first, found.total), _keys(shown, first, found, len(messages)))


def _words(shown: Sequence[Parked], first: int, total: int) -> Sayable:
    head = say_many(*Nn_("<b>{count} message did not get through</b>", "<b>{count} messages did not get through</b>"),
                    total)  # fmt: skip
    return paragraphs(head, *(_line(one, place) for place, one in enumerate(shown, first + 1)))


def _line(one: Parked, place: int) -> Sayable:
    return lines(
        lines(f"{place}.", one.what, between=" "),
        say(N_("From: {whom}"), whom=one.whom) if one.is_update else say(N_("To: {whom}"), whom=one.whom),
        say(N_("Since {since}. Reason: {reason}"), since=one.since, reason=one.reason or "–"),
    )


def _keys(shown: Sequence[Parked], first: int, found: Page[int], messages: int) -> Keys:
    each = tuple((_again_key(one, place), _off_key(one, place)) for place, one in enumerate(shown, first + 1))
    every = ((key(say(N_("Try all messages again")), TryAllAgain()),),) if messages > 1 else ()
    return (*each, *every, *found.turning(RefusedPage), (menu_key(),))


def _again_key(one: Parked, place: int) -> Key:
    return key(say(N_("Try again: {number}"), number=str(place)), TryListed(one.id, int(one.is_update)))


def _off_key(one: Parked, place: int) -> Key:
    off = TakeOff(one.id, int(one.is_update))
    return key(say(N_("Take off: {number}"), number=str(place)), off)


ROUTES: list[Route] = [
    entry(
        Entry(
            command="undelivered",
            label=say(N_("📭 Not delivered")),
            help=say(N_("administrators: what was refused, and sending it again")),
            access=Action.TRY_AGAIN,
            function=listed,
            order=74,
            waiting=lambda turn: len(procedure.refused_now(turn.work)),
            listed=False,
        )
    ),
    Press(TryAgain, Action.TRY_AGAIN, try_again),
    Press(TryListed, Action.TRY_AGAIN, try_listed),
    Press(TakeOff, Action.TRY_AGAIN, take_off),
    Press(HandleAgain, Action.TRY_AGAIN, handle_again),
    Press(ClockIsRight, Action.TRUST_CLOCK, trust_clock),
    Press(TryAllAgain, Action.TRY_AGAIN, try_all_again),
    Press(ShowMissed, Action.TALK, show_missed),
    Press(RefusedPage, Action.TRY_AGAIN, page),
]
