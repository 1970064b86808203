"""The button by which workers come from a message to a programme."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class ApplyTo(Button, code="at"):
    """A worker wants to apply under a programme."""

    programme: str
