"""The lists of a union beside each other: each with its classes, its keeper, its steps, its words, and a yearly aim."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from domain.households.classes import HouseholdClass
from domain.platform.fields import LocalText
from domain.platform.text import N_, Local, Text, say
from domain.policy.conditions import ShortRule
from domain.policy.hardship import ClassRule
from domain.policy.options import Frozen, Key, ListKey
from domain.policy.own import OwnQuestion
from domain.units.steps import Level

UNNAMED = say(N_("the hardship file"))
_LIST, _CLASS = "list.", ".class"
_NEXT, _IS = ";", "="


class Beside(StrEnum):
    """Whether a household that comes on one list by its report comes on another one, too."""

    ASKED = "asked"  # one press hands the same report in for it as well
    AT_ONCE = "at_once"  # it is handed in for both
    NEVER = "never"  # it is for those whom no other list takes


class ListWords(Frozen):
    """What the worker reads of a list, by its report or when they join it; what is left out reads as usual."""

    title: LocalText | None = None  # of the questions
    running: LocalText | None = None  # of a case that is under way
    summary: LocalText | None = None  # in the list of what there is
    intro: LocalText | None = None  # before the first question
    declaration: LocalText | None = None
    handed_in: LocalText | None = None  # what comes now
    otherwise: LocalText | None = None  # what there is without it


class ListPaper(Frozen):
    """A paper that a list asks for beside what the causes call for, always or `when` its own questions do."""

    paper: Key
    when: ShortRule | None = None


def _paper(data: Any) -> Any:
    return {"paper": data} if isinstance(data, str) else data


class HardshipList(Frozen):
    """A list that households in hardship stand on, in one of its classes.

    It is `kept_by` the officers of a level, who enter households by the steps of a `procedure`; so many percent of
    those who stood on it are to leave it within a year. Its cases are of two programmes, whose keys it says: one
    `opens` a file with it, by the one `report` of all lists, the other `joins` it for who is on file.
    """

    key: ListKey
    own_title: Annotated[LocalText | None, Field(alias="title")] = None
    opens: Annotated[Key, Field(default_factory=lambda data: f"file_{data.get('key')}")]
    joins: Annotated[Key, Field(default_factory=lambda data: f"join_{data.get('key')}")]
    kept_by: Level = Level.CENTRE
    procedure: Annotated[str, Field(min_length=1)] = "hardship"
    classes: Annotated[tuple[ClassRule, ...], Field(alias="class")] = ()  # of the first: those of the file, if none
    beside: Beside = Beside.ASKED  # another list that a report is for
    all_aid: bool = False  # whoever stands on it may have what names no list
    aim_out_percent: Annotated[int, Field(ge=1, le=100)] | None = None
    ask: tuple[OwnQuestion, ...] = ()  # of everybody who can come on it
    papers: tuple[Annotated[ListPaper, BeforeValidator(_paper)], ...] = ()
    report: ListWords = ListWords()
    joining: ListWords = ListWords()

    @model_validator(mode="before")
    @classmethod
    def _own_what_is_asked(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("ask"), list):
            return data
        whose = data.get("joins") or f"join_{data.get('key')}"
        return {**data, "ask": [{**one, "programme": whose} if isinstance(one, dict) else one for one in data["ask"]]}

    @property
    def title(self) -> Local | Text:
        """How people call it."""
        return self.own_title or UNNAMED

    @property
    def in_order(self) -> tuple[HouseholdClass, ...]:
        """Its classes in the order in which they are tried."""
        return tuple(rule.household_class for rule in self.classes)

    @property
    def fact(self) -> str:
        """The fact that a condition asks for the class of a household on it."""
        return f"{_LIST}{self.key}{_CLASS}"

    @property
    def said(self) -> Text:
        """The name of that fact, for people."""
        return say(N_("class on {list}"), list=self.title)


def keepers(lists: Any) -> dict[str, set[Any]]:
    """Return by which levels the lists of a file are kept that have a procedure, by its name; files may be no good."""
    found: dict[str, set[Any]] = {}
    for one in lists if isinstance(lists, list) else ():
        if isinstance(one, Mapping):
            name, level = one.get("procedure", "hardship"), one.get("kept_by", Level.CENTRE.value)
            found.setdefault(str(name), set()).add(str(level))
    return found


def with_keepers(data: Any) -> Any:
    """Return the data of a file with whoever keeps a list deciding each step whose level its procedure leaves open."""
    procedures = data.get("procedure") if isinstance(data, Mapping) else None
    if not isinstance(procedures, Mapping):
        return data
    kept = {name: next(iter(levels)) for name, levels in keepers(data.get("list")).items() if len(levels) == 1}
    filled = {name: [_kept(step, kept[name]) for step in steps] for name, steps in procedures.items()
              if name in kept and isinstance(steps, list)}  # fmt: skip
    return {**data, "procedure": {**procedures, **filled}} if filled else data


def _kept(step: Any, level: str) -> Any:
    is_open = isinstance(step, Mapping) and "role" in step and "level" not in step
    return {**step, "level": level} if is_open else step


def is_list_fact(name: str) -> bool:
    """Say whether something is the name of the fact of a list."""
    return name.startswith(_LIST) and name.endswith(_CLASS)


def together(main: str, others: Mapping[str, str]) -> str:
    """Return the key that stands for the classes of a household on several lists: that of the first alone, if it stands
    on no other."""
    return "".join((main, *(f"{_NEXT}{name}{_IS}{found}" for name, found in others.items())))


def apart(key: str) -> tuple[str, dict[str, str]]:
    """Return what `together` put together: the class on the first list (empty: not on it), and those on the others."""
    main, *others = key.split(_NEXT)
    return main, dict(one.split(_IS, 1) for one in others if _IS in one)
