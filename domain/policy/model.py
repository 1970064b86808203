"""The whole policy: everything a union may change without a programmer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any, NoReturn, Self

from pydantic import Field, model_validator

from domain.households.classes import NO_CLASS, HouseholdClass, class_named
from domain.households.facts import CLASS
from domain.platform.calendar import WorkingCalendar
from domain.platform.fields import Unfit
from domain.platform.text import N_, Arg, Joined, Text, say
from domain.policy.conditions import Place
from domain.policy.danger import DangerWords, Duty
from domain.policy.frame.entries import ComingOnList, VisitMoney, joining, opening
from domain.policy.frame.lists import HardshipList, apart, is_list_fact, with_keepers
from domain.policy.frame.measures import Plans
from domain.policy.frame.pack import CalendarYear, Drafts, Limits, Pack
from domain.policy.frame.upload import Upload
from domain.policy.frame.warnings import Sign, WarningRule
from domain.policy.frame.yearly import Recheck, Survey
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
from domain.policy.money.funds import Fund
from domain.policy.options import Cause, Frozen, Key, Option, Paper
from domain.policy.own import OwnQuestion
from domain.policy.programmes import AnyProgramme, AppliedFor, Programme
from domain.policy.seasons import Broadcasts, Heat, ReceptionDay, Season, Visits
from domain.policy.waits import Waits
from domain.units.steps import Step

CLASS_ON = N_("{list}: {household_class}")
CHOICE_LISTS = (
    "relation", "health", "work_status", "stage", "housing_kind", "home_area", "car", "marital_status", "hukou",
    "study_track", "payee",
)  # fmt: skip


class Policy(Frozen):
    """One dated policy file. `version` is made of its name and its text; money in fen, days in working days."""

    version: str
    pack: Pack
    lines: Lines
    accident: AccidentRule
    stacking: StackingRules | None = None
    listed_classes: Annotated[tuple[ClassRule, ...], Field(alias="class")] = ()
    stated_lists: Annotated[tuple[HardshipList, ...], Field(alias="list", min_length=1)]
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
    recheck: Recheck | None = None
    survey: Survey | None = None
    broadcasts: Broadcasts = Broadcasts()
    danger: tuple[DangerWords, ...] = ()
    duty: tuple[Duty, ...] = ()
    leads: Annotated[tuple[Lead, ...], Field(alias="lead")] = ()
    warnings: Annotated[tuple[WarningRule, ...], Field(alias="warning")] = ()
    plans: Plans = Plans()
    upload: Upload | None = None
    funds: Annotated[tuple[Fund, ...], Field(alias="fund")] = ()

    @model_validator(mode="before")
    @classmethod
    def _kept_by_whom_it_says(cls, data: Any) -> Any:
        return with_keepers(data)

    @model_validator(mode="after")
    def _says_its_classes(self) -> Self:
        under, own = self.stated_lists[0].classes, self.listed_classes
        name = "[[list.class]]" if under else "[[class]]"
        if under and own:
            source = N_("the classes of the first list stand twice: as {list} and as {classes}")
            raise Unfit(say(source, list="[[class]]", classes="[[list.class]]"))
        if (under or own) and (self.stacking is not None or self.lines.class_order):
            source = N_("classes are listed as {list}, so {order} and {stacking} say nothing here")
            raise Unfit(say(source, list=name, order="class_order", stacking="[stacking]"))
        assert self.class_rules
        return self

    @cached_property
    def lists(self) -> tuple[HardshipList, ...]:
        """The lists beside each other, the first one with its classes."""
        first, *more = self.stated_lists
        rules = first.classes or self.listed_classes or usual_classes(self.lines, self.stacking)
        return (first.model_copy(update={"classes": rules}), *more)

    @property
    def named_lists(self) -> tuple[HardshipList, ...]:
        """The lists that have names of their own: a condition may ask for the class on one."""
        return tuple(one for one in self.lists if one.own_title is not None)

    def list_of(self, key: str) -> HardshipList:
        """Return a list; the first one for an empty key; raises KeyError."""
        if not key:
            return self.lists[0]
        return next((one for one in self.lists if one.key == key), None) or _missing("list", key)

    def classes_stated(self, main: str, others: Mapping[str, str]) -> Mapping[str, str]:
        """Return the facts of the classes of a household on file: on the first list (`main`), and on the `others`."""
        first = self.lists[0].key
        each = {one.fact: (main if one.key == first else others.get(one.key)) or NO_CLASS for one in self.named_lists}
        return {CLASS: main or NO_CLASS, **each}

    def lists_for(self, programme: Programme) -> tuple[str, ...]:
        """Return the keys of the lists on one of which a household has to stand for something; empty: on the first."""
        if programme.on_lists or programme.enters is not None:
            return programme.on_lists
        first, *others = self.lists
        open_to = tuple(one.key for one in others if one.all_aid)
        return (first.key, *open_to) if open_to else ()

    def classes_for(self, programme: Programme) -> tuple[HouseholdClass, ...]:
        """Return the classes in which a household can have something, on whichever list it has to stand for it."""
        asked = self.lists_for(programme)
        return tuple(one for each in self.lists if each.key in asked for one in each.in_order) or self.classes

    @property
    def class_rules(self) -> tuple[ClassRule, ...]:
        """The classes of the first list in the order in which they are tried."""
        return self.lists[0].classes

    @property
    def classes(self) -> tuple[HouseholdClass, ...]:
        """The classes in which a household gets on the first list, in that order."""
        return self.lists[0].in_order

    @cached_property
    def every_class(self) -> tuple[HouseholdClass, ...]:
        """The classes of all lists, list by list; the heading of those behind the first names their list."""
        first, *others = self.lists
        return (*first.in_order, *(_on(each, one) for each in others for one in each.in_order))

    def household_class(self, key: str | None) -> HouseholdClass:
        """Return a class as this policy calls it; one that it does not know keeps its usual name, or its key.

        The key of several lists (`lists.together`) is told list by list.
        """
        main, others = apart(key or "")
        if not others:
            return self._class(main)
        first = (self._class(main).heading,) if main else ()
        said = Joined((*first, *(self._class_on(name, found) for name, found in others.items())), "; ")
        return HouseholdClass(key or "", said, said)

    def _class_on(self, name: str, key: str) -> Text:
        title = next((one.title for one in self.lists if one.key == name), name)
        return say(CLASS_ON, list=title, household_class=self._class(key).label)

    def _class(self, key: str) -> HouseholdClass:
        return next((one for one in self.every_class if one.value == key), None) or class_named(key or NO_CLASS)

    def class_rule(self, household_class: HouseholdClass) -> ClassRule | None:
        """Return the rule of a class; None for NONE, and for one that this policy does not know."""
        rules = (rule for each in self.lists for rule in each.classes)
        return next((rule for rule in rules if rule.key == household_class.value), None)

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

    def warning(self, sign: Sign) -> WarningRule | None:
        """Return a rule of early warning; None: the sign is not looked for."""
        return next((one for one in self.warnings if one.key is sign), None)

    def given(self, key: str) -> Programme:
        """Return the programme of a case or draft (none named: the first report), applied for or not; or KeyError."""
        wanted = key or self.opening[0].key
        return next((found for found in self.every if found.key == wanted), None) or _missing("programme", wanted)

    @property
    def every(self) -> tuple[Programme, ...]:
        """Whatever a case can be of: files and lists, what is settled at visits, what is applied for."""
        return (*self.opening, *self.joining, *self.visit_money, *self.programmes)

    @cached_property
    def opening(self) -> tuple[ComingOnList, ...]:
        """What puts a household on file, once for each list that it comes on with that, in their order."""
        return opening(self.lists)

    @cached_property
    def joining(self) -> tuple[ComingOnList, ...]:
        """What puts a household that is on file on one more list; where there is one list, nothing does."""
        return joining(self.lists)

    def questions_of(self, programme: str | None = None) -> tuple[OwnQuestion, ...]:
        """Return the file's own questions for a programme, or for the report of a household and its file."""
        return tuple(one for one in self.every_question.values() if one.programme == programme)

    @cached_property
    def every_question(self) -> Mapping[Place, OwnQuestion]:
        """Every question of the file's own, with its place: the list of questions, what lists and programmes ask."""
        listed: dict[Place, OwnQuestion] = {("question", number): one for number, one in enumerate(self.questions)}
        by_table = [(("list", number), one.ask) for number, one in enumerate(self.lists)]
        by_table += [(("programme", number), one.ask) for number, one in enumerate(self.programmes)]
        under: dict[Place, OwnQuestion] = {
            (*place, "ask", at): one for place, asked in by_table for at, one in enumerate(asked)
        }
        return {**listed, **under}

    def season(self, key: str) -> Season:
        """Return a season; raises KeyError."""
        return next((season for season in self.seasons if season.key == key), None) or _missing("season", key)

    def steps(self, name: str = "") -> tuple[Step, ...]:
        """Return the steps that `programme.procedure` names, else those of the first list; raises KeyError."""
        return self.procedure[name or self.lists[0].procedure]

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
        if name == CLASS or is_list_fact(name):
            return self.household_class(key).label
        return next((one.text for one in self._lists.get(name, ()) if one.key == key), key)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[Option, ...]]:
        return {**self.choices, "cause": self.causes, "paper": self.papers, "rigid": self.rigid_expenses}


def _on(each: HardshipList, one: HouseholdClass) -> HouseholdClass:
    return HouseholdClass(one.value, one.label, say(CLASS_ON, list=each.title, household_class=one.label))


def _missing(kind: str, key: str) -> NoReturn:
    raise KeyError(f"{kind} {key}")
