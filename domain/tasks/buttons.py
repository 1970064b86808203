"""The buttons under messages about seasons and their tasks."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class OpenTasks(Button, code="tl"):
    """An officer's households in a campaign, the unfinished first."""

    campaign_id: int
    page: int


@dataclass(frozen=True)
class NextTask(Button, code="tn"):
    """The next household of a campaign at which something is left to do."""

    campaign_id: int


@dataclass(frozen=True)
class OpenTask(Button, code="to"):
    """One household's checklist in a campaign."""

    task_id: int


@dataclass(frozen=True)
class TaskAfter(Button, code="ta"):
    """The household that comes after this one in the list."""

    task_id: int


@dataclass(frozen=True)
class OpenItem(Button, code="ti"):
    """One item of a household's checklist, in full."""

    task_id: int
    item: str


@dataclass(frozen=True)
class TickItem(Button, code="tk"):
    """An officer has done an item."""

    task_id: int
    item: str


@dataclass(frozen=True)
class ChangeItem(Button, code="tc"):
    """An officer corrects what is on record of an item; `stamp` says of which entry."""

    task_id: int
    item: str
    stamp: int


@dataclass(frozen=True)
class UndoItem(Button, code="tu"):
    """An officer opens an item again; `stamp` says which entry is taken back."""

    task_id: int
    item: str
    stamp: int


@dataclass(frozen=True)
class LeaveItemOut(Button, code="tx"):
    """An officer says that an item is not needed."""

    task_id: int
    item: str


@dataclass(frozen=True)
class ItemPhotos(Button, code="tf"):
    """The photos that were sent with an item."""

    task_id: int
    item: str


@dataclass(frozen=True)
class PutOff(Button, code="tt"):
    """An officer wants to come back to a household later: asks for the day."""

    task_id: int


@dataclass(frozen=True)
class PutOffUntil(Button, code="tp"):
    """A household waits until a day (YYYY-MM-DD), or until one that is still to be typed (empty)."""

    task_id: int
    day: str


@dataclass(frozen=True)
class NothingMore(Button, code="tz"):
    """A season is no longer for a household: leave out all that is open."""

    task_id: int
