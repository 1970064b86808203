"""The whole policy: everything a union may change without a programmer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, NoReturn, Self

from pydantic import Field, model_validator

from domain.households.classes import NO_CLASS, HouseholdClass, class_named
from domain.households.facts import CLASS
from domain.platform.calendar import WorkingCalendar
from domain.platform.fields import LocalText, Unfit
from domain.platform.text import N_, Arg, say
from domain.policy.conditions import Place
from domain.policy.danger import DangerWords, Duty
from domain.policy.hardship import (
    AccidentRule,
    Bar,
    ClassRule,
    Exclusion,
    ExtraPapers,
    Lines,
    Stacking,
    StackingRules,
    usual_classes,
)
from domain.policy.leads import Lead
from domain.policy.options import Cause, Frozen, Key, Option, Paper
from domain.policy.own import OwnQuestion
from domain.policy.programmes import HARDSHIP, AnyProgramme, AppliedFor, Programme, VisitMoney
from domain.policy.seasons import Broadcasts, Heat, ReceptionDay, Season, Visits
from domain.policy.waits import Waits
from domain.units.steps import Step

CHOICE_LISTS = (
    "relation", "health", "work_status", "stage", "housing_kind", "home_area", "car", "marital_status", "hukou",
    "study_track", "payee",
)  # fmt: skip


class Pack(Frozen):
    """What the policy is called and from when to when it holds, both days included."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    name: LocalText
    effective_from: date
    effective_until: date | None = None

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


