"""How single values stand in a policy file: money in yuan, texts per language, days that come every year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator

from domain.platform.money import FEN_PER_YUAN, MOST_YUAN, yuan
from domain.platform.text import LOCALES, N_, Local, Money, Text, say

MAIN_LOCALE = "zh_Hans"


class Unfit(ValueError):
    """A value does not fit; `said` is the sentence for the person who wrote the policy file."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.source)
        self.said = said


class MonthDay(NamedTuple):
    """A day that comes every year."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the day in a year."""
        return date(year, self.month, self.day)


FARTHEST = 40  # digits before or behind the point; what has more takes for ever to be worked with


def read_decimal(written: str) -> Decimal:
    """Read a number with a point; raises ValueError, with what is written, for none and for one beyond all measure."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise ValueError(written) from None
    if number and number.is_finite() and abs(number.adjusted()) > FARTHEST:
        raise ValueError(written)
    return number


def read_fen(value: Any) -> int:
    """Read yuan as TOML gives them (whole or with a point, parsed as Decimal) into fen; raises Unfit."""
    unfit = Unfit(say(N_("this must be an amount in yuan with at most two decimals, like 800 or 800.50")))
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise unfit
    try:
        fen = yuan(value)
    except (ValueError, InvalidOperation, OverflowError):
        raise unfit from None
    if fen < 0:
        raise Unfit(say(N_("an amount cannot be below zero")))
    if fen > MOST_YUAN * FEN_PER_YUAN:
        raise Unfit(say(N_("an amount of more than {most} is surely a slip"), most=Money(MOST_YUAN * FEN_PER_YUAN)))
    return fen


def read_local(value: Any) -> Local:
    """Read `{zh_Hans = "...", en = "..."}`; raises Unfit without Chinese or with an unknown language."""
    if isinstance(value, Local):  # of an entry that is made from others
        return value
    if not isinstance(value, dict):
        raise Unfit(say(N_('this must be a text per language, like {{zh_Hans = "...", en = "..."}}')))
    for locale, text in value.items():
        if locale not in LOCALES:
            raise Unfit(say(N_("the language {locale} is not known; there are {known}"), locale=locale, known=_KNOWN))
        if not isinstance(text, str) or not text.strip():
            raise Unfit(say(N_("the text for {locale} is empty"), locale=locale))
    if MAIN_LOCALE not in value:
        raise Unfit(say(N_("the Chinese text ({locale}) is missing"), locale=MAIN_LOCALE))
    return Local({locale: text.strip() for locale, text in value.items()})


def read_month_day(value: Any) -> MonthDay:
    """Read a day of the year written as "07-16"; raises Unfit. 29 February does not come every year."""
    try:
        day = date.fromisoformat(f"2023-{value}")
    except ValueError:
        raise Unfit(say(N_('this must be a day that comes every year, written like "07-16"'))) from None
    return MonthDay(day.month, day.day)


_KNOWN = ", ".join(LOCALES)


def gathered(data: Any) -> Any:
    """Return a table with its languages, which stand beside the key in the file, under `text`."""
    if not isinstance(data, dict) or "text" in data:
        return data
    text = {locale: data[locale] for locale in LOCALES if locale in data}
    return {**{name: value for name, value in data.items() if name not in LOCALES}, "text": text}


Fen = Annotated[int, PlainValidator(read_fen)]
LocalText = Annotated[Local, PlainValidator(read_local)]
YearlyDay = Annotated[MonthDay, PlainValidator(read_month_day)]
