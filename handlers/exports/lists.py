"""Lists of households as spreadsheets, and the file for upload: each asks what for."""

from __future__ import annotations

from domain.households.buttons import ListOut, UploadOut
from domain.platform.access import Action
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, say
from handlers.exports.papers import ask_what_for
from handlers.menu.menu import ENTRIES, Entry
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import exports


def household_list(turn: Turn, press: ListOut) -> None:
    """An officer takes the list that they have in front of them."""
    if press.purpose is Purpose.ASK:
        ask_what_for(turn, lambda purpose: ListOut(press.shown, press.value, purpose))
    else:
        exports.household_list(turn.work, press.shown, press.value, press.purpose)


def ask_upload(turn: Turn) -> None:
    """Ask what the file for upload is for."""
    ask_what_for(turn, UploadOut)


def upload(turn: Turn, press: UploadOut) -> None:
    """Whoever enters files takes the file for the other system."""
    exports.upload(turn.work, press.purpose)


ENTRIES["upload"] = Entry(
    "upload", say(N_("📤 File for upload")), say(N_("recorders: the file for upload to the national system")),
    Action.SEE_ENTRY_DATA, ask_upload, order=64, listed=False, in_menu=False,
)  # fmt: skip
ROUTES: list[Route] = [
    Press(ListOut, Action.SEE_HOUSEHOLD, household_list),
    Command("upload", Action.SEE_ENTRY_DATA, lambda turn, _: ask_upload(turn)),
    Press(UploadOut, Action.SEE_ENTRY_DATA, upload),
]
