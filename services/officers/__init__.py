"""People get and leave office."""

from services.officers.appointments import AppointmentView, accept, end, get, invite, invited_as, listed

__all__ = ["AppointmentView", "accept", "end", "get", "invite", "invited_as", "listed"]
