"""What is the same for every use-case of an installation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.kinds.register import Kinds
from services.platform.policies import PolicyBook

__all__ = ["House", "Session"]


@dataclass(frozen=True)
class House:
    """The addresses of administrators (`Work.admin_ids`: who they are), where public notices go, what the bot is
    called, the policies and the time zone.

    `acts` says what is written when something has happened: an event of a lower room, an act of a higher one. `kinds`
    answer for what can be applied for. `undo_seconds`: how long an officer can take a decision back; at 0
    it counts at once.
    """

    policies: PolicyBook
    zone: ZoneInfo
    bot_username: str
    default_locale: str = "zh_Hans"
    admin_ids: frozenset[int] = frozenset()
    notice_chat_id: int | None = None
    acts: Mapping[type[Any], Callable[..., None]] = field(default_factory=dict)
    kinds: Kinds = field(default_factory=Kinds)
    undo_seconds: int = 0

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether it is one of the policy's quiet hours, in which nothing goes out that can wait."""
        here = now.astimezone(self.zone)
        return self.policies.current.broadcasts.may_go_at(here) != here

    def deep_link(self, payload: str) -> str:
        """Return the link that opens the bot with this payload."""
        return f"https://t.me/{self.bot_username}?start={payload}"
