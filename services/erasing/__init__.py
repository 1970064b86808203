"""Somebody is erased: what goes, what stays a while and why, by wish or by command."""

from services.erasing.erasing import Candidate, Erased, asking, candidate, erase, find
from services.erasing.wishes import (
    ask,
    asked_of,
    count_asked,
    follow_consent,
    goes_at_once,
    keep_up,
    take_back,
    wish,
    withdrew,
)

__all__ = [
    "Candidate", "Erased", "ask", "asked_of", "asking", "candidate", "count_asked", "erase", "find", "follow_consent",
    "goes_at_once", "keep_up", "take_back", "wish", "withdrew",
]  # fmt: skip
