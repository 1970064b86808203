"""Mobile numbers of the mainland and of elsewhere: kept as 11 digits, or as + and the country, as in +85261234567."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from domain.platform.identifiers import PhoneUnclear, normalise, parse_phone
from domain.platform.text import N_, Text, say

_ABROAD = re.compile(r"(?:\+|(?<![0-9])00)([1-9][0-9]{6,14})(?![0-9])")
_BETWEEN = re.compile(r"(?<=[0-9])[-.()\u2010-\u2015]+(?=[0-9])|(?<=\+)\(|[()]")
CHINA = "86"


class Country(StrEnum):
    """Where a number without its country may be from."""

    HONG_KONG = "852"
    MACAO = "853"
    TAIWAN = "886"

    @property
    def label(self) -> Text:
        """What people call it, with what stands before its numbers."""
        return _LABELS[self]


_LABELS = {
    Country.HONG_KONG: say(N_("Hong Kong (+852)")),
    Country.MACAO: say(N_("Macao (+853)")),
    Country.TAIWAN: say(N_("Taiwan (+886)")),
}
_BARE = {
    Country.HONG_KONG: re.compile(r"(?<![0-9+])([4-79][0-9]{7})(?![0-9])"),
    Country.MACAO: re.compile(r"(?<![0-9+])(6[0-9]{7})(?![0-9])"),
    Country.TAIWAN: re.compile(r"(?<![0-9+])0?(9[0-9]{8})(?![0-9])"),
}


def find_phones(text: str) -> tuple[str, ...]:
    """Read a mobile number; return what it may be, one for each country that it fits.

    Raises PhoneUnclear.
    """
    if len(found := tuple(dict.fromkeys(_abroad(text)))) == 1:
        return found
    if found:
        raise PhoneUnclear
    try:
        return (parse_phone(text),)
    except PhoneUnclear:
        if found := tuple(_bare(text)):
            return found
        raise


def has_country(found: tuple[str, ...], text: str) -> bool:
    """Say whether what was read needs no question: it is of the mainland, or came with its country."""
    return not found[0].startswith("+") or any(True for _ in _abroad(text))


def country_of(number: str) -> Country | None:
    """Return which of the three a kept number is from."""
    return next((one for one in Country if number.startswith(f"+{one}")), None)


def _plain(text: str) -> str:
    return _BETWEEN.sub("", normalise(text))


def _abroad(text: str) -> Iterator[str]:
    plain = _plain(text)
    for found in _ABROAD.finditer(plain):
        number = re.sub(r"^8860", "886", found[1])
        if _can_be_called(number):
            yield f"+{number}"
    for found in re.finditer(r"(?<![0-9+])(?:852|853|886)[0-9]{8,9}(?![0-9])", plain):
        if _can_be_called(found[0]):
            yield f"+{found[0]}"


def _can_be_called(number: str) -> bool:
    """Say whether a number with its country can be one: of the three a mobile's, of others of a length that there is;
    those of the mainland are read by themselves."""
    import phonenumbers  # a tenth of a second that only numbers of elsewhere need

    try:
        found = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return False
    if str(found.country_code) not in set(Country):
        return str(found.country_code) != CHINA and phonenumbers.is_possible_number(found)
    return phonenumbers.number_type(found) == phonenumbers.PhoneNumberType.MOBILE


def _bare(text: str) -> Iterator[str]:
    for country, shape in _BARE.items():
        numbers = set(shape.findall(_plain(text)))
        if len(numbers) == 1:
            yield f"+{country}{numbers.pop()}"
