"""Days as people say them in English: yesterday, July 20th, in March 2025, last winter, two weeks ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.platform.days.near import Near, Rules, day_of, last_of, month_back

_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "the day before yesterday": -2, "tomorrow": 1}
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: at for at, name in enumerate(_WEEK)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {name: at for at, name in enumerate(_NUMBERS)} | {
    "a": 1, "an": 1, "a couple of": 2,
}  # fmt: skip
_DAYS_OF = {"day": 1, "week": 7}
_SPELT = "|".join(rf"{one[:3]}(?:{one[3:]})?" for one in _MONTH_NAMES.split())
_MONTH = rf"(?P<month>sept|{_SPELT})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? ?(?:of )?(?P<year>20[0-9]{2}|19[0-9]{2}))"


def _word(found: re.Match[str], near: Near) -> date | None:
    return near.today + timedelta(days=_WORDS[found["word"]])


def _ago(found: re.Match[str], near: Near) -> date | None:
    count = int(found["count"]) if found["count"].isdigit() else _COUNTS[found["count"]]
    if found["unit"] in _DAYS_OF:
        return near.today - timedelta(days=count * _DAYS_OF[found["unit"]])
    year, month = month_back(near.today, count)
    return day_of(year, month, near.today.day) or last_of(year, month)


def _of_month(found: re.Match[str], near: Near) -> date | None:
    said, this = found.groupdict(), near.today.year
    month = _MONTHS[said["month"][:3]]
    years = (int(said["year"]),) if said.get("year") else (this - 1, this, this + 1)
    days = [day_of(year, month, int(said.get("day") or 1)) for year in years]
    if said.get("last") and not said.get("year"):  # last March was not in this one
        days = [one for one in days if one and (one.year, one.month) < (this, near.today.month)]
    return near.of(days)


def _of_near_month(found: re.Match[str], near: Near) -> date | None:
    year, month = month_back(near.today, 0 if found["which"] == "this" else 1)
    return last_of(year, month) if found["part"] == "end" else day_of(year, month, 1)


def _of_week(found: re.Match[str], near: Near) -> date | None:
    monday = near.today - timedelta(days=near.today.weekday())
    return monday - timedelta(days=0 if found["which"] == "this" else 7)


def _weekday(found: re.Match[str], near: Near) -> date | None:
    days_back = (near.today.weekday() - _WEEKDAYS[found["weekday"]]) % 7
    return near.today - timedelta(days=days_back or 7)


def _season(found: re.Match[str], near: Near) -> date | None:
    month = _SEASONS[found["season"]]
    if found["year"]:
        return day_of(int(found["year"]), month, 1)
    begun = [one for year in (-1, 0) if (one := day_of(near.today.year + year, month, 1)) and one <= near.today]
    return max(begun, default=None)


RULES: Rules = (
    (re.compile(rf"\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"), _word),
    (re.compile(rf"\b(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNTS)}) (?P<unit>day|week|month)s? ago\b"), _ago),
    (re.compile(rf"\b{_MONTH} {_DAY}\b{_YEAR}?"), _of_month),
    (re.compile(rf"(?<![0-9]){_DAY}(?: of)? {_MONTH}\b{_YEAR}?"), _of_month),
    (re.compile(rf"\b(?:in|since|this|early|late|(?P<last>last)) {_MONTH}\b{_YEAR}?"), _of_month),
    (re.compile(rf"\b{_MONTH}{_YEAR}\b"), _of_month),
    (re.compile(rf"^{_MONTH}$"), _of_month),
    (re.compile(r"\b(?:the )?(?:(?P<part>end|beginning|start) of )?(?P<which>last|this) month\b"), _of_near_month),
    (re.compile(r"\b(?P<which>last|this) week\b"), _of_week),
    (re.compile(rf"\b(?:last |on )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"), _weekday),
    (re.compile(rf"\b(?:last |this |in )?(?:the )?(?P<season>{'|'.join(_SEASONS)})\b(?! festival){_YEAR}?"), _season),
)
