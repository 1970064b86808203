"""Reading a day: written, in words, or on a button; of a year or an age that is said alone, the month is asked."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from domain.forms import kinds, refusals
from domain.forms.cards.rows import Row, button
from domain.forms.outcomes import Choice
from domain.forms.replies import OptionKey, option_token
from domain.forms.results import Asking, Drafted, Given, Read, Taken, words_of
from domain.platform.days.near import month_back
from domain.platform.days.spoken import day_in, is_just_now, months_old, spoken_day, spoken_year
from domain.platform.text import N_, Refusal, say

_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))")
_MONTHS = 12
_IN_A_ROW = 3


def read_date(kind: kinds.DateAnswer, asking: Asking, reply: Given) -> Read:
    """Take a day, shown back when it was said in words; a year or an age alone stays until its month is said."""
    if isinstance(reply, OptionKey) and reply.key in _months(kind, asking):
        return Taken(f"{reply.key}-01")
    words = reply.key if kind.near and isinstance(reply, OptionKey) else words_of(reply)
    is_month = asking.draft is not None and words.strip().isdecimal()
    if kind.of_birth and not is_month and (old := months_old(words)) is not None:
        return Drafted(_born_between(asking.facts.today, *old))
    written = parse_date(words)
    day = written or _spoken(kind, asking, words)
    if day is None:
        return Drafted(_year(kind, asking, words))
    _check(kind, day, asking.facts.today)
    return Taken(day.isoformat(), how=None if written or is_just_now(words) else {})


def month_rows(kind: kinds.DateAnswer, asking: Asking) -> tuple[Row, ...]:
    """Return a button for each month that may be meant of the year in the making."""
    shown: list[Choice] = []
    for index, key in enumerate(_months(kind, asking)):
        year, month = key.split("-")
        shown.append(button(say(N_("{year}-{month}"), year=year, month=str(int(month))), option_token(key, index)))
    return tuple(tuple(shown[at : at + _IN_A_ROW]) for at in range(0, len(shown), _IN_A_ROW))


def parse_date(text: str) -> date | None:
    """Read 2026-07-20, 2026/7/20, 2026.7.20, 2026年7月20日 or 20260720, full width too; None when it is no day."""
    found = _DATE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        return None


def _spoken(kind: kinds.DateAnswer, asking: Asking, words: str) -> date | None:
    """Read a day in words; what is said once its year is known is of that year."""
    today, is_past = asking.facts.today, kind.not_future
    offered = _months(kind, asking)
    for year in dict.fromkeys(one[:4] for one in offered):
        day = spoken_day(_of_year(int(year), words.strip()), today=today, is_past=is_past)
        if day is not None and (isinstance(asking.draft, int) or f"{day:%Y-%m}" in offered):
            return day
    return spoken_day(words, today=today, is_past=is_past) or day_in(words, today=today, is_past=is_past)


def _of_year(year: int, words: str) -> str:
    """Write a month or day with the year that was said before."""
    if words.isdecimal() and 1 <= int(words) <= _MONTHS:
        return f"{year}-{int(words)}"
    return f"{words} {year}" if words.isascii() and words[:1].isalpha() else f"{year}年{words}"


def _year(kind: kinds.DateAnswer, asking: Asking, words: str) -> int:
    year = spoken_year(words, today=asking.facts.today)
    if year is None:
        raise refusals.DateUnclear
    if not _months_of(kind, year, asking.facts.today):
        raise _why_not(kind, date(year, 1, 1), asking.facts.today) or refusals.DateUnclear()
    return year


def _months(kind: kinds.DateAnswer, asking: Asking) -> list[str]:
    if isinstance(asking.draft, dict):
        return _months_between(**asking.draft)
    return _months_of(kind, asking.draft, asking.facts.today) if isinstance(asking.draft, int) else []


def _months_of(kind: kinds.DateAnswer, year: int, today: date) -> list[str]:
    firsts = (date(year, month, 1) for month in range(1, _MONTHS + 1))
    return [f"{one:%Y-%m}" for one in firsts if _why_not(kind, one, today) is None]


def _born_between(today: date, least: int, most: int) -> dict[str, str]:
    """Return the first and the last month in which somebody was born who is `least` to `most` months old."""
    first, last = month_back(today, most), month_back(today, least)
    return {"first": f"{first[0]}-{first[1]:02}", "last": f"{last[0]}-{last[1]:02}"}


def _months_between(first: str, last: str) -> list[str]:
    begin, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    count = (end.year - begin.year) * _MONTHS + end.month - begin.month
    months = (month_back(end, back) for back in range(count, -1, -1))
    return [f"{year}-{month:02}" for year, month in months]


def _check(kind: kinds.DateAnswer, day: date, today: date) -> None:
    if (why := _why_not(kind, day, today)) is not None:
        raise why


def _why_not(kind: kinds.DateAnswer, day: date, today: date) -> Refusal | None:
    """Return why a day cannot be the answer."""
    if kind.not_future and day > today:
        return refusals.DateInFuture()
    if kind.not_past and day < today:
        return refusals.DateInPast()
    return refusals.DateTooEarly(earliest=kind.earliest) if day < kind.earliest else None
