"""What was given up, as administrators see it: which message to whom, since when and why, and no personal data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlmodel import col

from domain.platform.messages import Key, Keys, Message, pack_message, unpack_message
from domain.platform.names import mask_name
from domain.platform.text import N_, Arg, Joined, Local, Refusal, Sayable, Spoken, Text, lines, paragraphs, say, unpack
from models.officers import Appointment
from models.people import Person, reached_at
from models.platform.inbox import DONE, Inbox
from models.platform.inbox import PARKED as GIVEN_UP
from models.platform.inbox import WAITING as TO_HANDLE
from models.platform.outbox import FAILED, GONE, OFFICE_ENDED, PARKED, REFUSED, Outbox
from models.units import Unit
from services.platform import audit, consent
from services.platform.outbox import EVENT
from services.platform.work import Work

HIDDEN = "…"
SHOWN = ("number", "count")  # arguments that are numbers of cases and files, or counts
KINDS = {
    "edit": N_("change of a message: {what}"),
    "delete": N_("removal of a message that held a number"),
    "commands": N_("command menu of a chat"),
}


class TakenUpMeanwhile(Refusal):
    """It is no longer parked."""

    text = N_("This was taken up again meanwhile. There is nothing left to do.")


@dataclass(frozen=True, slots=True)
class Parked:
    """One message that was refused, or (`is_update`) one from a person that could not be handled."""

    id: int
    what: Sayable
    whom: Sayable
    since: datetime
    reason: str
    is_update: bool = False


def refused_rows(work: Work) -> Sequence[Outbox]:
    """Return what Telegram refused and can be sent again, the oldest first.

    What failed while somebody had blocked the bot is among it once they are back; a reminder is not: it comes again.
    """
    is_blocked = exists().where(col(Person.id) == col(Outbox.chat_id), col(Person.blocked_at).is_not(None))
    missed = and_(col(Outbox.state) == FAILED, col(Outbox.kind) == "send", col(Outbox.priority) == EVENT, ~is_blocked,
                  col(Outbox.error).not_in((OFFICE_ENDED, GONE)))  # fmt: skip
    refused = and_(col(Outbox.state) == PARKED, col(Outbox.kind) != "answer")
    query = select(Outbox).where(REFUSED, or_(refused, missed)).order_by(col(Outbox.id))
    return [row for row in work.session.scalars(query).all() if row.body]


def messages_seen(work: Work, row_ids: Sequence[int]) -> list[Parked]:
    """Return these messages as administrators see them."""
    rows = [work.session.get_one(Outbox, row_id) for row_id in row_ids]
    return [Parked(row.id, what_of(row), _whom(work, row.chat_id), row.created_at, row.error or "") for row in rows]


def what_of(row: Outbox) -> Sayable:
    """Return what a message is: what whoever queued it said of it, else its first sentence without what it tells."""
    body = row.body or {}
    if "about" in body:
        about = unpack(body["about"])
        assert isinstance(about, Text)
        return about
    message = body.get("message")
    sentence = _first(unpack(message["text"])) if message else None
    what = _without_data(sentence) if sentence is not None else say(N_("a message"))
    return Text(KINDS[row.kind], {"what": what}) if row.kind in KINDS else what


def _first(said: Arg) -> Text | Local | None:
    match said:
        case Text() | Local():
            return said
        case Joined():
            return next((found for part in said.parts if (found := _first(part)) is not None), None)
        case Spoken():
            return _first(said.words)
    return None


def _without_data(said: Text | Local) -> Text | Local:
    """Keep the sentence of the program; what it tells of people, sums and days is left out."""
    if isinstance(said, Local):
        return said
    kept = {name: _hidden(name, arg) for name, arg in said.args.items()}
    return Text(said.source, kept, said.plural, said.count)


def _hidden(name: str, arg: Arg) -> Arg:
    if isinstance(arg, Text | Local):
        return _without_data(arg)
    return arg if name in SHOWN else HIDDEN


def _whom(work: Work, chat_id: int) -> Sayable:
    if chat_id == work.house.notice_chat_id:
        return say(N_("the notice room"))
    if chat_id < 0:
        return say(N_("room {number}"), number=str(chat_id))
    person = work.session.get(Person, chat_id)
    if person is None or not person.name:
        return say(N_("somebody who is not registered"))
    unit = work.session.get(Unit, person.unit_id) if person.unit_id else None
    if consent.named_since(person) is None:
        return Text(consent.WITHDRAWN)
    masked = mask_name(person.name)
    return say(N_("{name}, {unit}"), name=masked, unit=unit.named) if unit else lines(masked)


# What is told late: whoever reads it then is asked anew whether they may -------------------------------------------


NOT_REPEATED = N_(
    "What this told on {day} may have changed since, so I do not repeat it. The buttons and /pending show what is now."
)


def tells_of_others(work: Work, row: Outbox) -> bool:
    """Say whether a message may tell of others: it is to somebody who holds or held an office."""
    if row.kind not in ("send", "edit") or row.chat_id <= 0 or not (row.body or {}).get("message"):
        return False
    held = select(col(Appointment.id)).where(col(Appointment.person_id) == row.chat_id).limit(1)
    return work.session.scalars(held).first() is not None


def retold(work: Work, row: Outbox) -> dict[str, Any]:
    """Return the body of a row with what its message was about, without what it told, and with its buttons: they ask
    access and consent anew."""
    said = say(NOT_REPEATED, day=work.at(row.created_at).today)
    keys = tuple(_keys(unpack_message(row.body["message"]).keys))
    return row.body | {"message": pack_message(Message(paragraphs(what_of(row), said), keys))}


def _keys(keys: Keys) -> Iterator[tuple[Key, ...]]:
    for row in keys:
        yield tuple(Key(_label(one.label), press=one.press, url=one.url) for one in row)


def _label(label: Sayable) -> Sayable:
    """A label that tells of somebody says that there is something to open."""
    if isinstance(label, Local) or (isinstance(label, Text) and not label.args):
        return label
    return say(N_("Open"))


# What could not be handled ------------------------------------------------------------------------------------------


def updates_given_up(work: Work) -> list[int]:
    """Return Telegram's numbers of the updates that could not be handled, the oldest first."""
    query = select(col(Inbox.update_id)).where(col(Inbox.state) == GIVEN_UP).order_by(col(Inbox.update_id))
    return list(work.session.scalars(query))


