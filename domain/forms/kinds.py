"""Kinds of answers: what a question accepts, as data with its limits; a group of questions stands with the form.

Each class docstring ends with the JSON shape in which the answer is kept and handed to services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.forms.conditions import Condition
from domain.platform.text import Named, Nn_, Sayable, Text, lines, named, say, say_many

MAX_FILE_BYTES = 20 * 1024 * 1024  # the Bot API hands out no larger file
MONTH, YEAR = 1, 12  # of how many months an amount is
IMAGE = "image"
PDF = "pdf"
TABLE = "table"
POLICY_FILE = "policy"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a person may choose: the key that is kept, the label that is shown, when it is offered, and what else
    is `said` for it."""

    key: str
    label: Sayable
    when: Condition | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Free words, `least` to `most` characters. Kept as str."""

    least: int = 1
    most: int = 300


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """A person's name as written on the identity card. Kept as str."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The options of the question `key` stand in place of `option`: who presses one has answered both questions."""

    option: str
    key: str
    options: tuple[Option, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """One of the options. Kept as its key."""

    options: tuple[Option, ...]
    unfolded: Unfolded | None = None


@dataclass(frozen=True, slots=True)
class ManyChoicesAnswer:
    """Up to `at_most` options, without the one chosen in question `except_key_of`. Kept as a list of keys."""

    options: tuple[Option, ...]
    at_most: int
    except_key_of: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyAnswer:
    """An amount typed in yuan, shown back if it was read from words; a button says "nothing" unless `may_be_nothing` is
    False. It is for `per` months (MONTH, YEAR), and what was said for others is converted; 0: once, or not known.
    What is not `usual` (least and most, in fen) is asked about once. Kept in fen."""

    at_most: int = 1_000_000_000
    may_be_nothing: bool = True
    per: int = 0
    usual: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """A whole number from `least` to `most`; what is not `usual` (least and most) is asked about once. Kept as int."""

    least: int = 0
    most: int = 1_000_000
    usual: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """A day, written in any of the usual ways; a `near` one is mostly today or yesterday, which are on buttons. For one
    `of_birth` an age may be said, too, and the months that it leaves are asked.

    Kept as an ISO string, YYYY-MM-DD.
    """

    not_future: bool = False
    not_past: bool = False
    earliest: date = date(1900, 1, 1)
    near: bool = False
    of_birth: bool = False


@dataclass(frozen=True, slots=True)
class ResidentIdAnswer:
    """The number of an identity document, asked of what kind where that is not clear. Kept as str: a resident identity
    number of 18 characters, its check character verified, or as `domain.platform.numbers.documents` writes another."""


@dataclass(frozen=True, slots=True)
class PhoneAnswer:
    """A mobile number, typed or shared as the person's own contact. Kept as str: 11 digits, or + and the country."""


@dataclass(frozen=True, slots=True)
class BankCardAnswer:
    """A bank card number; one that fails the Luhn check is asked about once. Kept as str, digits only."""


@dataclass(frozen=True, slots=True)
class YesNoAnswer:
    """Yes or no. With `must_be_yes` a "no" is answered with that sentence instead of being taken. Kept as bool."""

    must_be_yes: Text | None = None


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """Photos or PDFs of one paper, a table (`TABLE`) or a `POLICY_FILE`. Kept as a list of `FileRef.to_json()`;
    empty when it is brought later."""

    kinds: tuple[str, ...] = (IMAGE, PDF)
    at_most: int = 10  # as many as an album holds; a household book has six pages and more


@dataclass(frozen=True, slots=True)
class LookupAnswer:
    """Something found by typed text, by the caller. Kept as {"id": int | str, "label": str}, with "names" by
    locale where it has some in other languages."""

    kind: str = "unit"


def looked_up(ident: int | str, name: str) -> dict[str, Any]:
    """Return what was found as it is kept."""
    names = {"names": dict(name.others)} if isinstance(name, Named) else {}
    return {"id": ident, "label": str(name), **names}


def found_name(kept: Mapping[str, Any]) -> str:
    """Return the name of what was found, as each reader reads it."""
    return named(str(kept["label"]), kept.get("names", {}))


@dataclass(frozen=True, slots=True)
class TicksAnswer:
    """Which of several questions there is anything to say about, each an option under its key.

    What is not ticked is answered by that. Kept in the draft alone, as whether each key was ticked.
    """

    options: tuple[Option, ...]
    none_label: Sayable
    counted: Callable[[int, int], Sayable] | None = None  # ticked and not: the line of the summary


@dataclass(frozen=True, slots=True)
class EachAnswer:
    """One question put about everybody at once: that of the worker (`own`) and `field` of each person in `group`.

    A press goes on to the next option. Nothing of it is kept beside the answers themselves.
    """

    options: tuple[Option, ...]
    own: str
    group: str
    field: str
    own_name: Sayable
    none_label: Sayable
    none_said: Sayable


SingleAnswer = (
    TextAnswer
    | NameAnswer
    | ChoiceAnswer
    | ManyChoicesAnswer
    | MoneyAnswer
    | NumberAnswer
    | DateAnswer
    | ResidentIdAnswer
    | PhoneAnswer
    | BankCardAnswer
    | YesNoAnswer
    | PaperAnswer
    | LookupAnswer
    | TicksAnswer
    | EachAnswer
)


def choices(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    """Make options from (key, marked source string) pairs."""
    return tuple(Option(key, say(label)) for key, label in pairs)


def label_of(options: Sequence[Option], key: str) -> Sayable:
    """Return the label of the option with this key; an option that is gone is named by its key."""
    return next((option.label for option in options if option.key == key), lines(key))


def files_counted(count: int) -> Sayable:
    """Say how many files were received."""
    return say_many(*Nn_("{count} file", "{count} files"), count)
