"""The lines of a register: whom each is about, and which of them are one household, in whatever order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.platform.identifiers import normalise
from domain.platform.text import Text
from domain.registers.words import is_head

OF_PERSON = ("income", "work", "health", "birth")  # what a line of somebody else than the head says of them
OF_HEAD = ("phone", "bank_card", "marital", "hukou", *OF_PERSON)
OF_HOUSEHOLD = (
    "household",
    "national_number",
    "unit",
    "class",
    "class_on",
    "cause",
    "size",
    "home_address",
    "home_kind",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number in the table program, its words by column, what is wrong with its cells."""

    number: int
    words: Mapping[str, str]
    problems: tuple[Text, ...] = ()

    def get(self, *keys: str) -> str:
        """Return the first of these cells that has words."""
        return next((words for key in keys if (words := self.words.get(key, ""))), "")

    @property
    def has_member_cells(self) -> bool:
        """Whether head and member stand side by side in it."""
        return bool(self.get("member_name", "member_id"))

    @property
    def is_member(self) -> bool:
        """Whether it tells of somebody who lives with the head."""
        relation = self.get("relation")
        return bool(relation) and not is_head(relation) if not self.has_member_cells else not is_head(relation)

    @property
    def head(self) -> tuple[str, str]:
        """Name and id number of the head, as far as the line tells them."""
        if self.is_member and not self.has_member_cells:
            return self.get("head_name"), self.get("head_id")
        if self.has_member_cells and not self.is_member:
            return self.get("name", "head_name", "member_name"), self.get("resident_id", "head_id", "member_id")
        return self.get("name", "head_name"), self.get("resident_id", "head_id")

    @property
    def member(self) -> tuple[str, str]:
        """Name and id number of whoever lives with the head."""
        if self.has_member_cells:
            return self.get("member_name"), self.get("member_id")
        return self.get("name"), self.get("resident_id")

    @property
    def keys(self) -> tuple[str, ...]:
        """By what the lines of one household are known."""
        number, household = normalise(self.head[1]), self.get("household")
        return (*((f"i:{number}",) if number else ()), *((f"h:{household}",) if household else ()))


@dataclass(slots=True)
class Groups:
    """Puts lines together that share a number, one after the other; a line without any belongs to the one above."""

    _above: dict[str, str] = field(default_factory=dict)
    _last: str = ""

    def place(self, line: Line) -> str:
        """Return a name of the household of a line; `found` says which it is once all lines are placed."""
        keys = line.keys or ((self._last,) if line.is_member and self._last else (f"l:{line.number}",))
        roots = [self.found(key) for key in keys]
        for root in roots[1:]:
            if root != roots[0]:
                self._above[root] = roots[0]
        self._last = keys[0]
        return keys[0]

    def found(self, name: str) -> str:
        """Return the one name of all whose lines are one household."""
        path = []
        while (above := self._above.setdefault(name, name)) != name:
            path.append(name)
            name = above
        for one in path:
            self._above[one] = name
        return name


def said(lines: Sequence[Line], keys: Iterable[str]) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Yield for each column that any of the lines fills what they say there, with the numbers of the lines."""
    for key in keys:
        found: dict[str, list[int]] = {}
        for line in lines:
            if words := line.get(key):
                found.setdefault(words, []).append(line.number)
        if found:
            yield key, found
