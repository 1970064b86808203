"""Notices to many: what is said, to whom, how far it has come; and the topics that people do not want to hear of."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel

from domain.platform.text import Arg, unpack
from models.platform.columns import Moment, Waits
from models.platform.sealed import SealedJson, WithSeal

PACKED = '{"$"'  # how a packed text begins


class Broadcast(Waits, WithSeal, table=True):
    """One notice. Its rows in the outbox name it and take their message from `body`; `key` makes it a once-only.

    The counts grow in the transactions that write what became of the rows, so they always agree with them.
    """

    __tablename__ = "broadcast"

    id: int = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, unique=True)
    topic: str  # seasonal | programmes | training_jobs | safety
    title: str  # how officers call it; of the scheduler a packed text, see `called`
    made_by: int | None = Field(default=None, sa_type=BigInteger)  # None: the scheduler
    unit_id: int | None = Field(default=None, foreign_key="unit.id")  # whose notice it is; None: the whole union's
    audience: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    body: dict[str, Any] = Field(sa_type=SealedJson)  # {"message": a packed message}
    # draft | counting | ready | to_confirm | scheduled | queueing | sending | paused | cancelled | finished
    state: str = Field(default="draft", index=True)
    created_at: datetime = Field(sa_type=Moment)
    send_at: datetime | None = Field(default=None, sa_type=Moment)
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    readers: int = Field(default=0)  # how many it was counted for
    excluded: dict[str, int] = Field(default_factory=dict, sa_type=JSON)  # how many by reason
    queued_until: int = Field(default=0, sa_type=BigInteger)  # people up to this id have their row
    queued: int = Field(default=0)
    delivered: int = Field(default=0)
    blocked: int = Field(default=0)
    failed: int = Field(default=0)
    in_doubt: int = Field(default=0)
    cards: dict[str, int] = Field(default_factory=dict, sa_type=JSON)  # who has its card in the chat: person, issue

    @property
    def called(self) -> Arg:
        """How it is called: in the words of whoever wrote it, or of the scheduler in each reader's language."""
        return unpack(json.loads(self.title)) if self.key and self.title.startswith(PACKED) else self.title


class Mute(SQLModel, table=True):
    """A topic that somebody does not want to hear of; what concerns their own case always arrives."""

    __tablename__ = "mute"

    person_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.id")
    topic: str = Field(primary_key=True)
