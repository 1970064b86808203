"""What free words lead to, as a union writes it into its policy file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.platform.fields import LocalText
from domain.policy.danger import Phrase
from domain.policy.options import Frozen, Key

Way = Literal[
    "report", "apply", "cases", "jobs", "officer", "file", "notifications", "notices", "privacy", "help", "ask",
    "language",
]  # fmt: skip


class Lead(Frozen):
    """Words, written as those of `DangerWords`, and what there is for whoever says them: a text with what to know and
    whom to call, programmes to apply for, and commands that lead on.

    `shows` is what one of them says at once; words that count `alone`, a greeting or thanks, fit only if nothing else
    is said.
    """

    key: Key
    words: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    unless: tuple[Phrase, ...] = ()
    text: LocalText
    programmes: tuple[Key, ...] = ()
    ways: tuple[Way, ...] = ()
    shows: Way | None = None
    alone: bool = False
