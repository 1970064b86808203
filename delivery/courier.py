"""Carries one row to Telegram and says what became of it, whatever Telegram answers (the table of docs/adr/0003)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from delivery import calls
from delivery.attachments.sending import Reading
from delivery.pace import Pace
from delivery.rows import Fate, Row
from delivery.transport import MaybeSent, Transport
from models.platform.outbox import FAILED, IN_DOUBT, PARKED, SENT, WAITING
from services.platform.outbox import BROADCAST

PAUSES = (1, 2, 5, 15, 60, 300)  # seconds before another try after a network failure or a 5xx; the last one repeats

log = structlog.get_logger()


class Courier:
    """The way to Telegram; everything that goes wrong on it is a fate of the row, never an error."""

    def __init__(
        self, transport: Transport, bot: Bot, reading: Reading, pace: Pace, now: Callable[[], datetime]
    ) -> None:
        self._transport, self._bot, self._reading = transport, bot, reading
        self._pace, self._now = pace, now

    async def carry(self, row: Row) -> Fate:
        """Try once; a fault of ours leaves the message in doubt, never its chat without an end."""
        try:
            fate = await self._try(row)
        except Exception as failure:
            log.error("sending broke off", row=row.id, error=type(failure).__name__)
            fate = self._in_doubt(row)
        return replace(fate, attempts=row.attempts + 1, broadcast_id=row.broadcast_id)

    async def _try(self, row: Row) -> Fate:
        if row.unwanted is not None:
            return Fate(row.id, FAILED, error=row.unwanted)
        try:
            message_id = await calls.carry_out(self._transport, self._bot, row, self._reading)
        except calls.NotYet:
            return self._later(row, 1.0, "target not sent yet")
        except calls.Pointless as reason:
            return Fate(row.id, FAILED, error=str(reason))
        except TelegramError as failure:
            return self._failed(row, failure)
        except Exception as failure:  # a message that cannot be put into words must not stop the others
            log.error("message cannot be made", row=row.id, error=type(failure).__name__)
            return _parked(row, type(failure).__name__)
        return Fate(row.id, SENT, message_id=message_id, sent_at=self._now())

    def _failed(self, row: Row, failure: TelegramError) -> Fate:
        match failure:
            case RetryAfter():
                seconds = Transport.seconds(failure)
                self._pace.refused(row.chat_id, seconds)
                return self._later(row, seconds, "429")
            case ChatMigrated() if row.kind == "send":
                return replace(self._later(row, 0.0, "moved"), moved_to=failure.new_chat_id)
            case ChatMigrated():  # what stood in the group before it moved can be changed no more
                return Fate(row.id, FAILED, error="moved", moved_to=failure.new_chat_id)
            case Forbidden() if row.chat_id < 0:  # put out of a room: somebody has to let the bot in again
                return _parked(row, failure.message[:200])
            case Forbidden():
                return Fate(row.id, FAILED, error="blocked", blocked_chat=row.chat_id)
            case BadRequest() if calls.is_harmless(row, failure):
                return Fate(row.id, SENT, sent_at=self._now(), error=failure.message[:80])
            case BadRequest():
                return _parked(row, failure.message[:200])
            case InvalidToken():  # nothing that is wrong with this message
                return self._later(row, PAUSES[-1], "token")
            case MaybeSent():
                return self._in_doubt(row)
            case NetworkError():
                return self._later(row, _pause(row), "network")
        return _parked(row, type(failure).__name__)

    def _later(self, row: Row, seconds: float, reason: str) -> Fate:
        error = IN_DOUBT if row.doubtful else reason
        return Fate(row.id, WAITING, error=error, not_before=self._now() + timedelta(seconds=seconds))

    def _in_doubt(self, row: Row) -> Fate:
        """The answer did not come: changes are simply repeated, notices held, everything else repeated and said so."""
        log.warning("message in doubt", row=row.id, kind=row.kind)
        if row.kind == "send" and row.priority >= BROADCAST:
            return Fate(row.id, IN_DOUBT, error=IN_DOUBT)
        return self._later(row, _pause(row), IN_DOUBT)


def _pause(row: Row) -> float:
    return PAUSES[min(row.attempts, len(PAUSES) - 1)]


def _parked(row: Row, reason: str) -> Fate:
    """Telegram will never take this: it is kept, and an alarm is raised."""
    log.error("message parked", row=row.id, kind=row.kind, reason=reason)
    return Fate(row.id, PARKED, error=reason)
