"""The buttons under messages about households on file."""

from __future__ import annotations

from dataclasses import dataclass

from domain.buttons import Button


@dataclass(frozen=True)
class OpenHousehold(Button, code="hh"):
    """One household: its file in short, visits and what is to be done."""

    household_id: int
