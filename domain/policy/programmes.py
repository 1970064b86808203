"""Aid programmes in a policy: windows that come every year, amounts, papers and tracks that are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import InitErrorDetails

from domain.households.classes import HouseholdClass
from domain.platform.fields import Fen, LocalText, MonthDay, Unfit, YearlyDay
from domain.platform.text import N_, Text, say
from domain.policy.caps import Cap, Month
from domain.policy.conditions import Rule
from domain.policy.examples import Example
from domain.policy.options import Frozen, Key, ListKey
from domain.policy.own import OwnQuestion

Stages = Annotated[Mapping[Key, Annotated[Fen, Field(gt=0)]], Field(min_length=1)]


class WindowState(StrEnum):
    """Where a day lies in a yearly window."""

    OPEN = "open"
    OPENS_LATER = "opens_later"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """A programme on a day: the window it concerns, both days included (for CLOSED: the next year's window)."""

    state: WindowState
    opens_on: date
    closes_on: date

    @property
    def is_open(self) -> bool:
        """Whether an application can be handed in."""
        return self.state is WindowState.OPEN

    @property
    def said(self) -> Text:
        """The state as the list of programmes shows it."""
        match self.state:
            case WindowState.OPEN:
                return say(N_("open until {closes}"), closes=self.closes_on)
            case WindowState.OPENS_LATER:
                return say(N_("opens on {opens}"), opens=self.opens_on)
            case WindowState.CLOSED:
                return say(N_("closed for this year; opens again on {opens}"), opens=self.opens_on)


class Window(Frozen):
    """A yearly window, both days included; returning students may have to hand in earlier than new ones."""

    opens: YearlyDay
    returning_close: YearlyDay
    new_close: YearlyDay

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        for name, closes in (("returning_close", self.returning_close), ("new_close", self.new_close)):
            if closes < self.opens:
                raise Unfit(say(N_("the window closes ({name}) before it opens"), name=name))
        return self

    def closes(self, new_student: bool | None) -> YearlyDay:
        """Return the closing day for a new or a returning student; the later of both when not known yet."""
        if new_student is None:
            return max(self.returning_close, self.new_close)
        return self.new_close if new_student else self.returning_close

    def state(self, today: date, new_student: bool | None = None) -> ProgrammeState:
        """Return where `today` lies; a closed window gives the dates of the next year."""
        opens, closes = self.opens.in_year(today.year), self.closes(new_student).in_year(today.year)
        if today > closes:
            next_year = today.year + 1
            opens, closes = self.opens.in_year(next_year), self.closes(new_student).in_year(next_year)
            return ProgrammeState(WindowState.CLOSED, opens, closes)
        return ProgrammeState(WindowState.OPENS_LATER if today < opens else WindowState.OPEN, opens, closes)


class ExcludedTrack(Frozen):
    """A study track the programme does not cover, and what the worker is told to do instead."""

    track: Key
    worker: LocalText


class StudyPapers(Frozen):
    """Papers a new and a returning student hand in."""

    new: Annotated[tuple[Key, ...], Field(min_length=1)]
    returning: Annotated[tuple[Key, ...], Field(min_length=1)]


class Programme(Frozen):
    """What a case can be of: its `kind` answers for it, its `procedure` names the steps."""

    key: Key
    kind: str
    procedure: Key
    ask: tuple[OwnQuestion, ...] = ()  # what the file itself asks under it

    @property
    def for_members_of(self) -> str:
        """The programme whose members it is for; empty: for everybody."""
        return ""

    @property
    def on_lists(self) -> tuple[str, ...]:
        """The lists on one of which a household has to stand for it; empty: on the first one."""
        return ()

    @property
    def enters(self) -> str | None:
        """The list that a household comes on by it, empty for the first one; None: on none."""
        return None

    @property
    def counts(self) -> bool:
        """Whether it is one of the aids of a year that stand in each other's way."""
        return True

    @property
    def again_when_settled(self) -> bool:
        """Whether it can be had again once it is paid back."""
        return False

    @property
    def monthly(self) -> Month | None:
        """How it is given each month; None: it is given at once."""
        return None

    def keeps(self, household_class: str, before: str) -> bool:
        """Say whether a household keeps what it is given each month when its class becomes another one."""
        return True

    @property
    def never_with(self) -> tuple[Key, ...]:
        """The programmes that it is not given beside in one year."""
        return ()

    @property
    def yearly_caps(self) -> tuple[Cap, ...]:
        """What is limited over a year, in money or in times."""
        return ()

    @model_validator(mode="before")
    @classmethod
    def _own_what_is_asked(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("ask"), list):
            return data
        asked = [{**one, "programme": data.get("key")} if isinstance(one, dict) else one for one in data["ask"]]
        return {**data, "ask": asked}


_SOME = lambda data: [data] if isinstance(data, str) else data  # noqa: E731 - one list stands for itself


class AppliedFor(Programme):
    """A `[[programme]]` of a policy file. The table of each kind is a subclass; its `kind` is how the file names it."""

    title: LocalText
    summary: LocalText
    example: tuple[Example, ...] = ()
    lists: Annotated[tuple[ListKey, ...], BeforeValidator(_SOME), Field(alias="list")] = ()

    @property
    def on_lists(self) -> tuple[str, ...]:
        """The lists on one of which a household has to stand for it, as the file says."""
        return self.lists

    @classmethod
    def __pydantic_init_subclass__(cls, **_more: Any) -> None:
        """Let files name the new kind."""
        _TABLES.update(dict.fromkeys(get_args(cls.model_fields["kind"].annotation), cls))

    def state(self, today: date) -> ProgrammeState | None:
        """Return where a day lies in its window; None: it is open all year."""
        return None

    def opens_on(self, year: int) -> date | None:
        """Return the day of a year on which its window opens; None: it is open all year."""
        return None

    @property
    def closing_days(self) -> Mapping[MonthDay, str]:
        """The days on which applications close each year, and what is said of each where there are several."""
        return {}

    @property
    def papers_named(self) -> tuple[str, ...]:
        """The keys of every paper that may be asked for."""
        return ()

    def amount_range(self) -> tuple[int, int] | None:
        """Return the least and the most it pays (fen); None: the application works it out."""
        return None

    def student_period(self, day: date) -> str | None:
        """Return the period in which each student may have it, on a day; None: it is not about students."""
        return None


_TABLES: dict[str, type[AppliedFor]] = {}


def _of_its_kind(data: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> AppliedFor:
    """Read an entry by the table of its kind."""
    if not isinstance(data, Mapping):
        whole: AppliedFor = handler(data)
        return whole
    table = _TABLES.get(str(data.get("kind")))
    if table is None:
        raise ValidationError.from_exception_data("programme", [_unknown_kind(data)])
    return table.model_validate(data, context=info.context)


def _unknown_kind(data: Mapping[str, Any]) -> InitErrorDetails:
    if "kind" not in data:
        return InitErrorDetails(type="missing", loc=("kind",), input=data)
    known = {"expected": ", ".join(sorted(_TABLES))}
    return InitErrorDetails(type="enum", loc=("kind",), input=data["kind"], ctx=known)


AnyProgramme = Annotated[AppliedFor, WrapValidator(_of_its_kind)]


class StudyGrant(AppliedFor):
    """A study grant: per student and academic year, an amount in fen by class of household and stage of school."""

    kind: Literal["study_grant"]
    window: Window
    amounts: Annotated[Mapping[str, Stages], Field(min_length=1)]
    papers: StudyPapers
    payees: Annotated[tuple[Key, ...], Field(min_length=1)]
    excluded_tracks: tuple[ExcludedTrack, ...] = ()
    requires: Rule | None = None

    def state(self, today: date, *, new_student: bool | None = None) -> ProgrammeState:
        """Return whether it is open on a day; without `new_student` the longest window counts."""
        return self.window.state(today, new_student)

    def opens_on(self, year: int) -> date:
        """Return the day of a year on which its window opens."""
        return self.window.opens.in_year(year)

    def student_period(self, day: date) -> str:
        """Return the academic year of a day."""
        return str(self.academic_year(day))

    def academic_year(self, today: date) -> int:
        """Return the year in which the academic year served on a day began: it turns when the window opens."""
        return today.year if today >= self.window.opens.in_year(today.year) else today.year - 1

    def amount(self, household_class: HouseholdClass, stage: str) -> int | None:
        """Return fen for a student of this stage, None when the table has no such entry."""
        return self.amounts.get(household_class.value, {}).get(stage)

    def amount_range(self) -> tuple[int, int]:
        """Return the least and the most the programme pays one student, in fen."""
        every = [fen for stages in self.amounts.values() for fen in stages.values()]
        return min(every), max(every)

    @property
    def closing_days(self) -> Mapping[MonthDay, str]:
        """The days on which applications close each year, and what is said of each where there are several."""
        return {
            self.window.returning_close: N_("{programme}: the last day for returning students"),
            self.window.new_close: N_("{programme}: the last day for new students"),
        }

    @property
    def papers_named(self) -> tuple[str, ...]:
        """Return the keys of every paper that may be asked for."""
        return (*self.papers.new, *self.papers.returning)

    def papers_for(self, *, new_student: bool) -> tuple[str, ...]:
        """Return the keys of the papers a student hands in."""
        return self.papers.new if new_student else self.papers.returning

    def excluded_track(self, track: str) -> ExcludedTrack | None:
        """Return the entry that leaves a track out, None for a covered one."""
        return next((entry for entry in self.excluded_tracks if entry.track == track), None)
