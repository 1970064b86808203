"""What the program says to somebody without an account, as letters that an officer prints and brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.exports.document import Block, Made, document, gap, heading, paragraph
from domain.platform.text import N_, Sayable, lines, say


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: on which day it was said, and what."""

    day: date
    words: Sayable


def letters_by_hand(made: Made, name: str, letters: Iterable[Letter], officer: str, file_name: str) -> dict[str, Any]:
    """Return the drawing of all letters to one person."""
    title = say(N_("From your trade union's assistance centre"))
    return document(made, file_name, title, say(N_("To {name}"), name=name), _blocks(name, letters, officer))


def _blocks(name: str, letters: Iterable[Letter], officer: str) -> Iterator[Block]:
    yield gap(8)
    yield paragraph(say(N_("Dear {name},"), name=name))
    for one in letters:
        yield heading(lines(one.day))
        yield paragraph(one.words)
    yield gap(10)
    source = N_(
        "What is asked of you here, tell {officer}, who enters it for you. Buttons and commands that are named above "
        "are those of the chat; if somebody of your family has a phone, they can help."
    )
    yield paragraph(say(source, officer=officer))
