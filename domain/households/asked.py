"""How a question about a household is declared, once, on the field that keeps its answer.

The form, what is stored and read again, the facts, the summary, the cards, the data for entry, a change by an officer
and the examples of the demonstration all follow from the fields of `Household` and `Member`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, Protocol, cast

from domain.forms import AnswerKind, Check, Condition, Follows, Scope
from domain.platform.text import Sayable

OWN_PREFIX = "own_"  # before the key of a question that only the policy knows


class Reader(StrEnum):
    """Who reads an answer besides the household itself, and where."""

    OFFICER = "officer"  # whoever opens the card of the case
    DECIDER = "decider"  # on that card, whoever visits the home, reviews or approves
    VISITOR = "visitor"  # on that card, whoever may visit the home
    RECORDER = "recorder"  # in the data for entry, in full


class Accident(Protocol):
    """What the accident rule of a policy says about causes."""

    @property
    def causes(self) -> tuple[str, ...]:
        """The keys of the causes that come with a loss."""


class Rules(Protocol):
    """What a condition may take from a policy."""

    @property
    def accident(self) -> Accident:
        """The accident rule."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One entry of a list of the policy. Kept as its key.

    `only` says of some entries when they are offered. In the report the entries of the list of `unfolded`, another
    question, stand in place of one of them.
    """

    options: str
    only: Mapping[str, Condition] = field(default_factory=dict)
    unfolded: Unfolding | None = None


@dataclass(frozen=True, slots=True)
class Unfolding:
    """The entry that gives way to those of the question `key`, which are a list of the policy; and when it does."""

    entry: str
    key: str
    options: str
    only: Mapping[str, Condition] = field(default_factory=dict)
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Several entries of a list of the policy, without the one chosen in `except_key_of`. Kept as a list of keys."""

    options: str
    except_key_of: str


@dataclass(frozen=True, slots=True)
class ForEach:
    """A question of its own for every entry of a list of the policy, which is `{what}` in the prompt.

    Kept under the name of the entry behind `prefix`, in the shape of `answer`.
    """

    options: str
    prefix: str
    answer: AnswerKind


@dataclass(frozen=True, slots=True)
class People:
    """The questions of another class, once for each person. Kept as a list of rows.

    In the report the first of them, `add_by`, adds a person.
    """

    row: type
    at_most: int
    add_by: str


@dataclass(frozen=True, slots=True)
class OfPolicy:
    """Marks the field that takes the answers to questions that only a policy file knows: by key without the prefix."""

    answers: str
    papers: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the report on which several questions are ticked that have anything to say."""

    key: str
    prompt: Sayable
    help: Sayable
    label: Sayable
    none_label: Sayable


@dataclass(frozen=True, slots=True)
class Ticked:
    """In the report this is asked once it is ticked on a screen. Not ticked, the answer is `nothing`.

    `label` is what is ticked, for each entry of a list its own text. Where `likely` holds it is asked without a tick;
    of a list, by entry.
    """

    screen: Screen
    nothing: Any
    label: Sayable | None = None
    likely: Mapping[str, Condition] = field(default_factory=dict)

    def unticked(self, scope: Scope) -> Any:
        """Return the answer of who does not tick it."""
        return self.nothing(scope) if callable(self.nothing) else self.nothing


@dataclass(frozen=True, slots=True)
class OfEach:
    """In the report this is asked about everybody on one screen, which stands behind the people: of the worker under
    `own`, of each person under `field`."""

    own: str
    field: str
    prompt: Sayable
    help: Sayable
    label: Sayable
    own_name: Sayable
    none_label: Sayable
    none_said: Sayable


Answer = AnswerKind | OneOf | SomeOf | ForEach | People


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the household; the name of its field is the key of the answer, the default what was not asked.

    `label` stands on the "understood" line and in the summary; where it speaks to the worker, `called` is what officers
    read. `fact` names it in the conditions of a policy; without one it is no fact. `ask_if` may be made of the rules.
    A `sensitive` answer is masked, and the message with it deleted. `read_by` are all who see the answer as a row of
    a card or of the data for entry. `example` is what the demonstration and the tests answer, in the kept shape.
    Everything is kept sealed with case and file, and goes with them. What can hardly be is asked about once: the
    `usual` bounds stand in the answer, what depends on other answers in `doubt`.

    `presumed` says what is taken for the answer without asking, and can be changed. The answer `along` may come in the
    same message, as `along_hint` says. `ticked` and `of_each` put several questions on one screen, in the report alone:
    a change of the file asks each by itself.
    """

    prompt: Sayable
    help: Sayable
    label: Sayable
    answer: Answer
    example: Any
    called: Sayable | None = None
    fact: str = ""
    section: Sayable | None = None
    hint: Sayable | None = None
    ask_if: Condition | Callable[[Rules], Condition] | None = None
    optional: bool = False
    skip_label: Sayable | None = None
    sensitive: bool = False
    check: Check | None = None
    doubt: Check | None = None
    presumed: Follows | None = None
    along: str = ""
    along_hint: Sayable | None = None
    ticked: Ticked | None = None
    of_each: OfEach | None = None
    read_by: frozenset[Reader] = frozenset()

    @property
    def for_officers(self) -> Sayable:
        """What officers call it."""
        return self.called or self.label


def asked_of(kept_as: type) -> Mapping[str, Asked]:
    """Return the questions declared on the fields of a class, by key, in the order in which they are asked."""
    return _asked_of(cast(Hashable, kept_as))


@cache
def _asked_of(kept_as: Any) -> Mapping[str, Asked]:
    found = {one.name: getattr(one.type, "__metadata__", ()) for one in fields(kept_as)}
    return {name: one for name, notes in found.items() for one in notes if isinstance(one, Asked)}


def examples_of(kept_as: type) -> Mapping[str, Any]:
    """Return an example answer to each question of a class, by key."""
    return {name: one.example for name, one in asked_of(kept_as).items()}
