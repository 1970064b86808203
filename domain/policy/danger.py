"""Words that mean danger, and who is on duty to hear of them, as a union writes them into its policy file."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from domain.platform.fields import Unfit
from domain.platform.text import N_, say
from domain.policy.options import Frozen

TOO_SHORT = N_("“{phrase}” would fit almost anything: say it in two characters or more")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Danger(StrEnum):
    """What somebody may be in: the numbers to call differ."""

    ACCIDENT = "accident"
    VIOLENCE = "violence"
    LIFE = "life"  # they do not want to live


Phrase = Annotated[str, Field(min_length=2, max_length=2000, pattern=r"\w")]


class DangerWords(Frozen):
    """Words of one danger, beside those that the program knows by itself.

    In a phrase `/` stands between words that mean the same, `*` for up to twelve characters: `老公/丈夫 * 打我`. What
    fits a phrase of `unless` is not looked at. Simplified and traditional are two phrases.
    """

    kind: Danger
    words: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    unless: tuple[Phrase, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> DangerWords:
        for phrase in (*self.words, *self.unless):
            if shortest(phrase) < 2:
                raise Unfit(say(TOO_SHORT, phrase=phrase))
        return self


def shortest(phrase: str) -> int:
    """Return how few characters fit a phrase; 0 when one of its words is empty."""
    parts = [min(len(word.strip()) for word in part.split("/")) for part in phrase.split("*")]
    return sum(parts) if all(parts) else 0


class Duty(Frozen):
    """Officers of a unit, by the names of their registration, who are told of danger first, on these days and hours.

    `unit` is its name, left out: whatever unit somebody is of. The hours may go over midnight; `until` is not part.
    """

    unit: str = ""
    days: Annotated[tuple[str, ...], Field(min_length=1)] = WEEK
    begins: Annotated[time, Field(alias="from")] = time(0)
    until: time = time(0)
    officers: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _knows_its_days(self) -> Duty:
        for day in self.days:
            if day not in WEEK:
                raise Unfit(say(N_("{key} is not in the list {name}"), key=day, name=", ".join(WEEK)))
        return self

    def holds_at(self, here: datetime) -> bool:
        """Say whether it is on at a moment in the union's time zone; the night belongs to the day on which it began."""
        clock, day = here.time(), here.weekday()
        if self.begins < self.until:
            return self.begins <= clock < self.until and WEEK[day] in self.days
        if clock >= self.begins:
            return WEEK[day] in self.days
        return clock < self.until and WEEK[day - 1] in self.days
