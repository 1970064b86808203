"""The buttons under the centre's picture of a season."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class SeasonPicture(Button, code="sa"):
    """The picture of one campaign."""

    campaign_id: int


@dataclass(frozen=True)
class SeasonUnit(Button, code="sb"):
    """The officers of one unit and below, with what each has left."""

    campaign_id: int
    unit_id: int
    page: int


@dataclass(frozen=True)
class SeasonOfficer(Button, code="sd"):
    """The households of one officer at a unit and below; the officer is named by an appointment, 0 is nobody."""

    campaign_id: int
    unit_id: int
    appointment_id: int
    page: int


@dataclass(frozen=True)
class SeasonTable(Button, code="se"):
    """The whole campaign as a spreadsheet."""

    campaign_id: int
