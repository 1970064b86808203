"""The differences of two policies in words, a line each: what it is about, what it was, and what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.households.classes import USUAL
from domain.platform.text import LOCALES, N_, Arg, Joined, Local, Sayable, Text, say
from domain.policy_file.comparing.difference import Change, Data, Entry, Path, changes
from domain.policy_file.comparing.entries import ENTRIES
from domain.procedure.steps import KINDS

LONGEST = 40  # letters of a text that is shown whole
FACTOR = "factor"


def difference_said(old: Data, new: Data) -> tuple[Sayable, ...]:
    """Return what the files of two policies say differently, in the order of the new one; nothing: all is the same."""
    words = {**_words(old), **_words(new)}
    return tuple(_line(change, words) for change in changes(old, new))


def _line(change: Change, words: Mapping[str, Arg]) -> Sayable:
    where = _where(change.path, words)
    if change.is_words:
        return say(N_("{where}: worded anew"), where=where)
    if change.path[-1] == FACTOR and None not in (change.old, change.new):  # of a line of income
        line, of = N_("{where}: line {old} → {new} times dibao"), _where(change.path[:-1], words)
        return say(line, where=of, old=_number(change.old), new=_number(change.new))
    if isinstance(change.old, list) and isinstance(change.new, list) and _are_plain(change.old, change.new):
        return _of_list(where, change.old, change.new, words)
    return _of_values(where, change, words)


def _of_values(where: Arg, change: Change, words: Mapping[str, Arg]) -> Sayable:
    old, new = _said(change.old, words), _said(change.new, words)
    if change.new is None:
        return say(N_("{where}: no more"), where=where)
    if change.old is None:
        return (
            say(N_("{where}: new"), where=where)
            if new is None
            else say(N_("{where}: new, {new}"), where=where, new=new)
        )
    if old is not None and new is not None:
        return say(N_("{where}: {old} → {new}"), where=where, old=old, new=new)
    return _otherwise(where)


def _otherwise(where: Arg) -> Sayable:
    return say(N_("{where}: changed"), where=where)


def _of_list(where: Arg, old: list[Any], new: list[Any], words: Mapping[str, Arg]) -> Sayable:
    more, less = ([one for one in a if one not in b] for a, b in ((new, old), (old, new)))
    if not more and not less:
        return say(N_("{where}: in another order"), where=where)
    came, went = _named(more, words), _named(less, words)
    if not less:
        return say(N_("{where}: with {came}"), where=where, came=came)
    if not more:
        return say(N_("{where}: without {went}"), where=where, went=went)
    return say(N_("{where}: with {came}, without {went}"), where=where, came=came, went=went)


def _named(values: list[Any], words: Mapping[str, Arg]) -> Joined:
    return Joined(tuple(_said(one, words) or "" for one in values), ", ")


def _are_plain(*lists: list[Any]) -> bool:
    return all(not isinstance(one, list | dict) for many in lists for one in many)


def _where(path: Path, words: Mapping[str, Arg]) -> Joined:
    """Return the place of an entry: a table by its own name, any other by what the entry is called."""
    told = [_entry(one, words) for one in path]
    if len(told) > 1 and path[0] == "lines":
        told = told[1:]
    if len(told) > 1 and told[-1] == told[-2]:
        told = told[:-1]
    return Joined(tuple(told), ", ")


def _entry(one: Entry | str, words: Mapping[str, Arg]) -> Arg:
    if isinstance(one, str):
        return Text(ENTRIES[one]) if one in ENTRIES else words.get(one, one)
    if "kind" in one.table and str(one.table["kind"]) in KINDS and "key" not in one.table:
        return Text(KINDS[str(one.table["kind"])].name)
    of: Arg = Text(ENTRIES[one.of]) if one.of in ENTRIES else one.of
    if (choices := _choices(one.table)) and not _name_of(one.table):
        return Joined(tuple(_said(value, words) or "" for value in choices), ", ")
    return _name_of(one.table) or say(N_("{what} {name}"), what=of, name=words.get(one.name, one.name))


def _choices(table: Mapping[str, Any]) -> list[Any]:
    """Return the choices by which a row of a table is taken; none where its condition is about something else."""
    when = _tables(table.get("when"))
    wanted = [] if "fact" in when else list(when.values())
    each = [key for one in wanted for key in (one if isinstance(one, list) else [one])]
    return each if all(isinstance(one, str) for one in each) else []


def _said(value: Any, words: Mapping[str, Arg]) -> Arg | None:
    """Return a value as people read it; None for one that is too long or too deep to be shown."""
    match value:
        case bool():
            return say(N_("yes")) if value else say(N_("no"))
        case int() | Decimal() | float():
            return _number(value)
        case date():
            return value
        case str() if len(value) <= LONGEST:
            return words.get(value, value)
    return None


def _number(value: Decimal | float) -> str:
    digits = f"{Decimal(str(value)):,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _words(data: Data) -> dict[str, Arg]:
    """Return the names of the choices, papers and classes of a file by their keys, as values of entries use them."""
    usual: dict[str, Arg] = {key: one.label for key, one in USUAL.items()}
    choices = [*_tables(data.get("choices")).values(), data.get("causes"), data.get("papers")]
    return _asked(data) | _keyed(choices) | usual | _keyed([data.get("class")])


def _asked(data: Data) -> dict[str, Arg]:
    """Return the short names of the file's own questions."""
    under = [one.get("ask") for one in _every([data.get("programme")]) if isinstance(one, Mapping)]
    asked = (one for one in _every([data.get("question"), *under]) if isinstance(one, Mapping))
    return {str(one.get("key")): name for one in asked if (name := _name_of({"text": one.get("label")})) is not None}


def _keyed(lists: list[Any]) -> dict[str, Arg]:
    named = ((str(one.get("key")), _name_of(one)) for one in _every(lists) if isinstance(one, Mapping))
    return {key: name for key, name in named if name is not None}


def _every(lists: list[Any]) -> Iterator[Any]:
    for many in lists:
        yield from many if isinstance(many, list) else ()


def _tables(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _name_of(table: Mapping[str, Any]) -> Local | None:
    texts = [table, *(_tables(table.get(key)) for key in ("title", "name", "text"))]
    found = ({locale: str(text[locale]) for locale in LOCALES if locale in text} for text in texts)
    return next((Local(one) for one in found if one), None)
