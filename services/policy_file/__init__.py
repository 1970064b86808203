"""Which policy is in force and how it came to be: its file, and what administrators see and change in the chat."""

from services.policy_file.beginning import opened
from services.policy_file.changes import begun, file_changed, tell_effect
from services.policy_file.checking import Checked, ToCheck, check, checked, fault, next_sent, progress, wrong
from services.policy_file.deciding import call_off, check_day, confirm, look_again, propose
from services.policy_file.effect import effect_on_file, how_many
from services.policy_file.installing import call_on, carry_out, is_due
from services.policy_file.looking import UseLine, UseView, as_file, earlier, used
from services.policy_file.sending import POLICY_PAPER, keep_file, policy_fetched
from services.policy_file.showing import open_ones, shown
from services.policy_file.uses import follow, last_use, untold

__all__ = [
    "POLICY_PAPER", "Checked", "ToCheck", "UseLine", "UseView", "as_file", "begun", "call_off", "call_on", "carry_out",
    "check", "check_day", "checked", "confirm", "earlier", "effect_on_file", "fault", "file_changed", "follow",
    "how_many", "is_due", "keep_file", "last_use", "look_again", "next_sent", "open_ones", "opened", "policy_fetched",
    "progress", "propose", "shown", "tell_effect", "untold", "used", "wrong",
]  # fmt: skip
