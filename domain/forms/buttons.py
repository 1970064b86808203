"""The buttons of a form in the chat: those of its card, and those of a draft that was kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


@dataclass(frozen=True)
class FormPress(Button, code="f"):
    """A button of a form's card; `token` is the form's own, with a dot where it has a colon."""

    draft_id: int
    version: int
    token: str


class Way(StrEnum):
    """What to do with a draft that was kept."""

    CONTINUE = "c"
    ANEW = "a"
    DROP = "d"


@dataclass(frozen=True)
class DraftPress(Button, code="fd"):
    """Continue a kept draft, begin it again, or throw it away."""

    draft_id: int
    way: Way
