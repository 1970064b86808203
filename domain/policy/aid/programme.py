"""A programme that a policy file states whole: about whom, who may, once per what, which papers, how much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from domain.households.classes import NO_CLASS
from domain.households.facts import CLASS
from domain.platform.fields import MonthDay, YearlyDay
from domain.platform.predicates import evaluate, facts_named, must_hold
from domain.platform.text import N_
from domain.policy.aid.amounts import Amount
from domain.policy.aid.short import ShortRule
from domain.policy.caps import Cap, Month
from domain.policy.options import Frozen, Key
from domain.policy.programmes import AppliedFor, ProgrammeState, WindowState


class About(StrEnum):
    """Whom a case is about."""

    HOUSEHOLD = "household"
    MEMBER = "member"  # one of the household, the worker included
    PERSON = "person"  # the worker, with a household on file or without one
    OUTSIDER = "outsider"  # somebody without a file and an account: an officer asks for them
    UNIT = "unit"  # a unit of the union: its officer asks

    @property
    def needs_file(self) -> bool:
        """Whether there has to be a household on file."""
        return self in (About.HOUSEHOLD, About.MEMBER)

    @property
    def by_officer(self) -> bool:
        """Whether an officer asks for it on somebody else's behalf."""
        return self in (About.OUTSIDER, About.UNIT)


class OncePer(StrEnum):
    """How often the same household or person may have it."""

    YEAR = "year"
    EVER = "ever"
    EVENT = "event"
    SETTLED = "settled"  # once until what was lent is paid back
    ENDED = "ended"  # once until what is given each month has ended


class Once(Frozen):
    """Once per what; an `event` is told from others by the answer to a question (the key) of the programme."""

    per: OncePer
    event: Key | None = None
    within_days: Annotated[int, Field(ge=1, le=3_660)] | None = None  # of an event: so long it can be asked for


class AidWindow(Frozen):
    """A yearly window, both days included; it may reach over the turn of the year (1 December to 28 February)."""

    opens: YearlyDay
    closes: YearlyDay

    def state(self, today: date) -> ProgrammeState:
        """Return where `today` lies; a closed window gives the days of the next one."""
        over = self.closes < self.opens
        for year in (today.year - 1, today.year, today.year + 1):
            opens, closes = self.opens.in_year(year), self.closes.in_year(year + over)
            if today <= closes:
                return ProgrammeState(_state(today, opens, self.opens.in_year(today.year)), opens, closes)
        raise AssertionError("next year's window is not over")


def _state(today: date, opens: date, opened_this_year: date) -> WindowState:
    if today >= opens:
        return WindowState.OPEN
    return WindowState.OPENS_LATER if opens == opened_this_year else WindowState.CLOSED


class After(StrEnum):
    """After what a paper is asked for."""

    PAYMENT = "payment"


class AidPaper(Frozen):
    """A paper that is asked for, always or `when` the programme's own questions call for it, at once or `after` the
    money."""

    paper: Key
    when: ShortRule | None = None
    after: After | None = None


def _paper(data: Any) -> Any:
    return {"paper": data} if isinstance(data, str) else data


def _amount(data: Any) -> Any:
    return data if isinstance(data, dict) else {"pays": data}


class Needs(Frozen):
    """It is for members of another programme, for what happens once they have been so for `waited_days`."""

    membership: Key
    waited_days: Annotated[int, Field(ge=0, le=366)] = 0


class Stack(Frozen):
    """Beside what else it may stand: whether it `counts` among the aid of a year, and what it is never given with."""

    counts: bool = True
    not_with: tuple[Key, ...] = ()


class Aid(AppliedFor):
    """Aid for a household on file, for one of its people, or for a worker whether there is a file or not."""

    kind: Literal["aid"]
    about: About = About.HOUSEHOLD
    window: AidWindow | None = None
    who: ShortRule | None = None
    once: Once
    papers: tuple[Annotated[AidPaper, BeforeValidator(_paper)], ...] = ()
    amount: Annotated[Amount, BeforeValidator(_amount)] | None = None  # None: help that is not in money
    caps: tuple[Cap, ...] = ()
    needs: Needs | None = None
    stack: Stack = Field(default_factory=Stack)

    def state(self, today: date) -> ProgrammeState | None:
        """Return where a day lies in its window; None: it is open all year."""
        return self.window.state(today) if self.window else None

    @property
    def counts(self) -> bool:
        """Whether it is one of the aids of a year that stand in each other's way."""
        return self.stack.counts and self.pays

    @property
    def again_when_settled(self) -> bool:
        """Whether it can be had again once it is paid back, or has ended."""
        return self.once.per in (OncePer.SETTLED, OncePer.ENDED)

    @property
    def monthly(self) -> Month | None:
        """How it is given each month; None: it is given at once."""
        return self.amount.month if self.amount is not None else None

    def keeps(self, household_class: str, before: str) -> bool:
        """Say whether a household that comes from one class into another keeps what it is given each month: the class
        is still one of those it is for, and the sum does not go by it."""
        if household_class == before:
            return True
        asked = must_hold(self.who.condition) if self.who is not None else ()
        fits = all(evaluate(one, {CLASS: household_class}).holds for one in asked if one.fact == CLASS)
        return fits and household_class != NO_CLASS and not self._goes_by_class

    @property
    def _goes_by_class(self) -> bool:
        rows = self.amount.table if self.amount is not None else ()
        return any(CLASS in facts_named(row.when.condition) for row in rows if row.when is not None)

    @property
    def pays(self) -> bool:
        """Whether it gives money."""
        return self.amount is not None and not self.amount.is_goods

    @property
    def for_members_of(self) -> str:
        """The programme whose members it is for; empty: for everybody."""
        return self.needs.membership if self.needs else ""

    @property
    def never_with(self) -> tuple[Key, ...]:
        """The programmes that it is not given beside in one year."""
        return self.stack.not_with

    @property
    def yearly_caps(self) -> tuple[Cap, ...]:
        """What is limited over a year, in money or in times."""
        return tuple(cap for cap in self.caps if cap.over_a_year)

    @property
    def closing_days(self) -> Mapping[MonthDay, str]:
        """The day on which applications close each year, if they do."""
        return {self.window.closes: N_("{programme}: the last day to apply")} if self.window else {}

    @property
    def papers_named(self) -> tuple[str, ...]:
        """Return the keys of every paper that may be asked for."""
        return tuple(one.paper for one in self.papers)

    def opens_on(self, year: int) -> date | None:
        """Return the day of a year on which its window opens; None: it is open all year."""
        return self.window.opens.in_year(year) if self.window else None
