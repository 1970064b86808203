"""The buttons by which people get and leave office."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button
from domain.units.steps import Role


@dataclass(frozen=True)
class OfficersPage(Button, code="op"):
    """A page of the officers."""

    page: int


@dataclass(frozen=True)
class AppointAt(Button, code="aa"):
    """An officer is to be appointed at a unit; the role comes next."""

    unit_id: int


@dataclass(frozen=True)
class AppointAs(Button, code="ar"):
    """Make the one-time link for a role at a unit."""

    unit_id: int
    role: Role


@dataclass(frozen=True)
class OpenAppointment(Button, code="ap"):
    """One appointment; asks whether it is to end."""

    appointment_id: int


@dataclass(frozen=True)
class EndAppointment(Button, code="ae"):
    """The appointment ends now."""

    appointment_id: int


@dataclass(frozen=True)
class OpenInvited(Button, code="iv"):
    """Who followed an invitation and waits to be confirmed."""

    invitation_id: int


@dataclass(frozen=True)
class ThatIsWhoIMeant(Button, code="iy"):
    """Who followed an invitation is who was meant."""

    invitation_id: int


@dataclass(frozen=True)
class NotMeant(Button, code="in"):
    """Who followed an invitation is somebody else."""

    invitation_id: int
