"""Whom a notice is for, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from domain.platform.messages import Message
from domain.platform.text import N_, Joined, Local, paragraphs, say

CHOOSE = say(N_("/notifications: choose which notices you get"))
EXCLUDED: Mapping[str, str] = {  # why somebody who is meant does not get it
    "not_registered": N_("not registered: {count}"),
    "blocked": N_("blocked the bot: {count}"),
    "muted": N_("do not want this topic: {count}"),
    "officers": N_("hold an office: {count}"),
    "other_language": N_("read another language: {count}"),
}


def reader_message(message: Message) -> Message:
    """Return a notice as its readers get it: the last line says where to choose what to hear of.

    A notice that nobody can turn off goes out without this line.
    """
    return replace(message, text=paragraphs(message.text, CHOOSE))


def words_in(message: Message) -> Local | None:
    """Return the words of a notice that an officer wrote, by language; None for one that the scheduler worded."""
    parts = message.text.parts if isinstance(message.text, Joined) else (message.text,)
    return parts[0] if parts and isinstance(parts[0], Local) else None


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody who is registered and meets all that is set.

    `unit_id`: at this unit or below. `classes`, `causes`: heads of household files of these classes and main causes.
    `season`: heads of households in the audience of this season; `heat`: in that of the heat warnings. `programme`:
    who has a case under it (`applied`), or has none though they have a file. `locales`: who reads one of these.
    `workers`: without those in office, but for heads of files. `rechecked`: heads of files whose yearly re-check is
    waited for, when their row is written. `survey`: who has not answered that survey by then.
    """

    unit_id: int | None = None
    classes: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    season: str = ""
    heat: bool = False
    programme: str = ""
    applied: bool = True
    locales: tuple[str, ...] = ()
    workers: bool = False
    rechecked: bool = False
    survey: int = 0

    @property
    def needs_rules(self) -> bool:
        """Whether the household's data has to be looked at, which is sealed and no query can do."""
        return bool(self.causes or self.season or self.heat)

    @property
    def is_of_households(self) -> bool:
        """Whether only heads of household files are meant."""
        return self.needs_rules or self.rechecked or bool(self.classes)

    def to_json(self) -> dict[str, Any]:
        """Return the audience as plain data."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @staticmethod
    def from_json(data: dict[str, Any]) -> Audience:
        """Read back what `to_json` wrote."""
        given: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in data.items()}
        return Audience(**given)
