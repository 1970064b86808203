"""One cell: what a person typed, as the program that saved it kept it, made plain or complained about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.platform.looks import plain
from services.platform.tables.refusals import BecameADay, CellTooLong, ErrorInCell, FormulaWithoutValue, LostDigits

LONGEST = 300
EXACT = 10**15  # from here on Excel rounds
FIRST_DAY = date(1899, 12, 30)  # the day 0 of Excel, as it counts since March 1900
LAST_DAY = 73_050  # in the year 2099
ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+(\d{1,3})", re.IGNORECASE)
_WHOLE = re.compile(r"(\d+)\.0+")
_QUOTED = re.compile(r'="([^"]*)"')  # how some keep a number whole in a CSV file
_APOSTROPHES = "'’‘`"


@dataclass(frozen=True, slots=True)
class Unworked:
    """A formula that nobody has worked out."""


Value = str | int | float | bool | date | datetime | time | timedelta | Unworked | None


def words_in(value: Value, *, is_day: bool = False) -> str:
    """Return the words of a cell in their plain form, a day as 2026-09-01; raises a CellWrong."""
    match value:
        case None:
            return ""
        case Unworked():
            raise FormulaWithoutValue
        case bool():
            return str(value).upper()
        case int() | float():
            return _day(value) if is_day and 0 < value < LAST_DAY else _number(value)
        case datetime() | date() | time() | timedelta():
            return _moment(value, is_day=is_day)
    return _text(value, is_day=is_day)


def _number(value: float) -> str:
    if abs(value) >= EXACT:
        raise LostDigits(shown=f"{value:.5g}".upper())
    return str(int(value)) if value == int(value) else str(value)


def _day(serial: float) -> str:
    return (FIRST_DAY + timedelta(days=int(serial))).isoformat()


def _moment(value: datetime | date | time | timedelta, *, is_day: bool) -> str:
    shown = str(value.date() if isinstance(value, datetime) else value)
    if is_day and isinstance(value, date):  # and a datetime is one
        return shown
    raise BecameADay(shown=shown)


def _text(typed: str, *, is_day: bool) -> str:
    words = plain(typed[: 4 * LONGEST])
    if len(words) > LONGEST:
        raise CellTooLong(most=str(LONGEST))
    words = _QUOTED.sub(r"\1", words).strip()
    if words[:1] in _APOSTROPHES and not words.endswith(tuple(_APOSTROPHES)):
        words = words[1:].strip()
    if words.upper() in ERRORS:
        raise ErrorInCell(shown=words)
    if is_day and words.isdecimal() and len(words) <= 5 and 0 < int(words) < LAST_DAY:
        return _day(int(words))
    return _unfolded(words)


def _unfolded(words: str) -> str:
    """Write a number out that was kept as 1.3800138E+10, where no digit of it is missing."""
    if found := _WHOLE.fullmatch(words):
        return found[1]
    found = _SCIENTIFIC.fullmatch(words)
    if found is None:
        return words
    first, rest, power = found[1], found[2] or "", int(found[3])
    if len(rest.rstrip("0")) > power or len(rest) < power:
        raise LostDigits(shown=words)
    return first + rest[:power]
