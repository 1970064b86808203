"""/broadcast: officers write notices to many, see whom they reach, send them, and follow how they go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain.aid.buttons import ApplyTo
from domain.broadcasts.answers import answers_for, audience_in, texts_in
from domain.broadcasts.audience import Audience, words_in
from domain.broadcasts.buttons import BroadcastsPage, Deed, DoWithBroadcast, NewBroadcast, OnlyShown, OpenBroadcast
from domain.broadcasts.moment import moment_in, time_form
from domain.broadcasts.questions import broadcast_form, refusal_form
from domain.broadcasts.reader_questions import MOST_UNITS_SHOWN
from domain.forms import FileRef, Form, Option
from domain.platform.access import Action, NotForYou
from domain.platform.buttons import decode
from domain.platform.messages import Attachment, Keys, Message, key, unpack_message
from domain.platform.text import N_, Local, Nn_, Refusal, Sayable, Text, lines, say, say_many
from handlers.forms import Conversation, begin, filled_in, register
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.office import finish, pages
from handlers.menu.refusing import refuse
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.broadcasts import cards as broadcast_cards
from services.broadcasts import notices as broadcasts
from services.broadcasts import scope as broadcast_scope
from services.broadcasts.notices import Broadcast, NobodyToTell, NoticeMovedOn, OwnNotice, UnknownNotice
from services.broadcasts.words import STATES
from services.forms import Draft
from services.platform.undo import undone_when_refused

A_PAGE = 8
NINE = "09:00"
OVER = (NotForYou, NoticeMovedOn, NobodyToTell, OwnNotice, UnknownNotice)  # no other answer in the form would help

# The list ------------------------------------------------------------------------------------------------------------


def listed(turn: Turn) -> None:
    """Show the latest notices."""
    _show_list(turn, 0)


def page(turn: Turn, press: BroadcastsPage) -> None:
    """Show another page of them."""
    _show_list(turn, press.page)


def _show_list(turn: Turn, number: int) -> None:
    found = [one for one in broadcasts.latest(turn.work) if not _was_thrown_away(one)]
    number = min(max(number, 0), max(len(found) - 1, 0) // A_PAGE)
    shown = found[number * A_PAGE : (number + 1) * A_PAGE]
    keys = tuple((key(_label(one), OpenBroadcast(one.id)),) for one in shown)
    new = (key(say(N_("✏️ New notice")), NewBroadcast()),)
    text = say(N_("Notices to workers. Choose one to see where it stands:")) if found else say(
        N_("No notice to workers yet. With one you reach all of a unit at once, or some of them."))  # fmt: skip
    turn.show(text, (new, *keys, *pages(BroadcastsPage, number, len(found), A_PAGE), (menu_key(),)))


def _was_thrown_away(one: Broadcast) -> bool:
    return one.state == "cancelled" and one.started_at is None


def _label(one: Broadcast) -> Sayable:
    return lines(one.title, say(STATES[one.state]), between=" · ")


def open_broadcast(turn: Turn, press: OpenBroadcast) -> None:
    """Show one notice at the end of the chat."""
    one = broadcasts.get(turn.work, press.broadcast_id)
    broadcast_cards.show(turn.work, one, turn.person_id)


def only_shown(turn: Turn, _press: OnlyShown) -> None:
    """An officer pressed the button of a notice that is only shown."""
    turn.toast(say(N_("Here you only see the notice. For those who get it, this button opens the programme.")))


# Writing -------------------------------------------------------------------------------------------------------------


def new(turn: Turn, _press: NewBroadcast) -> None:
    """Begin a notice."""
    begin(turn, "broadcast", below=True)


def _units(turn: Turn) -> list[Option]:
    found = broadcast_scope.covered(turn.work, most=MOST_UNITS_SHOWN + 1)
    least = min((unit.path.count("/") for unit in found), default=0)
    return [Option(str(unit.id), lines("　" * (unit.path.count("/") - least) + unit.name)) for unit in found]


def _form(turn: Turn, _draft: Draft) -> Form:
    return broadcast_form(turn.house.policies.current, _units(turn))


def _find_units(turn: Turn, _kind: str, query: str) -> Sequence[tuple[int | str, str]]:
    return [(unit.id, unit.name) for unit in broadcast_scope.search(turn.work, query)]


def _written(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Keep the notice and show it; the one that it takes the place of is over."""
    if draft.subject:
        _put_away(turn, int(draft.subject))
    audience = audience_in(answers)
    one = broadcasts.compose(
        turn.work,
        topic=answers["topic"],
        title=answers["title"],
        message=_message(turn, answers),
        audience=audience,
        unit_id=broadcast_scope.sender_of(turn.work, audience.unit_id or 0),
    )
    turn.show(say(N_("Thank you. This is how readers see it, in each language it is written in:")))
    broadcast_cards.show_preview(turn.work, one, turn.person_id)
    broadcast_cards.show(turn.work, one, turn.person_id)


