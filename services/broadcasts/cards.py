"""The card of a notice in officers' chats: it shows where the notice stands, and changes while it goes out.

`Broadcast.cards` knows who has one: the number of its latest issue by person, below zero once it is closed.
"""

from datetime import datetime

from sqlmodel import Session, select

from domain.broadcasts.buttons import BroadcastsPage, Deed, DoWithBroadcast
from domain.platform.messages import Key, Keys, Message, key, unpack_message
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from models.broadcasts import Broadcast
from models.platform.outbox import WAITING, Outbox
from services.broadcasts import sending, words
from services.broadcasts.carried.papers import file_behind, is_refused, waits
from services.broadcasts.report import report
from services.platform import outbox, waiting
from services.platform.house import House
from services.platform.work import Work

__all__ = ["answered", "ask_colleagues", "message_of", "redraw", "show_card", "show_preview", "taken_back"]

GOING = ("queueing", "sending")
MOST_NAMED = 3

# Showing and changing ------------------------------------------------------------------------------------------------


def show_card(work: Work, broadcast_id: int, person_id: int) -> None:
    """Show the card to an officer at the end of their chat; an older one points down to it."""
    row = _locked(work.session, broadcast_id)
    issue = abs(row.cards.get(str(person_id), 0))
    if issue:
        moved = Message(lines(words.head(row), say(N_("Shown again below."))))
        outbox.edit(work, person_id, moved, target_key=_key(row, person_id, issue))
    _note(work.session, row, person_id, issue + 1)
    message = message_of(work, row, person_id)
    name = _key(row, person_id, issue + 1)
    outbox.put(work, person_id, message, key=name, priority=outbox.INTERACTIVE)


def show_preview(work: Work, message: Message, person_id: int) -> None:
    """Show a notice as readers get it, once in each language it is written in."""
    for preview in words.previews(message):
        outbox.put(work, person_id, preview, priority=outbox.INTERACTIVE)


def redraw(work: Work, broadcast: Broadcast) -> None:
    """Bring every card of a notice up to date; when it is finished its writer gets the report as a new message."""
    for person_id, issue in _open_cards(broadcast):
        target = _key(broadcast, person_id, issue)
        if broadcast.state == "finished" and person_id == broadcast.made_by:
            show_card(work, broadcast.id, person_id)
        elif broadcast.state not in GOING or not _changes_already(work.session, person_id, target):
            message = message_of(work, broadcast, person_id)
            outbox.edit(work, person_id, message, target_key=target)


def _changes_already(session: Session, person_id: int, target: str) -> bool:
    """Tell whether a change of the card still waits to be sent: progress can skip one, the next brings it all."""
    waiting = select(Outbox.id).where(
        Outbox.chat_id == person_id, Outbox.state == WAITING, Outbox.kind == "edit", Outbox.target_key == target
    )
    return session.exec(waiting).first() is not None


