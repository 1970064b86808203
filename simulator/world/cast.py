"""Who takes part in the simulated Telegram: people, rooms, and the machine that moves their clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Json = dict[str, Any]

DEFAULT_LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class Person:
    """Somebody who can chat with the bot; role and note are one line per page language (zh_Hans, zh_Hant, en).

    The bot may write first only to somebody who has `started` it, as on Telegram.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = DEFAULT_LANGUAGE
    role: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    started: bool = False


@dataclass(frozen=True)
class Room:
    """A channel or group in which the bot is an administrator; the id is negative, as Telegram's are."""

    id: int
    title: str
    kind: Literal["channel", "supergroup"]
    members: tuple[int, ...] = ()


@dataclass(frozen=True)
class Jump:
    """One button of the time machine, with its label per page language."""

    key: str
    label: Mapping[str, str]


class TimeMachine(Protocol):
    """What the owner of the clock offers the page."""

    def now(self) -> datetime:
        """The bot's present moment, with its time zone."""

    def jumps(self) -> Sequence[Jump]:
        """The leaps on offer."""

    async def jump(self, key: str) -> Mapping[str, str]:
        """Leap, and say what happened in a sentence per page language."""


def person_view(person: Person) -> Json:
    """Everything about a person, for the page and the journal."""
    return {**vars(person), "role": dict(person.role), "note": dict(person.note)}


def user_json(person: Person) -> Json:
    """The Bot API's User."""
    language = {"language_code": person.language_code} if person.language_code else {}
    return {"id": person.id, "is_bot": False, **_names(person), **language}


def private_chat_json(person: Person) -> Json:
    """The Bot API's Chat for a private conversation with the person."""
    return {"id": person.id, "type": "private", **_names(person)}


def _names(person: Person) -> Json:
    """What somebody is called; Telegram leaves out what they have not set."""
    chosen = {"last_name": person.last_name, "username": person.username}
    return {"first_name": person.first_name} | {name: value for name, value in chosen.items() if value}
