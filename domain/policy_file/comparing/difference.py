"""What one policy says otherwise than another, entry by entry, from what stands in their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.platform.text import LOCALES
from domain.policy_file.older.lists import with_first_list
from domain.policy_file.whole.chain import chain_of
from domain.policy_file.whole.merging import NAMES, Whole
from domain.policy_file.whole.source import Source

Data = Mapping[str, Any]
Path = tuple["Entry | str", ...]
PAPER = "paper"
CHANGES_NOTHING = frozenset({"example", "extends"})  # worked examples prove a file, and give nobody anything


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of a list: how the list is called, what tells the table from others, and what stands in it."""

    of: str
    name: str
    table: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that says something else: its place, and both values. None: it is not there; `words` are texts."""

    path: Path
    old: Any
    new: Any
    is_words: bool = False


def data_of(text: str, name: str) -> Data:
    """Return what stands in a whole policy as it is kept; raises PolicyProblem."""
    return with_first_list(Whole(chain_of(Source(name, text))).data)


def changes(old: Data, new: Data) -> Iterator[Change]:
    """Yield every entry that differs, in the order of the files; examples do not count."""
    yield from _of_tables(old, new, ())


def _of_tables(old: Data, new: Data, path: Path) -> Iterator[Change]:
    if any(old.get(locale) != new.get(locale) for locale in LOCALES):
        yield Change(path, None, None, is_words=True)
    for key in dict.fromkeys((*new, *old)):
        if key not in LOCALES and key not in CHANGES_NOTHING:
            yield from _of_one(old.get(key), new.get(key), (*path, key))


def _of_one(old: Any, new: Any, path: Path) -> Iterator[Change]:
    match old, new:
        case _ if old == new:
            return
        case Mapping(), Mapping():
            yield from _of_tables(old, new, path)
        case list(), list() if (name := _told_by(*map(_as_tables, (old, new)))) is not None:
            yield from _of_lists(_as_tables(old), _as_tables(new), path, name)
        case list(), list() if _are_alike(old, new):
            for number, pair in enumerate(zip(old, new, strict=True), start=1):
                yield from _of_one(*pair, (*path, Entry(str(path[-1]), str(number), pair[1])))
        case Mapping(), None if _is_text(old):
            yield Change(path, None, None, is_words=True)
        case None, Mapping() if _is_text(new):
            yield Change(path, None, None, is_words=True)
        case _:
            yield Change(path, old, new)


def _of_lists(old: Sequence[Data], new: Sequence[Data], path: Path, name: str) -> Iterator[Change]:
    before, after = ({one[name]: one for one in many} for many in (old, new))
    for key in dict.fromkeys((*after, *before)):
        here = (*path[:-1], Entry(str(path[-1]), str(key), after.get(key) or before[key]))
        if key in before and key in after:
            yield from _of_tables(before[key], after[key], here)
        else:
            yield Change(here, before.get(key), after.get(key))


def _as_tables(many: Sequence[Any]) -> Sequence[Any]:
    """Return a list of papers, some of them with a condition, as tables all of them."""
    if any(isinstance(one, Mapping) and PAPER in one for one in many):
        return [{PAPER: one} if isinstance(one, str) else one for one in many]
    return many


def _told_by(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    """Return what tells the tables of two lists apart, None where nothing does."""
    every = (*old, *new)
    if not all(isinstance(one, Mapping) for one in every):
        return None
    named = (name for name in (*NAMES, PAPER) if all(isinstance(one.get(name), str | int) for one in every))
    return next((name for name in named if all(_once(many, name) for many in (old, new))), None)


def _once(many: Sequence[Data], name: str) -> bool:
    return len({one[name] for one in many}) == len(many)


def _are_alike(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether the tables of two lists stand for each other one by one: as many, and of the same kinds."""
    tables = all(isinstance(one, Mapping) for one in (*old, *new))
    return tables and len(old) == len(new) and [one.get("kind") for one in old] == [one.get("kind") for one in new]


def _is_text(table: Data) -> bool:
    return bool(table) and all(key in LOCALES for key in table)
