"""Tells the administrators of messages that Telegram will never take."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from delivery import rows
from delivery.rows import Fate, Row
from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from models.platform.outbox import PARKED
from services.platform import outbox
from services.platform.house import House
from services.platform.work import Work


class Alarms:
    """Parked messages that are still to be told."""

    def __init__(self, house: Callable[[], House], now: Callable[[], datetime]) -> None:
        self._house, self._now = house, now
        self._parked: list[tuple[Row, str]] = []  # grows in the main loop, is told and let go of in the sender's thread

    def note(self, row: Row, fate: Fate) -> None:
        """Keep a parked message; an alarm about an alarm would go round for ever."""
        if fate.state == PARKED and not row.is_alarm:
            self._parked.append((row, fate.error or ""))

    def are_due(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(self._parked)

    def tell(self, session: Session) -> None:
        """Queue the alarms, but not for those who cannot be reached themselves; once committed they are let go of."""
        work, alarms = Work(session, self._house(), self._now()), list(self._parked)
        for row, reason in alarms:
            text, subject = _alarm_about(row, reason)
            for admin in work.house.admin_ids - {row.chat_id}:
                outbox.put(work, admin, Message(text), key=f"{rows.ALARM}-{subject}:{admin}")
        session.info.setdefault("committed", []).append(lambda: self._let_go(len(alarms)))

    def _let_go(self, told: int) -> None:
        del self._parked[:told]


def _alarm_about(row: Row, reason: str) -> tuple[Text, str]:
    """Return what to say of a parked message, and of what it is to be said once: of a notice once for each reason."""
    if row.broadcast_id is None:
        source = N_("Alarm: message {row} was refused by Telegram ({reason}). It is parked.")
        return say(source, row=str(row.id), reason=reason), f"message:{row.id}"
    source = N_(
        "Alarm: Telegram refused notice {number} for a reader ({reason}). Its report counts how many readers it "
        "could not reach."
    )
    return say(source, number=str(row.broadcast_id), reason=reason), f"notice:{row.broadcast_id}:{reason[:60]}"
