"""Tells the administrators of messages that Telegram will never take."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from delivery import moves
from delivery.rows import Fate, Row
from domain.platform.channel import TELEGRAM
from domain.platform.messages import Message
from domain.platform.text import N_, Text, say, unpack
from models.platform.outbox import PARKED
from services.platform import outbox, undelivered
from services.platform.house import House
from services.platform.undelivered import Undelivered
from services.platform.work import Work


class Alarms:
    """Parked messages that are still to be told."""

    def __init__(self, house: Callable[[], House], now: Callable[[], datetime]) -> None:
        self._house, self._now = house, now
        self._parked: list[
            tuple[Row, Fate]
        ] = []  # grows in the main loop, is told and let go of in the sender's thread

    def note(self, row: Row, fate: Fate) -> None:
        """Keep a parked message; an alarm about an alarm would go round for ever."""
        is_told_elsewhere = (
            row.kind == "edit" and "must_stand" in row.body and TELEGRAM.gone in (fate.error or "").lower()
        )
        if (fate.state == PARKED or fate.moved_to is not None) and not row.is_alarm and not is_told_elsewhere:
            self._parked.append((row, fate))

    def are_due(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(self._parked)

    def tell(self, session: Session) -> None:
        """Queue the alarms, but not for those who cannot be reached themselves; once committed they are let go of."""
        work, alarms = Work(session, self._house(), self._now()), list(self._parked)
        for row, fate in alarms:
            if fate.moved_to is not None:
                moves.keep(session, row.chat_id, fate.moved_to)
                _tell_of_move(work, row.chat_id, fate.moved_to)
            elif row.broadcast_id is None:
                undelivered.tell(work, _undelivered(row, fate))
            else:
                _tell_of_notice(work, row, fate.error or "")
        session.info.setdefault("committed", []).append(lambda: self._let_go(len(alarms)))

    def _let_go(self, told: int) -> None:
        del self._parked[:told]


def _undelivered(row: Row, fate: Fate) -> Undelivered:
    about = unpack(row.body["about"]) if "about" in row.body else None
    assert about is None or isinstance(about, Text)
    return Undelivered(row.id, fate.attempts, fate.error or "", row.chat_id, about, row.kind == "edit")


def _tell_of_move(work: Work, old: int, new: int) -> None:
    source = N_(
        "Alarm: the room {old} became a supergroup and now has the number {new}. Messages go there from now on; you "
        "need not change anything. Older notices there cannot be changed by the program: please take them down by "
        "hand when they are over."
    )
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(say(source, old=str(old), new=str(new))), key=f"moved:{old}:{new}:{admin}")


def _tell_of_notice(work: Work, row: Row, reason: str) -> None:
    """Of a notice to many it is said once for each reason."""
    source = N_(
        "Alarm: Telegram refused notice {number} for a reader ({reason}). Its report counts how many readers it "
        "could not reach."
    )
    text = say(source, number=str(row.broadcast_id), reason=reason)
    for admin in work.admin_ids - {row.chat_id}:
        once = f"{undelivered.ALARM}-notice:{row.broadcast_id}:{reason[:60]}:{admin}"
        outbox.put(work, admin, Message(text), key=once)
