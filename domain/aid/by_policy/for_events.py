"""What stands in a case of an event: which one, and how officers read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.platform.text import N_, Sayable, lines, say

EVENT = "event"  # the answer that is its number
NAME = "event_name"
DAY = "event_day"
NONE_YET = "new"  # the period of what is not opened yet
OPENED = say(
    N_(
        "I have looked at who was struck, as far as I can say. Each gets a case of their own with what is known "
        "already; a colleague approves them, not I."
    )
)


def event_rows(answers: Mapping[str, Any]) -> tuple[Sayable, ...]:
    """Return of which event a case is, as officers read it."""
    number, day = str(answers.get(EVENT) or "-"), answers.get(DAY)
    name = lines(str(answers.get(NAME) or "-"), number, date.fromisoformat(str(day)) if day else None, between=" · ")
    return (say(N_("Event: {name}"), name=name),)