def _locked(session: Session, broadcast_id: int) -> Broadcast:
    session.flush()
    query = select(Broadcast).where(Broadcast.id == broadcast_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def _note(session: Session, row: Broadcast, person_id: int, issue: int) -> None:
    row.cards = {**row.cards, str(person_id): issue}
    session.flush()


def _open_cards(broadcast: Broadcast) -> list[tuple[int, int]]:
    return [(int(person), issue) for person, issue in broadcast.cards.items() if issue > 0]


def _key(broadcast: Broadcast, person_id: int, issue: int) -> str:
    return f"broadcast:{broadcast.id}:card:{person_id}:{issue}"


# The second pair of eyes ---------------------------------------------------------------------------------------------


def ask_colleagues(work: Work, broadcast: Broadcast) -> None:
    """Put a notice that waits for confirmation before everybody who may confirm it.

    When there is nobody, the administrators are asked to appoint somebody, who finds it under /broadcast.
    """
    waiting.begin(work, broadcast, work.house.policies.current.waits.officers, work.today)
    colleagues, message = sending.confirmers(work.session, broadcast), unpack_message(broadcast.body["message"])
    for holder in colleagues:
        show_preview(work, message, holder.person_id)
        show_card(work, broadcast.id, holder.person_id)
    for admin in work.admin_ids if not colleagues else ():
        text = N_(
            "The notice “{title}” must be confirmed by a second officer, and there is none. Please appoint a reviewer "
            "or approver: /officers. They find it under /broadcast."
        )
        told = Message(say(text, title=broadcast.called))
        outbox.put(work, admin, told, key=f"broadcast:{broadcast.id}:nobody:{admin}")


def answered(work: Work, broadcast: Broadcast, by: int, *, reason: str = "") -> None:
    """A colleague confirmed a notice, or said no with a reason: the others need not answer, and its writer is told."""
    name = words.name_of(work.session, by) or ""
    if reason:
        closing = say(N_("{name} refused it."), name=name)
        told = say(N_("{name} refused your notice “{title}”: {reason}"),
                   name=name, title=broadcast.called, reason=reason)  # fmt: skip
    else:
        closing = say(N_("{name} confirmed it. /broadcast shows how it goes on."), name=name)
        told = say(N_("{name} confirmed your notice “{title}”. It goes out at {moment}."),
                   name=name, title=broadcast.called, moment=_goes_at(work.house, broadcast, work.now))  # fmt: skip
    taken_back(work, broadcast, closing)
    redraw(work, broadcast)
    if broadcast.made_by is not None:
        outbox.put(work, broadcast.made_by, Message(told))


def taken_back(work: Work, broadcast: Broadcast, said: Sayable) -> None:
    """Close the cards of everybody but its writer, and say why."""
    row = _locked(work.session, broadcast.id)
    for person_id, issue in _open_cards(row):
        if person_id != row.made_by:
            over = Message(lines(words.head(row), said))
            outbox.edit(work, person_id, over, target_key=_key(row, person_id, issue))
            _note(work.session, row, person_id, -issue)


def _goes_at(house: House, broadcast: Broadcast, now: datetime) -> datetime:
    """Return when it goes out, in local time: not before its moment, and not in quiet hours."""
    moment = max(broadcast.send_at or now, now).astimezone(house.zone)
    return house.policies.current.broadcasts.may_go_at(moment)


# The card itself -----------------------------------------------------------------------------------------------------


def message_of(work: Work, broadcast: Broadcast, person_id: int) -> Message:
    """Return the card as this officer sees it now."""
    told = _told(work, broadcast, person_id)
    text = paragraphs(lines(words.head(broadcast), words.described(work, broadcast)), lines(*told))
    return Message(text, _keys(work.session, broadcast, person_id))


def _told(work: Work, broadcast: Broadcast, person_id: int) -> list[Sayable | None]:
    match broadcast.state:
        case "draft" | "counting":
            return [say(N_("Counting readers…")), _file(work.session, broadcast)]
        case "ready":
            return [*words.ready_lines(work.house, broadcast, work.now), _file(work.session, broadcast)]
        case "to_confirm":
            return [
                *words.ready_lines(work.house, broadcast, work.now)[:3],
                _waits_for(work.session, broadcast, person_id),
            ]
        case "scheduled":
            readers = say_many(*Nn_("{count} reader", "{count} readers"), broadcast.readers)
            return [readers, say(N_("It goes out at {moment}."), moment=_goes_at(work.house, broadcast, work.now))]
        case "queueing" | "sending":
            return [say(N_("It is going out.")), *words.how_it_goes(work.house, broadcast, work.now)]
        case "paused":
            so_far = words.how_it_goes(work.house, broadcast, work.now) if broadcast.started_at is not None else []
            return [say(N_("Paused. Nobody gets it until you press Resume.")), *so_far, _file(work.session, broadcast)]
        case "cancelled":
            return _cancelled(work.session, broadcast)
    return [say(N_("<b>It has gone out.</b>")), *words.report_lines(work.session, broadcast)]


def _file(session: Session, broadcast: Broadcast) -> Sayable | None:
    """Say what keeps the file of a notice from going out with it."""
    if waits(session, broadcast):
        return say(N_("The file is being looked at. Then I show you the notice as its readers will see it."))
    if is_refused(file_behind(session, broadcast)):
        return say(N_("⚠ Its file cannot be used, so it does not go out. Change the notice: another file, or none."))
    return None


def _waits_for(session: Session, broadcast: Broadcast, person_id: int) -> Sayable:
    if person_id != broadcast.made_by:
        return say(
            N_(
                "This notice has many readers. Please look it over before it goes out; above is what they will "
                "get. Is it right?"
            )
        )
    names = [holder.name for holder in sending.confirmers(session, broadcast)]
    if not names:
        return say(N_("Nobody else can confirm it yet. The administrators were asked to appoint somebody."))
    more = ["…"] if len(names) > MOST_NAMED else []
    source = N_("It waits until a colleague confirms it: {names}. I tell you at once.")
    return say(source, names=lines(*names[:MOST_NAMED], *more, between=", "))


def _cancelled(session: Session, broadcast: Broadcast) -> list[Sayable | None]:
    if broadcast.started_at is None:
        return [say(N_("Cancelled. Nobody got it."))]
    return [say(N_("Cancelled. Those who already have it keep it.")), *words.report_lines(session, broadcast)]


def _keys(session: Session, broadcast: Broadcast, person_id: int) -> Keys:
    is_writer = broadcast.made_by == person_id
    read = _key_for(broadcast, N_("See it as readers do"), Deed.READ)
    rows: tuple[tuple[Key | None, ...], ...]
    match broadcast.state:
        case "ready" if is_writer:
            rows = (*_send_rows(session, broadcast), _change_row(broadcast))
        case "to_confirm" if is_writer:
            rows = ((_key_for(broadcast, N_("Cancel"), Deed.CANCEL),),)
        case "to_confirm":
            rows = (
                (
                    _key_for(broadcast, N_("Confirm"), Deed.CONFIRM),
                    _key_for(broadcast, N_("Refuse"), Deed.REFUSE),
                ),
            )
        case "scheduled":
            rows = ((_key_for(broadcast, N_("Cancel"), Deed.CANCEL),),)
        case "queueing" | "sending":
            rows = ((_key_for(broadcast, N_("Pause"), Deed.PAUSE), _key_for(broadcast, N_("Cancel"), Deed.CANCEL)),)
        case "paused":
            rows = ((_key_for(broadcast, N_("Resume"), Deed.RESUME), _key_for(broadcast, N_("Cancel"), Deed.CANCEL)),)
        case "cancelled" if is_writer:
            rows = ((_key_for(broadcast, N_("Write it again"), Deed.CHANGE),),)
        case "finished":
            rows = _repeat_rows(session, broadcast)
        case _:
            rows = ()
    return (*_filled(rows), (read,), (key(say(N_("‹ All notices")), BroadcastsPage(0)),))


def _filled(rows: tuple[tuple[Key | None, ...], ...]) -> Keys:
    filled = (tuple(one for one in row if one is not None) for row in rows)
    return tuple(row for row in filled if row)


def _key_for(broadcast: Broadcast, label: str, deed: Deed) -> Key:
    return key(say(label), DoWithBroadcast(broadcast.id, deed))


def _send_rows(session: Session, broadcast: Broadcast) -> tuple[tuple[Key, ...], ...]:
    if broadcast.readers == 0 or is_refused(file_behind(session, broadcast)):
        return ()
    return (
        (
            _key_for(broadcast, N_("Send now"), Deed.SEND),
            _key_for(broadcast, N_("Send later…"), Deed.SEND_AT),
        ),
    )


def _change_row(broadcast: Broadcast) -> tuple[Key, ...]:
    return (_key_for(broadcast, N_("Change"), Deed.CHANGE), _key_for(broadcast, N_("Discard"), Deed.CANCEL))


def _repeat_rows(session: Session, broadcast: Broadcast) -> tuple[tuple[Key | None, ...], ...]:
    failed = report(session, broadcast.id).to_repeat if broadcast.failed else 0
    doubtful = broadcast.in_doubt
    again = say(N_("Send again where it failed ({count})"), count=failed)
    too = say(N_("Also where it is uncertain ({count}); some may get it twice"), count=doubtful)
    number = broadcast.id
    return (
        (key(again, DoWithBroadcast(number, Deed.REPEAT_FAILED)) if failed else None,),
        (key(too, DoWithBroadcast(number, Deed.REPEAT_DOUBTFUL)) if doubtful else None,),
    )
