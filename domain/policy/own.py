"""Questions that a union asks besides: the `[[question]]` of a policy file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import model_validator

from domain.households.asked import OWN_PREFIX, Reader
from domain.platform.fields import LocalText, Unfit
from domain.platform.predicates import Fact, FactKind
from domain.platform.text import N_, Local, say
from domain.policy.conditions import Rule, ShortRule
from domain.policy.options import Frozen, Key

LONGEST = 300  # characters of a text, so that cards stay messages


class OwnKind(StrEnum):
    """What is answered; each is a fact of its kind, a paper the fact whether it came."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PAPER = "paper"

    @property
    def fact(self) -> FactKind:
        """The kind of fact that it gives."""
        return FactKind.YES_NO if self is OwnKind.PAPER else FactKind(self.value)

    @property
    def has_limits(self) -> bool:
        """Whether there is a least and a most."""
        return self in (OwnKind.TEXT, OwnKind.NUMBER, OwnKind.MONEY)


class TriedAs(Frozen):
    """What is taken for the answer where a policy is tried and nobody is asked: a `value`, a `fact` of the one whom it
    is for, or whether some facts of them hold (`when`)."""

    value: str | int | Decimal | bool | date | None = None
    fact: Key | None = None
    when: ShortRule | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(one is not None for one in (self.value, self.fact, self.when)) != 1:
            raise Unfit(say(N_("it is tried as exactly one of {names}"), names="value, fact, when"))
        return self


class OwnQuestion(Frozen):
    """One question; `key` is its fact, and for a paper the key in `papers`.

    It belongs to a `programme`, or else to the report of a household and its file. `choices` names a list of
    [choices]. `least` and `most` are characters, a number, or yuan; what is below `usual_least` or above `usual_most`
    is asked about once. Money is for a month or a year, as `per` says. A `private` answer is masked for all but the
    recorder. `read_by` are who else sees it: officer, decider, visitor (on the card), recorder (in the data for entry).
    """

    key: Key
    kind: OwnKind
    text: LocalText
    label: LocalText | None = None
    help: LocalText | None = None
    programme: Key | None = None
    choices: Key | None = None
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    usual_least: int | Decimal | None = None
    usual_most: int | Decimal | None = None
    per: Literal["month", "year"] | None = None
    not_after: Literal["today"] | None = None
    not_before: Literal["today"] | None = None
    optional: bool = False
    private: bool = False
    read_by: tuple[Reader, ...] = (Reader.OFFICER, Reader.RECORDER)
    when: Rule | None = None
    tried_as: TriedAs | None = None
    kept_as: Key | None = None  # the key of the answer, where an earlier version gave it another one

    @property
    def answer_key(self) -> str:
        """The key under which its answer is kept."""
        return self.kept_as or f"{OWN_PREFIX}{self.key}"

    @property
    def name(self) -> Local:
        """Its short name."""
        return self.label or self.text

    @property
    def fact(self) -> Fact:
        """The fact that it gives to conditions."""
        return Fact(self.kind.fact, self.name, self.choices or "", self.private)


def facts_asked(questions: Iterable[OwnQuestion]) -> Mapping[str, Fact]:
    """Return the facts that questions give, by key."""
    return {one.key: one.fact for one in questions}


def own_answered(questions: Iterable[OwnQuestion], answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what of the file's own questions was answered, by key, whatever the answers are kept as."""
    return {one.key: answers[one.answer_key] for one in questions if one.answer_key in answers}
