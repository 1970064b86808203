"""Everything that the bot has to tell Telegram, written in the transaction that decided it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, text
from sqlmodel import Field

from models.platform.columns import BigKey, Moment
from models.platform.seal import new_seal
from models.platform.sealed import SealedJson, WithSeal

WAITING, CLAIMED, SENT, FAILED, PARKED, IN_DOUBT = "waiting", "claimed", "sent", "failed", "parked", "in_doubt"
# Why a reader gets nothing: the error of a row whose reader blocked the bot, withdrew the consent or left office since.
BLOCKED, WITHDRAWN, OFFICE_ENDED = "blocked", "consent withdrawn", "office ended"
GONE = "has died"
LETTER = "letter"  # to somebody without an account: it waits to be printed, and is sent once it was
HELD = "held"  # a row of a broadcast that the sender does not see yet

OPEN = text("state IN ('waiting', 'claimed')")
OF_BROADCAST = text("broadcast_id IS NOT NULL")
REFUSED = text("broadcast_id IS NULL AND state IN ('failed', 'parked')")
ON_HOLD = text("state = 'held'")
# What somebody may reply to later: what was put with a key, and notices. Answers on the spot have neither.
ANSWERABLE = text("message_id IS NOT NULL AND (key IS NOT NULL OR broadcast_id IS NOT NULL)")
TROUBLE = text("broadcast_id IS NOT NULL AND state IN ('failed', 'parked', 'in_doubt')")


class Outbox(WithSeal, table=True):
    """One call to make; `body` is sealed, since a message may hold a name. `key` makes a message a once-only."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_due", "priority", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("outbox_chat", "chat_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "outbox_broadcast",
            "broadcast_id",
            "chat_id",
            unique=True,
            sqlite_where=OF_BROADCAST,
            postgresql_where=OF_BROADCAST,
        ),
        Index("outbox_refused", "id", sqlite_where=REFUSED, postgresql_where=REFUSED),
        Index("outbox_held", "broadcast_id", "chat_id", sqlite_where=ON_HOLD, postgresql_where=ON_HOLD),
        Index("outbox_sent", "chat_id", "message_id", sqlite_where=ANSWERABLE, postgresql_where=ANSWERABLE),
        Index("outbox_trouble", "broadcast_id", "error", sqlite_where=TROUBLE, postgresql_where=TROUBLE),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigKey)
    chat_id: int = Field(sa_type=BigInteger)
    kind: str  # send | edit | delete | commands | answer; told: said by the message whose key is the target
    body: dict[str, Any] = Field(sa_type=SealedJson, nullable=True)  # None once it is over, and in rows of a notice
    seal: bytes | None = Field(default_factory=new_seal, sa_type=LargeBinary)  # without an index: rows go in and out
    priority: int = Field(default=1)  # 0 interactive, 1 a case's events, 5 reminders, 9 broadcasts
    key: str | None = Field(default=None, unique=True)
    target_key: str | None = None  # for an edit or delete of a message that another row sent
    state: str = Field(default=WAITING)
    attempts: int = Field(default=0)
    not_before: datetime | None = Field(default=None, sa_type=Moment)
    claimed_by: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None
    broadcast_id: int | None = Field(default=None)  # the message is that of the broadcast then
