"""Aid programmes in a policy: windows that come every year, amounts, papers and tracks that are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, get_args

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

from domain.platform.fields import LocalText, MonthDay
from domain.platform.text import N_, Sayable, Text, say
from domain.policy.caps import Cap, Month
from domain.policy.examples import Example
from domain.policy.money.funds import FundKeys
from domain.policy.options import Frozen, Key, ListKey
from domain.policy.own import OwnQuestion


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


class Programme(Frozen):
    """What a case can be of: its `kind` answers for it, its `procedure` names the steps."""

    key: Key
    kind: str
    procedure: Key
    ask: tuple[OwnQuestion, ...] = ()  # what the file itself asks under it
    fund: FundKeys = ()  # what it is paid from, in this order; none: from every fund that serves it, as they stand

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
    def closing_days(self) -> Mapping[MonthDay, Sayable | None]:
        """The days on which applications close each year, and for whom where there are several."""
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