def updates_seen(work: Work, numbers: Sequence[int]) -> list[Parked]:
    """Return these updates as administrators see them."""
    rows = [work.session.get_one(Inbox, number) for number in numbers]
    what = say(N_("a message or press that could not be handled"))
    return [
        Parked(row.update_id, what, _whom(work, _sender(work, row)), row.received_at, row.error or "", is_update=True)
        for row in rows
    ]


def _sender(work: Work, row: Inbox) -> int:
    found = work.session.scalars(select(col(Person.id)).where(reached_at(row.person_id))).first()
    return found if found is not None else row.person_id


def take_off(work: Work, number: int) -> None:
    """Take an update off the list for good; raises TakenUpMeanwhile."""
    row = work.session.get(Inbox, number, with_for_update=True, populate_existing=True)
    if row is None or row.state != GIVEN_UP:
        raise TakenUpMeanwhile
    row.state, row.payload = DONE, None
    audit.note(work, work.person_id, N_("took a message off that could not be handled"), f"update:{number}")


def handle_again(work: Work, number: int) -> None:
    """Let an update be tried once more, as if it came now; a failure parks it at once. Raises TakenUpMeanwhile."""
    row = work.session.get(Inbox, number, with_for_update=True, populate_existing=True)
    if row is None or row.state != GIVEN_UP:
        raise TakenUpMeanwhile
    row.state, row.not_before = TO_HANDLE, None
    work.session.info["to_handle"] = True  # the desk, which rests where it has seen nothing, looks again