class Policy(Frozen):
    """One dated policy file. `version` is made of its name and its text; money in fen, days in working days."""

    version: str
    pack: Pack
    lines: Lines
    accident: AccidentRule
    stacking: StackingRules | None = None
    listed_classes: Annotated[tuple[ClassRule, ...], Field(alias="class")] = ()
    exclusions: Annotated[tuple[Exclusion, ...], Field(alias="exclusion")] = ()
    bars: Annotated[tuple[Bar, ...], Field(alias="bar")] = ()
    papers_always: tuple[Key, ...] = ()
    extra_papers: tuple[ExtraPapers, ...] = ()
    causes: tuple[Cause, ...]
    most_other_causes: Annotated[int, Field(ge=0, le=20)] = 3
    papers: tuple[Paper, ...]
    rigid_expenses: tuple[Option, ...]
    choices: Mapping[str, tuple[Option, ...]]
    questions: Annotated[tuple[OwnQuestion, ...], Field(alias="question")] = ()
    procedure: Mapping[Key, tuple[Step, ...]]
    programmes: Annotated[tuple[AnyProgramme, ...], Field(alias="programme")] = ()
    visit_money: tuple[VisitMoney, ...] = ()
    drafts: Drafts
    waits: Waits = Waits()
    limits: Limits = Limits()
    calendar_years: Annotated[tuple[CalendarYear, ...], Field(alias="calendar")] = ()
    seasons: Annotated[tuple[Season, ...], Field(alias="season")] = ()
    heat: Heat | None = None
    reception_day: ReceptionDay | None = None
    visits: Visits = Visits()
    broadcasts: Broadcasts = Broadcasts()
    danger: tuple[DangerWords, ...] = ()
    duty: tuple[Duty, ...] = ()
    leads: Annotated[tuple[Lead, ...], Field(alias="lead")] = ()

    @model_validator(mode="after")
    def _says_its_classes(self) -> Self:
        if self.listed_classes and (self.stacking is not None or self.lines.class_order):
            source = N_("classes are listed as {list}, so {order} and {stacking} say nothing here")
            raise Unfit(say(source, list="[[class]]", order="class_order", stacking="[stacking]"))
        assert self.class_rules
        return self

    @cached_property
    def class_rules(self) -> tuple[ClassRule, ...]:
        """The classes of hardship in the order in which they are tried."""
        return self.listed_classes or usual_classes(self.lines, self.stacking)

    @property
    def classes(self) -> tuple[HouseholdClass, ...]:
        """The classes in which a household gets a file, in that order."""
        return tuple(rule.household_class for rule in self.class_rules)

    def household_class(self, key: str | None) -> HouseholdClass:
        """Return a class as this policy calls it; one that it does not know keeps its usual name, or its key."""
        return next((one for one in self.classes if one.value == key), None) or class_named(key or NO_CLASS)

    def class_rule(self, household_class: HouseholdClass) -> ClassRule | None:
        """Return the rule of a class; None for NONE, and for one that this policy does not know."""
        return next((rule for rule in self.class_rules if rule.key == household_class.value), None)

    def stacking_of(self, household_class: HouseholdClass) -> Stacking:
        """Return how many grants a class may take; without a rule of its own the strictest."""
        rule = self.class_rule(household_class)
        return rule.stacking if rule else Stacking.ONE_GRANT

    def options(self, name: str) -> Sequence[Option]:
        """Return a list of choices: one of CHOICE_LISTS, or cause, paper, rigid; raises KeyError for another name."""
        return self._lists[name]

    def option(self, name: str, key: str) -> Option:
        """Return one choice of a list; raises KeyError when it has no such key."""
        return next((option for option in self._lists[name] if option.key == key), None) or _missing(name, key)

    def paper(self, key: str) -> Paper:
        """Return a kind of paper; raises KeyError."""
        return next((paper for paper in self.papers if paper.key == key), None) or _missing("paper", key)

    def is_identity(self, key: str) -> bool:
        """Say whether a kind of paper shows the number of somebody's identity or card; False for an unknown one."""
        return any(paper.key == key and paper.identity for paper in self.papers)

    def cause(self, key: str) -> Cause:
        """Return a cause of hardship; raises KeyError."""
        return next((cause for cause in self.causes if cause.key == key), None) or _missing("cause", key)

    def programme(self, key: str) -> AppliedFor:
        """Return an aid programme; raises KeyError."""
        return next((found for found in self.programmes if found.key == key), None) or _missing("programme", key)

    def given(self, key: str) -> Programme:
        """Return the programme that a case or a draft is of (a draft that names none: the hardship file), also one that
        nobody applies for; raises KeyError."""
        return next((found for found in self.every if found.key == (key or HARDSHIP.key)), None) or _missing(
            "programme", key
        )

    @property
    def every(self) -> tuple[Programme, ...]:
        """Whatever a case can be of: the hardship file, what is settled at visits, what is applied for."""
        return (HARDSHIP, *self.visit_money, *self.programmes)

    def questions_of(self, programme: str | None = None) -> tuple[OwnQuestion, ...]:
        """Return the file's own questions for a programme, or for the report of a household and its file."""
        return tuple(one for one in self.every_question.values() if one.programme == programme)

    @cached_property
    def every_question(self) -> Mapping[Place, OwnQuestion]:
        """Every question of the file's own, with its place: the list of questions, and what programmes ask."""
        listed: dict[Place, OwnQuestion] = {("question", number): one for number, one in enumerate(self.questions)}
        under: dict[Place, OwnQuestion] = {
            ("programme", number, "ask", at): one
            for number, programme in enumerate(self.programmes)
            for at, one in enumerate(programme.ask)
        }
        return {**listed, **under}

    def season(self, key: str) -> Season:
        """Return a season; raises KeyError."""
        return next((season for season in self.seasons if season.key == key), None) or _missing("season", key)

    def steps(self, name: str = HARDSHIP.procedure) -> tuple[Step, ...]:
        """Return the steps of the procedure that `programme.procedure` names; raises KeyError."""
        return self.procedure[name]

    def holds_on(self, day: date) -> bool:
        """Say whether the policy is in force on a day."""
        return self.pack.effective_from <= day <= (self.pack.effective_until or date.max)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar of all announced years."""
        return WorkingCalendar(
            frozenset(day for year in self.calendar_years for holiday in year.holidays for day in holiday.days),
            frozenset(day for year in self.calendar_years for day in year.workdays),
            frozenset(year.year for year in self.calendar_years),
        )

    def word(self, name: str, key: str) -> Arg:
        """Return how people call a choice of a list, or a class; what is in no list stays as it is."""
        if name == CLASS:
            return self.household_class(key).label
        return next((one.text for one in self._lists.get(name, ()) if one.key == key), key)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[Option, ...]]:
        return {**self.choices, "cause": self.causes, "paper": self.papers, "rigid": self.rigid_expenses}


def _missing(kind: str, key: str) -> NoReturn:
    raise KeyError(f"{kind} {key}")
