"""People get and leave office."""

from services.officers.appointments import AppointmentView, end, get, listed
from services.officers.confirming import Followed, asked, confirm, decline, follow_consent, forget, waiting
from services.officers.invitations import follow, invite, invited_as
from services.officers.reach import ask_others
from services.officers.unanswered import call_on_administrators

__all__ = [
    "AppointmentView", "Followed", "ask_others", "asked", "call_on_administrators", "confirm", "decline", "end",
    "follow", "follow_consent", "forget", "get", "invite", "invited_as", "listed", "waiting",
]  # fmt: skip
