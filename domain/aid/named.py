"""Whom an event has struck, as lines that are typed or copied from a table: read one by one, none lost silently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.platform.identifiers import parse_bank_card
from domain.platform.numbers.documents import parse_document
from domain.platform.text import N_, Refusal, Text, say

FILE = re.compile(r"[A-Za-z]{2,}-?\d{4}-\d+")
APART = re.compile(r"[\s,;、，；|]+")
MOST = 100  # lines at once: one press is to be over soon, and the list is to be read before it
MOST_NAME = 60


@dataclass(frozen=True, slots=True)
class Named:
    """One line: a household by the number of its file, or a person by name and number, with a card if there is one."""

    line: int
    file: str = ""
    name: str = ""
    number: str = ""
    card: str = ""


@dataclass(slots=True)
class Read:
    """What was read, and what is wrong with other lines."""

    named: list[Named] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)


def read_named(words: str, today: date) -> Read:
    """Read a line for each household or person, such as `HF-2026-0001` or a name, a number and a bank card."""
    return read_lines(enumerate(words.splitlines(), 1), today)


def read_lines(numbered: Iterable[tuple[int, str]], today: date) -> Read:
    """Read the same of lines that bring the numbers by which they are told of."""
    found = Read()
    for place, written in numbered:
        line = unicodedata.normalize("NFKC", written)
        if not line.strip():
            continue
        try:
            found.named.append(_read(place, line, today))
        except Refusal as refusal:
            found.problems.append(say(N_("Line {line}: {problem}"), line=str(place), problem=refusal.said))
    if len(found.named) > MOST:
        found.problems.append(say(N_("Please send at most {most} lines at once."), most=str(MOST)))
    return found


class NobodyNamed(Refusal):
    """A line names a file, or somebody by name and number."""

    text = N_("it should be the number of a file, or a name, the number of a document, and a bank card if needed")


def _read(place: int, line: str, today: date) -> Named:
    if (file := FILE.search(line)) is not None:
        return Named(place, file=file[0].upper())
    words = [one for one in APART.split(line.strip()) if one]
    name = " ".join(one for one in words if not any(map(str.isdigit, one)))
    numbers = [one for one in words if any(map(str.isdigit, one))]
    if not name or len(name) > MOST_NAME or not 1 <= len(numbers) <= 2:
        raise NobodyNamed
    number, *card = numbers
    documents = parse_document(number, today=today)
    return Named(place, name=name, number=documents[0], card=parse_bank_card(card[0]).number if card else "")
