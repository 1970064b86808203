"""The button that leads to an entry of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class Go(Button, code="go"):
    """Leads to an entry of the menu."""

    to: str