def _put_away(turn: Turn, broadcast_id: int) -> None:
    """Cancel the notice that was changed, unless it has gone its way meanwhile."""
    old = broadcasts.get(turn.work, broadcast_id)
    if old.state == "cancelled":
        return
    if old.state not in ("counting", "ready"):
        raise NoticeMovedOn
    broadcasts.cancel(turn.work, broadcast_id)
    broadcast_cards.redraw(turn.work, old)


def _message(turn: Turn, answers: Mapping[str, Any]) -> Message:
    programmes = {one.key: one.title for one in turn.house.policies.current.programmes}
    chosen = answers.get("button", "")
    keys: Keys = ((key(programmes[chosen], ApplyTo(chosen)),),) if chosen in programmes else ()
    return Message(Local(texts_in(answers)), keys, attachment=_attachment(answers.get("file") or []))


def _attachment(files: Sequence[Mapping[str, Any]]) -> Attachment | None:
    if not files:
        return None
    file = FileRef.from_json(files[0])
    return Attachment(file_id=file.file_id, is_photo=file.mime.startswith("image/") and not file.name)


def _known(turn: Turn, subject: str) -> Mapping[str, Any]:
    """Return the answers of the notice that is to be changed."""
    if not subject:
        return {}
    old = broadcasts.get(turn.work, int(subject))
    message, audience = unpack_message(old.body["message"]), Audience.from_json(old.audience)
    words = words_in(message)
    button = decode(message.keys[0][0].press) if message.keys else None
    units = _units(turn)
    answers = {
        "topic": old.topic,
        "title": old.title,
        **_file_of(message.attachment),
        **({"button": button.programme} if isinstance(button, ApplyTo) else {}),
        **answers_for(
            audience,
            words.by_locale if words else {},
            broadcast_scope.unit_name(turn.session, audience.unit_id) or "",
            few_units=len(units) <= MOST_UNITS_SHOWN,
        ),
    }
    return filled_in(broadcast_form(turn.house.policies.current, units), answers)


def _file_of(file: Attachment | None) -> dict[str, Any]:
    if file is None:
        return {}
    mime, name = ("image/jpeg", "") if file.is_photo else ("application/pdf", "file.pdf")
    return {"file": [FileRef(file.file_id, file.file_id, name=name, mime=mime).to_json()]}


# What is done with one -----------------------------------------------------------------------------------------------


def do(turn: Turn, press: DoWithBroadcast) -> None:
    """Do what a button says; when the notice has moved on meanwhile, say so and show where it stands."""
    one = broadcasts.get(turn.work, press.broadcast_id)
    try:
        with undone_when_refused(turn.session):
            DEEDS[press.deed](turn, one)
    except Refusal as refusal:
        refuse(turn, refusal)
        if press.deed not in (Deed.CANCEL_FOR_SURE, Deed.LEAVE):
            now_so = broadcast_cards.message_of(turn.work, one, turn.person_id)
            turn.show(now_so.text, now_so.keys)


def _send(turn: Turn, one: Broadcast) -> None:
    _require_writer(turn, one)
    broadcasts.send(turn.work, one.id, at=None)
    _after_sending(turn, one)


def _after_sending(turn: Turn, one: Broadcast) -> None:
    if one.state == "to_confirm":
        broadcast_cards.ask_colleagues(turn.work, one)
    broadcast_cards.redraw(turn.work, one)


def _require_writer(turn: Turn, one: Broadcast) -> None:
    """Whoever wrote a notice sends it or changes it; colleagues may confirm and halt it."""
    if one.made_by != turn.person_id:
        raise NotForYou


def _require_state(one: Broadcast, *states: str) -> None:
    if one.state not in states:
        raise NoticeMovedOn


def _send_at(turn: Turn, one: Broadcast) -> None:
    _require_writer(turn, one)
    _require_state(one, "ready")
    begin(turn, "broadcast_time", subject=str(one.id), restart=True, below=True)


def _change(turn: Turn, one: Broadcast) -> None:
    _require_writer(turn, one)
    _require_state(one, "ready", "cancelled")
    begin(turn, "broadcast", subject=str(one.id), restart=True, below=True)


def _confirm(turn: Turn, one: Broadcast) -> None:
    broadcasts.confirm(turn.work, one.id)
    broadcast_cards.answered(turn.work, one, turn.person_id)
    turn.toast(say(N_("Thank you, it is confirmed.")))


def _refuse(turn: Turn, one: Broadcast) -> None:
    _require_state(one, "to_confirm")
    if one.made_by == turn.person_id:
        raise OwnNotice
    begin(turn, "broadcast_refusal", subject=str(one.id), restart=True, below=True)


