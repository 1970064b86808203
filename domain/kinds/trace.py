"""What a verdict looked at, kept so that anybody can say years later why it was yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from domain.households.facts import EVERY_FACT, Words, finding_said
from domain.platform.money import in_yuan
from domain.platform.predicates import FactKind, Finding
from domain.platform.text import N_, Sayable, Text, pack, unpack

VERSION = 1  # of the shape in which a trace is kept


class Source(StrEnum):
    """Where a value comes from."""

    ANSWER = "answer"
    PAPER = "paper"
    REGISTER = "register"  # the household's file, and what it has of other aid
    DAY = "day"
    OFFICER = "officer"  # what an officer decided

    @property
    def said(self) -> Text:
        """Where it comes from, for people."""
        return Text(_SOURCES[self])


_SOURCES = {
    Source.ANSWER: N_("from the answers"),
    Source.PAPER: N_("from the papers"),
    Source.REGISTER: N_("from the file"),
    Source.DAY: N_("from the calendar"),
    Source.OFFICER: N_("from an officer"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at: a fact, or a rule of the programme.

    `found` and `wanted` are plain values (yuan as text, days in ISO), `said` is the line an officer reads. `holds` says
    whether the value is what the rule looks for; a rule that leaves somebody out looks for no such value. `op` is how
    they were compared, `person` numbers the person of the household (0 the worker).
    """

    key: str
    found: Any
    wanted: Any
    holds: bool
    said: Sayable
    source: Source
    op: str = ""
    person: int | None = None

    @property
    def kept(self) -> dict[str, Any]:
        """The line as it is kept."""
        whole = {**self.plain, "said": pack(self.said)}
        return {key: value for key, value in whole.items() if value is not None and value != ""}

    @property
    def plain(self) -> dict[str, Any]:
        """The line for machines, without its sentence."""
        return {
            "key": self.key, "op": self.op, "found": self.found, "wanted": self.wanted, "holds": self.holds,
            "source": self.source.value, "person": self.person,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trace:
    """A verdict as it is kept with a case: all that was looked at, the working of the sum, what spoke against it.

    `amount` is fen. The sentences are packed texts, so that each reader sees them in their own language.
    """

    policy: str
    programme: str
    on: date
    household_class: str
    amount: int
    looked: tuple[Looked, ...]
    said: Sayable

    @property
    def kept(self) -> dict[str, Any]:
        """The trace as JSON."""
        return {
            "version": VERSION, "policy": self.policy, "programme": self.programme, "on": self.on.isoformat(),
            "class": self.household_class, "amount": self.amount, "looked": [one.kept for one in self.looked],
            "said": pack(self.said),
        }  # fmt: skip


def trace_from(kept: Mapping[str, Any]) -> Trace:
    """Return a trace as it was kept."""
    return Trace(
        kept["policy"], kept["programme"], date.fromisoformat(kept["on"]), kept["class"], kept["amount"],
        tuple(_looked_from(one) for one in kept["looked"]), _sayable(kept["said"]),
    )  # fmt: skip


def _looked_from(kept: Mapping[str, Any]) -> Looked:
    return Looked(
        kept["key"], kept.get("found"), kept.get("wanted"), kept["holds"], _sayable(kept["said"]),
        Source(kept["source"]), kept.get("op", ""), kept.get("person"),
    )  # fmt: skip


def _sayable(kept: Any) -> Sayable:
    return cast(Sayable, unpack(kept))


def looked_at(findings: Iterable[Finding], words: Words, source: Source = Source.REGISTER) -> Iterator[Looked]:
    """Yield comparisons as lines of a trace; what the policy itself asked is from the answers."""
    for finding in findings:
        fact = finding.own or EVERY_FACT[finding.fact]
        hidden = fact.private
        yield Looked(
            finding.fact, None if hidden else plain(fact.kind, finding.actual), plain(fact.kind, finding.wanted),
            finding.holds, finding_said(finding, words), Source.ANSWER if finding.own else source, finding.op.value,
            finding.person,
        )  # fmt: skip


def plain(kind: FactKind, value: Any) -> Any:
    """Return a value of a fact for machines: yuan as text, days in ISO."""
    if isinstance(value, (list, tuple)):
        return [plain(kind, one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if kind is FactKind.MONEY and isinstance(value, int) and not isinstance(value, bool):
        return in_yuan(value)
    return value
