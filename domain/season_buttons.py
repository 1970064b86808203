"""The buttons under messages about seasons and their tasks."""

from __future__ import annotations

from dataclasses import dataclass

from domain.buttons import Button


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
