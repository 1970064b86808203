"""The buttons by which somebody erases what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


class Erase(StrEnum):
    """What is pressed: to hear what would go, to be sure, or to take a wish back."""

    ASK = "a"
    SURE = "s"
    BACK = "b"


@dataclass(frozen=True)
class EraseMe(Button, code="er"):
    """Somebody wants to be erased."""

    way: Erase
