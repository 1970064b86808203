"""Where in a TOML text each entry stands, so that a problem can name its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_left

Place = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")


class LineIndex:
    """The line of every key and array element of a TOML text that is known to be valid."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [one.start() for one in re.finditer("\n", text)]
        self._at = 0
        self._lines: dict[Place, int] = {}
        self._tables_of: dict[Place, int] = {}
        self._read_document()

    def line(self, place: Place) -> int:
        """Return the line of the entry, or of the nearest entry around it; 1 for the whole file."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def _read_document(self) -> None:
        table: Place = ()
        self._skip_space()
        while self._at < len(self._text):
            table = self._read_header() if self._text[self._at] == "[" else self._read_entry(table)
            self._skip_space()

    def _read_header(self) -> Place:
        """Read [a.b] or [[a.b]]; entries that follow belong to the place returned."""
        many = self._text.startswith("[[", self._at)
        start = self._at
        self._at += 2 if many else 1
        self._skip_space()
        names = self._read_keys()
        self._at = self._text.index("]", self._at) + (2 if many else 1)
        place = self._resolved(names[:-1]) + names[-1:]
        if many:
            self._tables_of[place] = self._tables_of.get(place, -1) + 1
            self._note(place, start)
        place = self._resolved(names)
        self._note(place, start)
        return place

    def _resolved(self, names: Place) -> Place:
        """Follow names to the last element wherever they lead through an array of tables."""
        place: Place = ()
        for name in names:
            place = (*place, name)
            if place in self._tables_of:
                place = (*place, self._tables_of[place])
        return place

    def _read_entry(self, table: Place) -> Place:
        start = self._at
        place = table
        for key in self._read_keys():
            place = (*place, key)
            self._note(place, start)
        self._at = self._text.index("=", self._at) + 1
        self._skip_space()
        self._read_value(place)
        return table

    def _read_keys(self) -> Place:
        keys: list[str | int] = [self._read_key()]
        while dot := _DOT.match(self._text, self._at):
            self._at = dot.end()
            keys.append(self._read_key())
        return tuple(keys)

    def _read_key(self) -> str:
        bare = _BARE_KEY.match(self._text, self._at)
        if bare:
            self._at = bare.end()
            return bare.group()
        quoted = self._read_quoted()
        return str(json.loads(quoted)) if quoted.startswith('"') else quoted[1:-1]

    def _read_quoted(self) -> str:
        found = _QUOTED.match(self._text, self._at)
        assert found, "the text was read as TOML before"
        self._at = found.end()
        return found.group()

    def _read_value(self, place: Place) -> None:
        match self._text[self._at]:
            case "[":
                self._read_array(place)
            case "{":
                self._read_inline_table(place)
            case '"' | "'":
                self._read_quoted()
            case _:
                scalar = _SCALAR.match(self._text, self._at)
                assert scalar
                self._at = scalar.end()

    def _read_array(self, place: Place) -> None:
        self._at += 1
        number = 0
        while not self._ends_with("]"):
            self._note((*place, number), self._at)
            self._read_value((*place, number))
            number += 1

    def _read_inline_table(self, place: Place) -> None:
        self._at += 1
        while not self._ends_with("}"):
            self._read_entry(place)

    def _ends_with(self, bracket: str) -> bool:
        """Skip space and a comma; step over the closing bracket if it is here."""
        self._skip_space()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip_space()
        if self._text[self._at] != bracket:
            return False
        self._at += 1
        return True

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        assert found
        self._at = found.end()

    def _note(self, place: Place, at: int) -> None:
        self._lines.setdefault(place, bisect_left(self._breaks, at) + 1)
