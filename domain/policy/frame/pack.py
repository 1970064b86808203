"""What a policy is called and when it holds, and its short tables: drafts, limits of a day, days off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.fields import LocalText, Unfit
from domain.platform.text import N_, say
from domain.policy.options import Frozen

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class Pack(Frozen):
    """What the policy is called and from when to when it holds, both days included."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    name: LocalText
    effective_from: Day
    effective_until: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.effective_until is not None and self.effective_until < self.effective_from:
            raise Unfit(say(N_("the policy ends before it begins")))
        return self


class Drafts(Frozen):
    """When an application left lying is mentioned, and when it is given up (days without an answer)."""

    nudge_after_days: Annotated[int, Field(ge=1, le=730)]
    expire_after_days: Annotated[int, Field(ge=1, le=730)]

    @model_validator(mode="after")
    def _nudges_first(self) -> Self:
        if self.expire_after_days <= self.nudge_after_days:
            raise Unfit(say(N_("a draft would expire before anybody is reminded of it")))
        return self


class Limits(Frozen):
    """How often one account may do in a day what officers have to look at."""

    objections_a_day: Annotated[int, Field(ge=1, le=1_000)] = 3
    reports_a_day: Annotated[int, Field(ge=1, le=1_000)] = 5
    changes_a_day: Annotated[int, Field(ge=1, le=1_000)] = 10
    requests_a_day: Annotated[int, Field(ge=1, le=1_000)] = 5  # new threads with an officer
    request_words_a_day: Annotated[int, Field(ge=1, le=1_000)] = 40  # messages in them
    registrations_a_day: Annotated[int, Field(ge=1, le=1_000)] = (
        3  # that a colleague has to look at, and asking for that
    )


class Holiday(Frozen):
    """Days off in a row, both included."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the holiday."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class CalendarYear(Frozen):
    """The State Council's arrangement for one year: days off, and weekend days that are worked.

    What was announced for a year may reach over its turn (30 December to 1 January, worked 29 December).
    """

    year: Annotated[int, Field(ge=2000, le=2100)]
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...] = ()
