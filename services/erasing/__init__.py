"""Somebody is erased: what goes, what stays a while and why, by wish or by command."""

from services.erasing.erasing import Candidate, Erased, asking, candidate, erase, find
from services.erasing.wishes import (
    ask,
    follow_consent,
    goes_at_once,
    keep_up,
    take_back,
    wish,
    wishes_before,
    withdrew,
)

__all__ = [
    "Candidate", "Erased", "ask", "asking", "candidate", "erase", "find", "follow_consent",
    "goes_at_once", "keep_up", "take_back", "wish", "wishes_before", "withdrew",
]  # fmt: skip
