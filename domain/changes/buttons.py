"""The buttons under proposals of a change."""

from __future__ import annotations

from dataclasses import dataclass

from domain.changes.change import What
from domain.changes.life import Event
from domain.platform.buttons import Button


@dataclass(frozen=True)
class AskChange(Button, code="ka"):
    """An officer changes one thing of a household: a question, a member (counted from 0), or what one of them said."""

    household_id: int
    what: What
    field: str
    member: int


@dataclass(frozen=True)
class AskChangeFromCase(Button, code="kk"):
    """An officer changes what the worker of a case gave at registration, or the card of its student."""

    case_id: int
    what: What
    field: str


@dataclass(frozen=True)
class OwnChanges(Button, code="kl"):
    """A worker wants to change something of the file or the registration; a page of what there is."""

    page: int


@dataclass(frozen=True)
class AskOwnChange(Button, code="kw"):
    """A worker changes one thing: the same as an officer, of the own household."""

    what: What
    field: str
    member: int


@dataclass(frozen=True)
class OwnEvents(Button, code="kv"):
    """A worker chooses what has happened."""


@dataclass(frozen=True)
class OwnEvent(Button, code="kx"):
    """A worker says what has happened, and reads what changes by it."""

    event: Event


@dataclass(frozen=True)
class EventsOf(Button, code="ke"):
    """An officer chooses what has happened in a household."""

    household_id: int


@dataclass(frozen=True)
class EventOf(Button, code="ko"):
    """An officer says what has happened in a household, and reads what changes by it."""

    household_id: int
    event: Event


@dataclass(frozen=True)
class AskOwnOfEvent(Button, code="ki"):
    """A worker changes one thing that has changed by what has happened."""

    event: Event
    what: What
    field: str
    member: int


@dataclass(frozen=True)
class AskOfEvent(Button, code="kn"):
    """An officer does, of a household."""

    household_id: int
    event: Event
    what: What
    field: str
    member: int


@dataclass(frozen=True)
class OpenChange(Button, code="ks"):
    """A proposed change, old and new side by side."""

    change_id: int


@dataclass(frozen=True)
class ConfirmChange(Button, code="kc"):
    """The second officer says that it is so."""

    change_id: int


@dataclass(frozen=True)
class RefuseChange(Button, code="kr"):
    """The second officer says that it is not, and why."""

    change_id: int


@dataclass(frozen=True)
class ChangeProof(Button, code="kp"):
    """The photos that were given with a proposal."""

    change_id: int


@dataclass(frozen=True)
class TakeChangeBack(Button, code="kt"):
    """Whoever proposed a change takes it back."""

    change_id: int
