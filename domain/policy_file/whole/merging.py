"""The whole that a chain of files makes: what a file says counts before what it builds on."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.platform.text import LOCALES, N_, say
from domain.policy_file.problems import PolicyProblem, Problem
from domain.policy_file.toml_lines import Place
from domain.policy_file.whole.chain import EXTENDS
from domain.policy_file.whole.source import Source

NAMES = ("key", "year", "degrees", "track")  # what tells the tables of a list from each other
AS_ONE = frozenset({"amount", "who", "when", "audience", "opens", "closes", "once"})  # meant as they stand, never mixed
REMOVE = "remove"
EXAMPLES = ("programme", "example")  # worked with the numbers of their own file; those above it give theirs


@dataclass(frozen=True, slots=True)
class Entry:
    """A value, where it stands, and for a table or a list the entries in it."""

    source: Source
    place: Place
    value: Any

    @property
    def is_taken_out(self) -> bool:
        """Whether it only says that something of the file below is not wanted: {key = "x", remove = true}."""
        return isinstance(self.value, dict) and REMOVE in self.value and self.value[REMOVE].value is True


class Whole:
    """A chain as one: its `data`, and which file and line an entry of it comes from."""

    def __init__(self, chain: Sequence[Source]) -> None:
        """Put the files together; raises PolicyProblem."""
        self.data: dict[str, Any] = {}
        self._origins: dict[Place, tuple[Source, Place]] = {(): (chain[0], ())}
        merged = _entry(chain[-1], (), chain[-1].data)
        for source in reversed(chain[:-1]):
            merged = _over(_unworked(merged), _entry(source, (), source.data))
        self.data = self._plain(merged, ())
        self.data.pop(EXTENDS, None)

    def problem(self, place: Place, reason: Any) -> Problem:
        """Return what is wrong with an entry of the whole: named by its place in the file that it stands in."""
        at = place
        while at not in self._origins:
            at = at[:-1]
        source, there = self._origins[at]
        there = (*there, *place[len(at) :])
        return source.problem(there, reason)

    def _plain(self, entry: Entry, at: Place) -> Any:
        self._origins[at] = (entry.source, entry.place)
        if isinstance(entry.value, dict):
            return {key: self._plain(one, (*at, key)) for key, one in entry.value.items()}
        if isinstance(entry.value, list):
            return [self._plain(one, (*at, number)) for number, one in enumerate(entry.value)]
        return entry.value


def _entry(source: Source, place: Place, value: Any) -> Entry:
    if isinstance(value, dict):
        return Entry(source, place, {key: _entry(source, (*place, key), one) for key, one in value.items()})
    if isinstance(value, list):
        return Entry(source, place, [_entry(source, (*place, number), one) for number, one in enumerate(value)])
    return Entry(source, place, value)


def _unworked(entry: Entry, *, at: int = 0) -> Entry:
    """Return a file without the examples of its programmes, which its own numbers were worked with."""
    if isinstance(entry.value, list):
        return replace(entry, value=[_unworked(one, at=at) for one in entry.value])
    if not isinstance(entry.value, dict):
        return entry
    if at == len(EXAMPLES) - 1:
        return replace(entry, value={key: one for key, one in entry.value.items() if key != EXAMPLES[at]})
    step = {key: _unworked(one, at=at + 1) for key, one in entry.value.items() if key == EXAMPLES[at]}
    return replace(entry, value={**entry.value, **step})


def _over(below: Entry, above: Entry) -> Entry:
    """Return what two files say of one entry; the upper file's words count, and where they stand."""
    match below.value, above.value:
        case dict(), dict():
            return Entry(above.source, above.place, _tables(below.value, above.value))
        case list(), list() if (name := _told_by(below.value, above.value)) is not None:
            return Entry(above.source, above.place, list(_lists(below.value, above.value, name)))
    return above


def _tables(below: Mapping[str, Entry], above: Mapping[str, Entry]) -> dict[str, Entry]:
    """Merge two tables; who gives a text in one language gives it anew in all of them."""
    kept = dict(below) if not _speaks(above) else {key: one for key, one in below.items() if key not in LOCALES}
    merged = dict(kept)
    for key, one in above.items():
        if one.is_taken_out:
            _must_be_there(one, key, below)
            merged.pop(key, None)
        else:
            merged[key] = _over(kept[key], one) if key in kept and key not in AS_ONE else one
    return merged


def _speaks(table: Mapping[str, Entry]) -> bool:
    return any(locale in table for locale in LOCALES)


def _lists(below: Sequence[Entry], above: Sequence[Entry], name: str) -> Iterator[Entry]:
    """Merge two lists by what tells their tables apart; what is new comes at the end."""
    ours = {one.value[name].value: one for one in above}
    theirs = {one.value[name].value for one in below}
    for one in below:
        mine = ours.get(one.value[name].value)
        if mine is None or not mine.is_taken_out:
            yield one if mine is None else _over(one, mine)
    for one in above:
        key = one.value[name].value
        if one.is_taken_out:
            _must_be_there(one, key, theirs)
        elif key not in theirs or ours[key] is not one:  # one that stands twice is told later, as everywhere
            yield one


def _told_by(below: Sequence[Entry], above: Sequence[Entry]) -> str | None:
    """Return what tells all tables of two lists apart; None: the upper list stands in the place of the lower one."""
    every = (*below, *above)
    tables = bool(above) and all(isinstance(one.value, dict) for one in every)
    return next((name for name in NAMES if tables and all(_is_name(one, name) for one in every)), None)


def _is_name(one: Entry, name: str) -> bool:
    return name in one.value and isinstance(one.value[name].value, str | int)


def _must_be_there(one: Entry, key: str, known: Container[Any]) -> None:
    if key not in known:
        reason = say(N_("there is no {name} to take out in the file that this one builds on"), name=str(key))
        raise PolicyProblem([one.source.problem(one.place, reason)])
