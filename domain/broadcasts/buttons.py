"""The buttons under notices to many, and those by which people choose their topics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button
from domain.policy.seasons import Topic


class Deed(StrEnum):
    """What an officer can do with a notice."""

    SEND = "s"
    SEND_AT = "t"
    CHANGE = "c"
    CONFIRM = "y"
    REFUSE = "n"
    PAUSE = "p"
    RESUME = "r"
    CANCEL = "x"  # asks once more
    CANCEL_FOR_SURE = "z"
    LEAVE = "l"  # no, do not cancel
    READ = "w"  # see it as readers do
    REPEAT_FAILED = "f"
    REPEAT_DOUBTFUL = "d"


@dataclass(frozen=True)
class BroadcastsPage(Button, code="bp"):
    """A page of the notices."""

    page: int


@dataclass(frozen=True)
class OpenBroadcast(Button, code="bo"):
    """One notice, at the end of the chat."""

    broadcast_id: int


@dataclass(frozen=True)
class NewBroadcast(Button, code="bn"):
    """An officer wants to write a notice."""


@dataclass(frozen=True)
class DoWithBroadcast(Button, code="bd"):
    """An officer does something with a notice."""

    broadcast_id: int
    deed: Deed


@dataclass(frozen=True)
class OnlyShown(Button, code="bx"):
    """A button of a notice as officers see it beforehand; it leads readers on, officers nowhere."""


@dataclass(frozen=True)
class HearOf(Button, code="mt"):
    """Somebody wants to hear of a topic (`on` 1) or not (0)."""

    topic: Topic
    on: int


@dataclass(frozen=True)
class AskAboutNotice(Button, code="yn"):
    """A reader of a notice has a question about it; the message says which notice it is."""
