"""What a form gives back after a reply: the new state and what to show, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.forms.state import FormState
from domain.platform.text import Sayable


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label and the token it sends back (at most 24 bytes, see `replies`)."""

    label: Sayable
    token: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message: text under 4,096 characters, rows of buttons, and whether to offer "share my number"."""

    text: Sayable
    rows: tuple[tuple[Choice, ...], ...] = ()
    wants_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What every outcome has. `delete_message`: the person's message held sensitive data, delete it."""

    state: FormState
    delete_message: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(_Outcome):
    """The reply was taken, or something was unfolded; show the card."""

    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(_Outcome):
    """The reply was not taken and nothing changed; say `problem`, then the same card still stands."""

    problem: Sayable
    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupWanted(_Outcome):
    """Look `query` up among things of this `kind` and call `advance` again with `Found`."""

    kind: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(_Outcome):
    """Everything is answered; the card shows all of it, or the declaration that is confirmed last."""

    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed(_Outcome):
    """The person confirmed; `answers` are those that apply, clean, for services."""

    answers: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(_Outcome):
    """The person pressed "Pause"; everything is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale(_Outcome):
    """The press came from an older card (or the form is already sent); nothing changed; the card is the present one."""

    card: Card


Outcome = Asked | Refused | LookupWanted | Summary | Completed | Left | Stale
