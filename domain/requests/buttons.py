"""The buttons under words of danger."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class AlarmRead(Button, code="zr"):
    """Somebody who was told of danger says that they have read it and take care."""

    alarm_id: int


@dataclass(frozen=True)
class AllRight(Button, code="zw"):
    """Whoever wrote the words says that they are all right."""

    alarm_id: int
