"""Questions that a union asks besides: the `[[question]]` of a policy file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from domain.households.asked import Reader
from domain.platform.fields import LocalText
from domain.platform.predicates import Fact, FactKind
from domain.platform.text import Local
from domain.policy.conditions import Rule
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