def _pause(turn: Turn, one: Broadcast) -> None:
    broadcasts.pause(turn.work, one.id)
    broadcast_cards.redraw(turn.work, one)


def _resume(turn: Turn, one: Broadcast) -> None:
    broadcasts.resume(turn.work, one.id)
    broadcast_cards.redraw(turn.work, one)


def _cancel(turn: Turn, one: Broadcast) -> None:
    """Ask once more, in a message of its own: the card may change while the officer thinks."""
    if one.state in ("counting", "ready"):
        _require_writer(turn, one)
    _require_state(one, *broadcasts.OPEN)
    asked = (
        N_("Cancel the notice “{title}”? It has not gone out, so nobody gets it.")
        if one.started_at is None
        else N_("Cancel the notice “{title}”? Those who already have it keep it, nobody else gets it.")
    )
    keys = (
        (key(say(N_("Yes, cancel it")), DoWithBroadcast(one.id, Deed.CANCEL_FOR_SURE)),),
        (key(say(N_("No, leave it")), DoWithBroadcast(one.id, Deed.LEAVE)),),
    )
    turn.say(say(asked, title=one.title), keys)


def _cancel_for_sure(turn: Turn, one: Broadcast) -> None:
    if one.state in ("counting", "ready"):
        _require_writer(turn, one)
    was_asked = one.state == "to_confirm"
    broadcasts.cancel(turn.work, one.id)
    if was_asked:
        said = say(N_("It was cancelled, so there is nothing to confirm any more."))
        broadcast_cards.taken_back(turn.work, one, said)
    broadcast_cards.redraw(turn.work, one)
    turn.show(say(N_("The notice “{title}” is cancelled."), title=one.title), _back())


def _leave(turn: Turn, one: Broadcast) -> None:
    turn.show(say(N_("All right, the notice “{title}” stays as it is."), title=one.title), _back())


def _back() -> Keys:
    return ((key(say(N_("‹ All notices")), BroadcastsPage(0)),),)


def _read(turn: Turn, one: Broadcast) -> None:
    broadcast_cards.show_preview(turn.work, one, turn.person_id)


def _repeat_failed(turn: Turn, one: Broadcast) -> None:
    count = broadcasts.resend_failed(turn.work, one.id)
    _repeated(turn, one, count)


def _repeat_doubtful(turn: Turn, one: Broadcast) -> None:
    count = broadcasts.resend_doubtful(turn.work, one.id)
    _repeated(turn, one, count)


def _repeated(turn: Turn, one: Broadcast, count: int) -> None:
    broadcast_cards.redraw(turn.work, one)
    turn.toast(say_many(*Nn_("It goes out again to {count} person.", "It goes out again to {count} people."), count))


DEEDS: Mapping[Deed, Callable[[Turn, Broadcast], None]] = {
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
    one = broadcasts.get(turn.work, int(draft.subject))
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
        one = broadcasts.get(turn.work, int(draft.subject))
        _require_writer(turn, one)
        moment = moment_in(answers, turn.house.zone)
        broadcasts.send(turn.work, one.id, at=moment)
        _after_sending(turn, one)
        return say(N_("The notice “{title}” is set for {moment}."), title=one.title, moment=moment)

    finish(turn, act, OVER)


def _refusal_form(turn: Turn, draft: Draft) -> Form:
    return refusal_form(broadcasts.get(turn.work, int(draft.subject)).title)


def _refused(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Text:
        one = broadcasts.refuse(turn.work, int(draft.subject))
        reason = answers["reason"]
        broadcast_cards.answered(turn.work, one, turn.person_id, reason=reason)
        return say(N_("Thank you. It does not go out, and your colleague reads why."))

    finish(turn, act, OVER)


register(
    Conversation(
        "broadcast",
        Action.SEND_BROADCAST,
        _form,
        _written,
        lookup=_find_units,
        prefill=_known,
        name=say(N_("a notice to workers")),
    )
)
register(Conversation("broadcast_time", Action.SEND_BROADCAST, _time_form, _time_given))
register(Conversation("broadcast_refusal", Action.SEND_BROADCAST, _refusal_form, _refused))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="broadcast",
            label=say(N_("📣 Notices to workers")),
            help=say(N_("officers: write notices to many, and see how they go out")),
            access=Action.SEND_BROADCAST,
            function=listed,
            order=65,
            listed=False,
        )
    ),
    Press(BroadcastsPage, Action.SEND_BROADCAST, page),
    Press(OpenBroadcast, Action.SEND_BROADCAST, open_broadcast),
    Press(NewBroadcast, Action.SEND_BROADCAST, new),
    Press(DoWithBroadcast, Action.SEND_BROADCAST, do),
    Press(OnlyShown, Action.SEND_BROADCAST, only_shown),
]
