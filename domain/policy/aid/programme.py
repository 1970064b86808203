"""A programme that a policy file states whole: about whom, who may, once per what, which papers, how much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from domain.households.classes import NO_CLASS
from domain.households.facts import CLASS
from domain.platform.fields import LocalText, MonthDay
from domain.platform.predicates import evaluate, facts_named, must_hold
from domain.platform.text import Sayable
from domain.policy.aid.amounts import Amount
from domain.policy.aid.windows import AidWindow, Ground
from domain.policy.caps import Cap, Month
from domain.policy.conditions import ShortRule
from domain.policy.options import Frozen, Key
from domain.policy.programmes import AppliedFor, ProgrammeState


class About(StrEnum):
    """Whom a case is about."""

    HOUSEHOLD = "household"
    MEMBER = "member"  # one of the household, the worker included
    PERSON = "person"  # the worker, with a household on file or without one
    OUTSIDER = "outsider"  # somebody without a file and an account: an officer asks for them
    UNIT = "unit"  # a unit of the union: its officer asks
    EVENT = "event"  # every household that one event has struck: an officer opens it once for all of them

    @property
    def needs_file(self) -> bool:
        """Whether there has to be a household on file."""
        return self in (About.HOUSEHOLD, About.MEMBER)

    @property
    def is_own(self) -> bool:
        """Whether the worker has it for themselves or their household."""
        return self in (About.HOUSEHOLD, About.PERSON)

    @property
    def by_officer(self) -> bool:
        """Whether an officer asks for it on somebody else's behalf."""
        return self in (About.OUTSIDER, About.UNIT)

    @property
    def is_event(self) -> bool:
        """Whether an officer opens it for many at once."""
        return self is About.EVENT


class OncePer(StrEnum):
    """How often the same household or person may have it."""

    YEAR = "year"
    EVER = "ever"
    EVENT = "event"
    SETTLED = "settled"  # once until what was lent is paid back
    SCHOOL_YEAR = "school_year"  # it turns when the window opens
    ENDED = "ended"  # once until what is given each month has ended


class Once(Frozen):
    """Once per what; an `event` is told from others by the answer to a question (the key) of the programme."""

    per: OncePer
    event: Key | None = None
    within_days: Annotated[int, Field(ge=1, le=3_660)] | None = None  # of an event: so long it can be asked for


class Whom(Frozen):
    """Whom of those who live with the worker it is for: `when` asks facts of each that do not change with the day.

    The words of the question may be the file's own, and what is said where there is `nobody`.
    """

    when: ShortRule
    text: LocalText | None = None
    label: LocalText | None = None
    help: LocalText | None = None
    nobody: LocalText | None = None
    kept_as: Literal["person", "student"] = "person"  # the key of the answer, so that earlier cases read as later ones


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


class Group(Frozen):
    """Several borrow by one contract and stand for one another: how many they are, the worker included."""

    least: Annotated[int, Field(ge=2, le=50)] = 2
    most: Annotated[int, Field(ge=2, le=50)]


class Aid(AppliedFor):
    """Aid for a household on file, for one of its people, or for a worker whether there is a file or not."""

    kind: Literal["aid"]
    about: About = About.HOUSEHOLD
    whom: Whom | None = None
    intro: LocalText | None = None  # what is said before the first question, in the place of the summary
    window: AidWindow | None = None
    who: ShortRule | None = None
    once: Once
    papers: tuple[Annotated[AidPaper, BeforeValidator(_paper)], ...] = ()
    amount: Annotated[Amount, BeforeValidator(_amount)] | None = None  # None: help that is not in money
    caps: tuple[Cap, ...] = ()
    payees: tuple[Key, ...] = ()  # whose card the money may go to, of the list; none: the worker's
    needs: Needs | None = None
    group: Group | None = None  # of a loan: who borrows together
    stack: Stack = Field(default_factory=Stack)

    def state(self, today: date, ground: Ground | None = None) -> ProgrammeState | None:
        """Return where a day lies in its window, for somebody of whom something is known; None: it is open all year."""
        return self.window.state(today, ground) if self.window else None

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
    def closing_days(self) -> Mapping[MonthDay, Sayable | None]:
        """The days on which applications close each year, if they do, and for whom where there are several."""
        return self.window.days if self.window else {}

    @property
    def papers_named(self) -> tuple[str, ...]:
        """Return the keys of every paper that may be asked for."""
        return tuple(one.paper for one in self.papers)

    def opens_on(self, year: int) -> date | None:
        """Return the day of a year on which its window opens; None: it is open all year."""
        return self.window.opens.in_year(year) if self.window else None

    def school_year(self, day: date) -> int:
        """Return the year in which the school year served on a day began: it turns when the window opens."""
        opens = self.opens_on(day.year)
        return day.year if opens is None or day >= opens else day.year - 1

    def student_period(self, day: date) -> str | None:
        """Return the period in which each student may have it, on a day; None: it is not about students."""
        return str(self.school_year(day)) if self.once.per is OncePer.SCHOOL_YEAR else None

    def amount_range(self) -> tuple[int, int] | None:
        """Return the least and the most of a table of plain sums (fen); None: the application works it out."""
        sums = [row.pays for row in self.amount.table] if self.amount is not None else []
        plain = [one for one in sums if one is not None]
        return (min(plain), max(plain)) if plain and len(plain) == len(sums) else None
