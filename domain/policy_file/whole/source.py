"""One policy file as it is read: its name, its text, and what the text says."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

from domain.platform.fields import read_decimal
from domain.platform.text import N_, Text, say
from domain.policy_file.problems import PolicyProblem, Problem
from domain.policy_file.toml_lines import LineIndex, Place

MOST_CHARACTERS, MOST_TABLES, MOST_ENTRIES = 600_000, 3_000, 30_000
MOST_BYTES = 4 * MOST_CHARACTERS
NO_TEXT = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)


@dataclass(frozen=True)
class Source:
    """A file of a chain, with line breaks as one character each."""

    name: str
    text: str

    @cached_property
    def data(self) -> dict[str, Any]:
        """What stands in it, numbers with a point as Decimal; raises PolicyProblem when that cannot be read."""
        return _parsed(self)

    @cached_property
    def index(self) -> LineIndex:
        """The lines of its entries; only for a text that can be read."""
        return LineIndex(self.text)

    def problem(self, place: Place, reason: Text) -> Problem:
        """Return what is wrong with an entry of this file, with its line."""
        return Problem(self.name, self.index.line(place), reason, place)


def read_source(path: Path, name: str = "") -> Source:
    """Read a file of bounded size from the disk; raises PolicyProblem."""
    name = name or path.name
    try:
        raw = read_bounded(path)
    except OSError as error:
        reason = say(N_("the file cannot be read ({why})"), why=error.strerror or str(error))
        raise PolicyProblem([Problem(name, 1, reason)]) from None
    return source_of(raw, name)


def read_bounded(path: Path) -> bytes:
    """Read as much of a file as tells whether it is too large; raises OSError, also for what is no file: a pipe or a
    device would keep its reader for ever."""
    with open(path, "rb", opener=_at_once) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        return file.read(MOST_BYTES + 1)


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def source_of(raw: bytes, name: str) -> Source:
    """Return a file from its bytes; raises PolicyProblem when it is no text in UTF-8 or too large."""
    if raw.startswith(NO_TEXT):
        reason = say(N_("this is no plain text but a document, picture or archive; please save it as text (.toml)"))
        raise PolicyProblem([Problem(name, 1, reason)])
    if len(raw) > MOST_BYTES:
        raise PolicyProblem([_too_large(name)])
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        reason = say(N_("the file is not in UTF-8; please save it again as UTF-8"))
        raise PolicyProblem([Problem(name, raw.count(b"\n", 0, error.start) + 1, reason)]) from None
    if "\0" in text:
        reason = say(N_("there is a sign that no text has; please save it again as UTF-8"))
        raise PolicyProblem([Problem(name, text.count("\n", 0, text.index("\0")) + 1, reason)])
    return bounded(Source(name, text))


def bounded(source: Source) -> Source:
    """Return the file itself; raises PolicyProblem when it is larger than any policy is."""
    text = source.text
    tables, entries = text.count("\n[["), text.count(",") + text.count("=")
    if len(text) > MOST_CHARACTERS or tables > MOST_TABLES or entries > MOST_ENTRIES:
        raise PolicyProblem([_too_large(source.name)])
    return source


def _too_large(name: str) -> Problem:
    told = N_("the file is too large; the most are {characters} characters, {tables} tables and {entries} entries")
    return Problem(name, 1, say(told, characters=MOST_CHARACTERS, tables=MOST_TABLES, entries=MOST_ENTRIES))


def brackets(line: str) -> int:
    """Return how deep a line may nest what stands in it: by brackets, or by the points of its key."""
    return max(line.count("{") + line.count("["), line.partition("=")[0].count("."))


def _parsed(source: Source) -> dict[str, Any]:
    text, name = source.text, source.name
    try:
        return tomllib.loads(text, parse_float=read_decimal)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        hint = message[: place.start()] if place else message
        raise PolicyProblem([Problem(name, line, _syntax_reason(hint))]) from None
    except RecursionError:
        line = max(enumerate(text.split("\n"), start=1), key=lambda one: brackets(one[1]))[0]
        raise PolicyProblem([Problem(name, line, say(N_("it is nested too deep")))]) from None
    except ValueError as error:  # a number with thousands of digits, written or meant
        written = next((one for one in map(str, error.args) if one in text), "")
        longest = max(re.finditer(r"\d+", text), key=lambda one: len(one[0]))
        line = text.count("\n", 0, text.index(written) if written else longest.start()) + 1
        raise PolicyProblem([Problem(name, line, say(N_("this number is too long to be read")))]) from None


def _syntax_reason(hint: str) -> Text:
    if "overwrite" in hint or "twice" in hint or "already" in hint:
        return say(N_("an entry is written twice ({hint})"), hint=hint)
    return say(N_("this is not valid TOML ({hint}); often a quote, bracket or equals sign is missing"), hint=hint)
