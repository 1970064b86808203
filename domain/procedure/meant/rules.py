"""What an officer has decided and can still take back: when, how it ends, and what is in the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from domain.platform.text import N_, Refusal

A_MINUTE = timedelta(minutes=1)


class Act(StrEnum):
    """What takes effect: a verdict on a step, or an entry in the national system."""

    DECIDE = "decide"
    ENTER = "enter"


class MeantState(StrEnum):
    """WAITING can be taken back; the others are over. OVERTAKEN: the case went another way first. REFUSED: a rule stood
    against it when it was to take effect."""

    WAITING = "waiting"
    IN_EFFECT = "in_effect"
    TAKEN_BACK = "taken_back"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"


def takes_effect_at(now: datetime, seconds: int) -> datetime:
    """Return when a decision of now takes effect: after these seconds, at the next full minute, which is what people
    read and when the clock of the program looks."""
    at = now + timedelta(seconds=seconds)
    full = at.replace(second=0, microsecond=0)
    return full if full == at else full + A_MINUTE


# What stands in the way ----------------------------------------------------------------------------------------------


class JustDecided(Refusal):
    """A colleague has decided, and can still take it back."""

    text = N_(
        "A colleague has just decided case {number}. It takes effect at {time}; if they take it back before, it comes "
        "back to you by itself."
    )


class YouDecided(Refusal):
    """Whoever presses has decided already, and can still take it back."""

    text = N_("You have just decided case {number}. It takes effect at {time}; until then you can take it back.")


class InEffect(Refusal):
    """It was too late to take a decision back."""

    text = N_("This has taken effect already and can no longer be taken back. /pending shows what waits for you.")


class NotAnyMore(Refusal):
    """What was decided was taken back, or something else came first."""

    text = N_("This decision no longer stands: it was taken back, or the case went another way first. See /pending.")


class PapersMissingNow(Refusal):
    """Papers that were there when an officer decided turned out to be none."""

    text = N_("A paper of case {number} that was there when you decided could not be used. Please look at the case.")
