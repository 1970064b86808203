"""What officers do with a notice by the buttons of its card: sent, confirmed, halted, ended, sent once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from domain.broadcasts.buttons import BroadcastsPage, Deed, DoWithBroadcast
from domain.broadcasts.moment import moment_in, time_form
from domain.broadcasts.questions import refusal_form
from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Nn_, Refusal, Sayable, Text, say, say_many
from handlers.forms import Conversation, begin, register
from handlers.menu.office import finish
from handlers.menu.refusing import refuse
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import broadcasts
from services.broadcasts import NoticeView
from services.forms import Draft
from services.platform.undo import undone_when_refused

NINE = "09:00"


def do(turn: Turn, press: DoWithBroadcast) -> None:
    """Do what a button says; when the notice has moved on meanwhile, say so and show where it stands."""
    one = broadcasts.view(turn.work, press.broadcast_id)
    try:
        with undone_when_refused(turn.session):
            DEEDS[press.deed](turn, one)
    except Refusal as refusal:
        refuse(turn, refusal)
        if press.deed not in (Deed.CANCEL_FOR_SURE, Deed.LEAVE):
            now_so = broadcasts.card_of(turn.work, one)
            turn.show(now_so.text, now_so.keys)


def _send(turn: Turn, one: NoticeView) -> None:
    broadcasts.send(turn.work, one.id)


def _send_at(turn: Turn, one: NoticeView) -> None:
    one.check(Deed.SEND_AT)
    begin(turn, "broadcast_time", subject=str(one.id), restart=True, below=True)


def _change(turn: Turn, one: NoticeView) -> None:
    one.check(Deed.CHANGE)
    begin(turn, "broadcast", subject=str(one.id), restart=True, below=True)


def _confirm(turn: Turn, one: NoticeView) -> None:
    broadcasts.confirm(turn.work, one.id)
    turn.toast(say(N_("Thank you, it is confirmed.")))


def _refuse(turn: Turn, one: NoticeView) -> None:
    one.check(Deed.REFUSE)
    begin(turn, "broadcast_refusal", subject=str(one.id), restart=True, below=True)


def _pause(turn: Turn, one: NoticeView) -> None:
    broadcasts.pause(turn.work, one.id)


def _resume(turn: Turn, one: NoticeView) -> None:
    broadcasts.resume(turn.work, one.id)


def _cancel(turn: Turn, one: NoticeView) -> None:
    """Ask once more, in a message of its own: the card may change while the officer thinks."""
    one.check(Deed.CANCEL)
    asked = (
        N_("Cancel the notice “{title}”? It has not gone out, so nobody gets it.")
        if not one.has_begun
        else N_("Cancel the notice “{title}”? Those who already have it keep it, nobody else gets it.")
    )
    keys = (
        (key(say(N_("Yes, cancel it")), DoWithBroadcast(one.id, Deed.CANCEL_FOR_SURE)),),
        (key(say(N_("No, leave it")), DoWithBroadcast(one.id, Deed.LEAVE)),),
    )
    turn.say(say(asked, title=one.title), keys)


def _cancel_for_sure(turn: Turn, one: NoticeView) -> None:
    broadcasts.cancel(turn.work, one.id)
    turn.show(say(N_("The notice “{title}” is cancelled."), title=one.title), _back())


def _leave(turn: Turn, one: NoticeView) -> None:
    turn.show(say(N_("All right, the notice “{title}” stays as it is."), title=one.title), _back())


def _back() -> Keys:
    return ((key(say(N_("‹ All notices")), BroadcastsPage(0)),),)


def _read(turn: Turn, one: NoticeView) -> None:
    broadcasts.preview(turn.work, one)


def _repeat_failed(turn: Turn, one: NoticeView) -> None:
    _repeated(turn, broadcasts.resend_failed(turn.work, one.id))


def _repeat_doubtful(turn: Turn, one: NoticeView) -> None:
    _repeated(turn, broadcasts.resend_doubtful(turn.work, one.id))


def _repeated(turn: Turn, count: int) -> None:
    turn.toast(say_many(*Nn_("It goes out again to {count} person.", "It goes out again to {count} people."), count))


DEEDS: Mapping[Deed, Callable[[Turn, NoticeView], None]] = {
    Deed.SEND: _send,
    Deed.SEND_AT: _send_at,
    Deed.CHANGE: _change,
    Deed.CONFIRM: _confirm,
    Deed.REFUSE: _refuse,
    Deed.PAUSE: _pause,
    Deed.RESUME: _resume,
    Deed.CANCEL: _cancel,
    Deed.CANCEL_FOR_SURE: _cancel_for_sure,
    Deed.LEAVE: _leave,
    Deed.READ: _read,
    Deed.REPEAT_FAILED: _repeat_failed,
    Deed.REPEAT_DOUBTFUL: _repeat_doubtful,
}


# When, and why not ---------------------------------------------------------------------------------------------------


def _time_form(turn: Turn, draft: Draft) -> Form:
    one = broadcasts.view(turn.work, int(draft.subject))
    return time_form(turn.now.astimezone(turn.house.zone), _days(turn), one.title)


def _days(turn: Turn) -> list[tuple[date, Sayable]]:
    """Return the days on offer: tomorrow, and the next working day if that is another one."""
    tomorrow = turn.today + timedelta(days=1)
    working = turn.house.policies.current.calendar.next_working_day(tomorrow)
    days: list[tuple[date, Sayable]] = [(tomorrow, say(N_("Tomorrow, {time}"), time=NINE))]
    if working != tomorrow:
        days.append((working, say(N_("Next working day, {day}, {time}"), day=working, time=NINE)))
    return days


def _time_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Text:
        one = broadcasts.view(turn.work, int(draft.subject))
        moment = moment_in(answers, turn.house.zone)
        broadcasts.send(turn.work, one.id, at=moment)
        return say(N_("The notice “{title}” is set for {moment}."), title=one.title, moment=moment)

    finish(turn, act, broadcasts.OVER)


def _refusal_form(turn: Turn, draft: Draft) -> Form:
    return refusal_form(broadcasts.view(turn.work, int(draft.subject)).title)


def _refused(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Text:
        broadcasts.refuse(turn.work, int(draft.subject), reason=answers["reason"])
        return say(N_("Thank you. It does not go out, and your colleague reads why."))

    finish(turn, act, broadcasts.OVER)


register(Conversation("broadcast_time", Action.SEND_BROADCAST, _time_form, _time_given))
register(Conversation("broadcast_refusal", Action.SEND_BROADCAST, _refusal_form, _refused))

ROUTES: list[Route] = [
    Press(DoWithBroadcast, Action.SEND_BROADCAST, do),
]
