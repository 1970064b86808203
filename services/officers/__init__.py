"""People get and leave office."""

from services.officers.appointments import AppointmentView, end, get, listed
from services.officers.confirming import Followed, ask_again, asked, confirm, decline, waiting
from services.officers.invitations import follow, invite, invited_as

__all__ = [
    "AppointmentView", "Followed", "ask_again", "asked", "confirm", "decline", "end", "follow", "get", "invite",
    "invited_as", "listed", "waiting",
]  # fmt: skip
