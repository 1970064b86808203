"""Messages that Telegram refused: the administrators are told of them, and may let them be tried again."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CursorResult, update
from sqlmodel import col, select

from domain.platform.buttons import ShowMissed, TryAgain
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, Refusal, Text, say, say_many
from models.platform.outbox import BLOCKED, FAILED, PARKED, SENT, WAITING, Outbox
from models.platform.outbox import REFUSED as REFUSED_INDEX
from models.platform.sealed import InItsRow
from services.platform import audit, outbox
from services.platform.parked import retold, tells_of_others
from services.platform.work import Work

ALARM = "parked"  # how the keys of messages about trouble begin
REFUSED = (FAILED, PARKED)
TRY_AGAIN = N_("Try again")


class NoLongerKept(Refusal):
    """Old messages are let go of, and what they said with them."""

    text = N_("This message is no longer kept, so it cannot be sent again.")


class SentMeanwhile(Refusal):
    """It was delivered, by whichever press."""

    text = N_("This message has been sent meanwhile. There is nothing left to do.")


class OnItsWay(Refusal):
    """Somebody pressed before."""

    text = N_("This message already waits to be sent. If it is refused again, you are told here.")


class OneOfMany(Refusal):
    """The counts of a notice to many would no longer agree."""

    text = N_("This belongs to a notice to many. Please use the buttons under its report: /broadcast")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A refused message: after how many tries, why, to whom it was, and what it is if whoever queued it said so."""

    row_id: int
    attempts: int
    reason: str
    chat_id: int
    about: Text | None = None
    is_change: bool = False  # of what stands there already


def tell(work: Work, lost: Undelivered) -> None:
    """Tell the administrators, once for each refusal, but not those who cannot be reached themselves."""
    keys = ((key(Text(TRY_AGAIN), TryAgain(lost.row_id)),),)
    for admin in work.admin_ids - {lost.chat_id}:
        once = f"{ALARM}-message:{lost.row_id}:{lost.attempts}:{admin}"
        outbox.put(work, admin, Message(_alarm(lost), keys), key=once)


def tell_daily(work: Work, lost: Undelivered, *, since: date) -> None:
    """Tell of something important that still is not out, once a day, but not on the day it was told of anyway."""
    keys = ((key(Text(TRY_AGAIN), TryAgain(lost.row_id)),),)
    source = N_("Still not posted since {since}: {what} ({reason}). The case waits for it.")
    said = say(source, since=since, what=lost.about or say(N_("a message")), reason=lost.reason)
    for admin in work.admin_ids - {lost.chat_id}:
        told = outbox.with_key(work, f"{ALARM}-message:{lost.row_id}:{lost.attempts}:{admin}")
        if told is None or work.at(told.created_at).today < work.today:
            outbox.put(work, admin, Message(said, keys), key=f"{ALARM}-daily:{lost.row_id}:{work.today}:{admin}")


def offer_missed(work: Work, person_id: int) -> None:
    """Tell somebody who had blocked the bot and is back that messages did not get through, with a button for them."""
    if missed := _missed(work, person_id):
        said = say_many(*Nn_("While you had blocked me, {count} message for you did not get through.",
                             "While you had blocked me, {count} messages for you did not get through."),
                        len(missed))  # fmt: skip
        keys = ((key(say(N_("Show what I missed")), ShowMissed()),),)
        outbox.put(work, person_id, Message(said, keys), priority=outbox.INTERACTIVE)


def send_missed(work: Work) -> int:
    """Queue once more what whoever acts missed, in its old order; return how many messages that were."""
    missed = _missed(work, work.person_id)
    for row in missed:
        queue_again(work, row)
    return len(missed)


def _missed(work: Work, person_id: int) -> list[Outbox]:
    """Return what was told to somebody in vain: no answers and reminders, and no prompts, which /pending shows."""
    in_vain = select(Outbox).where(
        REFUSED_INDEX, Outbox.chat_id == person_id, Outbox.state == FAILED, Outbox.error == BLOCKED,
        Outbox.kind == "send", Outbox.priority == outbox.EVENT,
    )  # fmt: skip
    rows = work.session.exec(in_vain.order_by(col(Outbox.id))).all()
    return [row for row in rows if row.body and not (row.key or "").startswith(("prompt:", ALARM))]


def _alarm(lost: Undelivered) -> Text:
    if lost.about is None:
        source = N_("Alarm: message {row} was refused by Telegram ({reason}). It is parked.")
        return say(source, row=str(lost.row_id), reason=lost.reason)
    if lost.is_change:
        source = N_(
            "Alarm: this could not be changed in the room any more: {what} ({reason}). Please look whether the bot may "
            "still write there and press “Try again”, or delete the message there by hand."
        )
        return say(source, what=lost.about, reason=lost.reason)
    source = N_(
        "Alarm: Telegram refused this: {what} ({reason}). Nothing goes on until it is posted. Please look whether the "
        "bot is still in the room and may write there, then press “Try again”."
    )
    return say(source, what=lost.about, reason=lost.reason)


def refused(work: Work, row_id: int) -> Outbox:
    """Return a message that may be tried again.

    Raises NoLongerKept, OneOfMany, SentMeanwhile or OnItsWay.
    """
    row = work.session.get(Outbox, row_id, populate_existing=True)
    if row is None or not row.body:
        raise NoLongerKept
    if row.broadcast_id is not None:
        raise OneOfMany
    if row.state not in REFUSED:
        raise SentMeanwhile if row.state == SENT else OnItsWay
    return row


def let_go(work: Work, row: Outbox) -> None:
    """Keep what a refused message said no longer, so that it is neither listed nor sent; the trail says who did so."""
    row.body = {}
    audit.note(work, work.person_id, N_("took a message off the undelivered ones"), f"outbox:{row.id}")


def queue_again(work: Work, row: Outbox, **changes: object) -> None:
    """Queue a refused message once more; raises OnItsWay when somebody else just has.

    What may tell an officer of others goes without that: they may have left, or the worker may have withdrawn, since.
    """
    if "body" not in changes and tells_of_others(work, row):
        changes["body"] = retold(work, row)
    still = update(Outbox).where(col(Outbox.id) == row.id, col(Outbox.state).in_(REFUSED))
    fresh = {"state": WAITING, "error": None, "not_before": None, "claimed_by": None, **changes}
    if "body" in fresh:
        fresh["body"] = InItsRow(row.seal, fresh["body"])
    done = work.session.execute(still.values(**fresh), execution_options=outbox.AT_ONCE)
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise OnItsWay
    work.session.info["queued_again"] = True
