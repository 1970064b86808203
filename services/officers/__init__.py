"""People get and leave office."""

from services.officers.appointments import AppointmentView, end, get, listed
from services.officers.confirming import Followed, ask_again, asked, confirm, decline, waiting
from services.officers.invitations import follow, invite, invited_as
from services.officers.reach import ask_others

__all__ = [
    "AppointmentView", "Followed", "ask_again", "ask_others", "asked", "confirm", "decline", "end", "follow", "get",
    "invite", "invited_as", "listed", "waiting",
]  # fmt: skip
