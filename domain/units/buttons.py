"""The buttons under the units of the network."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class UnitsPage(Button, code="up"):
    """A page of the units."""

    page: int


@dataclass(frozen=True)
class OpenUnit(Button, code="uo"):
    """One unit, with what can be done there."""

    unit_id: int


@dataclass(frozen=True)
class AddUnit(Button, code="ua"):
    """A new unit below this one; 0 for one at the top."""

    parent_id: int


@dataclass(frozen=True)
class NameUnit(Button, code="un"):
    """The names of a unit, in each language."""

    unit_id: int


@dataclass(frozen=True)
class UnitPoster(Button, code="uq"):
    """The poster by which workers of a unit find the bot."""

    unit_id: int
