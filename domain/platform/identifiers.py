"""Numbers that name a person, a phone or a bank card: how to read, check and mask them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.platform.looks import visible
from domain.platform.text import N_, Refusal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_EARLIEST_BIRTH = date(1800, 1, 1)  # the standard itself has an example of 1880
_ID = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"^1[3-9][0-9]{9}$")
_CARD = re.compile(r"^[0-9]{12,19}$")
_ID_WITHIN = re.compile(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9X])")
_CARD_WITHIN = re.compile(r"(?<![0-9])[0-9]{12,19}(?![0-9])")
_PHONE_WITHIN = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_AS_X = str.maketrans("ХхΧχ×✗✕╳", "X" * 8)  # Cyrillic, Greek, and the sign of multiplication
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ .\-\u2010-\u2015]+(?=[0-9])")
_DASHES = re.compile(r"[-\u2010-\u2015]")
_PARTING = re.compile(r"(?<=[0-9])[._·](?=[0-9])")
_LONG_NUMBER = re.compile(r"[0-9]{15}")  # a resident id or bank card, or several of them in a row
_SPREAD = re.compile(r"[0-9](?:[\W_]{0,3}[0-9]){14,}(?:[\W_]{0,3}X)?")  # the same over lines, or with any signs between
_SIGNS = re.compile(r"[\W_]+")
_DOCUMENT = re.compile(
    r"(?<![0-9A-Z])(?:[A-Z][ -]?[0-9]{8}(?:[0-9]{2})?|[A-Z]{2}[0-9]{7}|E[A-Z][ -][0-9]{7}"  # passports; permits of
    # Hong Kong, Macao, Taiwan; then the identity card of Hong Kong; then permanent residence
    r"|[A-Z]{1,2} ?[0-9]{6} ?\([0-9A]\)|[A-Z]{3}[0-9]{12}"
    r"|[157][0-9]{6} ?\([0-9]\)|[157]/[0-9]{6}/[0-9])(?![0-9A-Z])"  # the identity card of Macao
)
# These look like many a number, so their check digits are asked, or the word beside them.
_HONG_KONG = re.compile(r"(?<![0-9A-Z])([A-Z]{1,2}) ?([0-9]{6}) ?[-/]? ?([0-9A])(?![0-9A-Z])")
_TAIWAN = re.compile(r"(?<![0-9A-Z])([A-Z])([A-D1289])([0-9]{8})(?![0-9A-Z])")
_CALLED_SO = re.compile(
    r"(?:[台臺]胞[证證]|[台臺][湾灣]居民[来來]往大[陆陸]通行[证證]|出生(?:医学|醫學)?[证證]明?|[护護]照|PASSPORT)"
    r"\D{0,6}[0-9]{7,9}(?![0-9])"
)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # 10 and on
# What machines read on passports and cards, with the digits that check number, birth and expiry; or the line of names.
_READ_BY_MACHINE = re.compile(
    r"(?=([A-Z0-9<]{9}[0-9])[A-Z<]{3}([0-9]{7})[MFX<]([0-9]{7}))"
    r"|(?=([0-9]{7})[MFX<]([0-9]{7})[A-Z<]{3}[A-Z0-9<]{11})"
)
_MACHINE_NAMES = re.compile(r"(?<![A-Z0-9<])P[A-Z<][A-Z]{3}[A-Z]+(?:<[A-Z]+)*<<[A-Z<]{2,}")


class Sex(StrEnum):
    """Sex as the resident id states it."""

    FEMALE = "F"
    MALE = "M"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A checked resident id of 18 characters, and what it says of its holder."""

    number: str
    birth: date
    sex: Sex


@dataclass(frozen=True, slots=True)
class BankCard:
    """A card number of 12 to 19 digits; `luhn_ok` False calls for a second look, not for a refusal."""

    number: str
    luhn_ok: bool


class ResidentIdWrongLength(Refusal):
    """A resident id is 17 digits and a digit or X (GB 11643)."""

    text = N_("A resident id has 18 characters: 17 digits, then a digit or X. Please copy it again from the card.")


class ResidentIdWrongCheck(Refusal):
    """The last character does not follow from the 17 digits (GB 11643)."""

    text = N_("One of the digits seems to be mistyped: the last character does not fit. Please compare with the card.")


class ResidentIdBirthImpossible(Refusal):
    """Digits 7 to 14 are no date."""

    text = N_("Digits 7 to 14 should be a date of birth, but there is no such day. Please compare with the card.")


class ResidentIdBirthInFuture(Refusal):
    """Digits 7 to 14 are a day that has not come yet."""

    text = N_("By this number the date of birth is still to come. Please compare digits 7 to 14 with the card.")


class PhoneUnclear(Refusal):
    """Not a mainland mobile number."""

    text = N_(
        "Please send a mobile number of 11 digits that begins with 13 to 19, for example 13800138000. A number from "
        "elsewhere begins with + and its country, for example +852 6123 4567."
    )


class BankCardUnclear(Refusal):
    """Not 12 to 19 digits."""

    text = N_("A bank card number has 12 to 19 digits. Please copy the long number from the front of the card.")


def normalise(text: str) -> str:
    """Fold full-width forms (NFKC), drop spaces and invisible or direction marks, and write letters large."""
    return "".join(visible(unicodedata.normalize("NFKC", text)).split()).upper()


def _joined(typed: str) -> str:
    """Return what was typed without the dashes, dots and lines that part the digits of one number."""
    return _DASHES.sub("", _PARTING.sub("", typed))


def _copied(pattern: re.Pattern[str], typed: str) -> str:
    """Return the one number in what was copied with its label, a bank's name or a full stop; else all of it."""
    found = set(pattern.findall(typed))
    return found.pop() if len(found) == 1 else typed


def names_somebody(text: str) -> bool:
    """Say whether a text holds what looks like the number of a person's id, passport, permit or bank card, anywhere."""
    folded = _folded(text)
    plain = _BETWEEN_DIGITS.sub("", folded)
    if _LONG_NUMBER.search(plain) is not None or _DOCUMENT.search(plain) is not None or _is_checked(folded, plain):
        return True
    return any(_is_somebodys(_SIGNS.sub("", run)) for run in _SPREAD.findall(folded))


def _is_checked(folded: str, plain: str) -> bool:
    """Say whether a text holds the number of a document that only its check digits, or the word for it, tell apart."""
    read = "".join(folded.split())
    return (
        any(is_of_hong_kong(*found.groups()) for found in _HONG_KONG.finditer(folded))
        or any(is_of_taiwan(found[0]) for found in _TAIWAN.finditer(plain))
        or any(all(map(_is_machine_checked, filter(None, found.groups()))) for found in _READ_BY_MACHINE.finditer(read))
        or _CALLED_SO.search(plain) is not None
        or _MACHINE_NAMES.search(folded.replace(" ", "")) is not None
    )


def is_of_hong_kong(letters: str, digits: str, check: str) -> bool:
    """Say whether the last sign of an identity card of Hong Kong follows from the others."""
    values = [36, *(int(sign, 36) for sign in letters)][-2:] + [int(sign) for sign in digits]
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True))
    return (total + int(check, 16)) % 11 == 0


def is_of_taiwan(number: str) -> bool:
    """Say the same of an identity card or a residence certificate of Taiwan, of which an old one has two letters."""
    first, second = (_TAIWAN_LETTERS.find(sign) + 10 for sign in number[:2])
    rest = number[1:] if number[1].isdigit() else f"{second % 10}{number[2:]}"
    values = [first // 10, first % 10, *map(int, rest)]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) % 10 == 0


def _is_machine_checked(field: str) -> bool:
    """Say whether the last digit of a field follows from the others (ICAO 9303)."""
    values = (0 if sign == "<" else int(sign, 36) for sign in field[:-1])
    return sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10 == int(field[-1])


def _folded(text: str) -> str:
    """Return a text with plain digits and large letters, without marks on them and what cannot be seen."""
    folded = unicodedata.normalize("NFKC", text).upper()
    if folded.isascii():
        return folded
    kept = (c for c in visible(folded) if unicodedata.category(c) not in ("Mn", "Me"))
    return "".join(str(unicodedata.decimal(c, c)) for c in kept)


def _is_somebodys(run: str) -> bool:
    """Say whether a row of digits holds a resident id, or is a bank card: several sums in a row may look like one."""
    starts = range(len(run) - 17)
    return any(_is_resident_id(run[at : at + 18]) for at in starts) or (
        16 <= len(run) <= 19 and run[0] in "34569" and luhn_ok(run)
    )


def _is_resident_id(number: str) -> bool:
    return number[:17].isdigit() and birth_of(number) is not None and number[17] == check_character(number[:17])


def parse_resident_id(text: str, *, today: date) -> ResidentId:
    """Read and check a resident id (GB 11643), also with its label; the region is never a reason to refuse.

    Raises ResidentIdWrongLength, ResidentIdBirthImpossible, ResidentIdBirthInFuture or ResidentIdWrongCheck.
    """
    number = find_resident_id(text)
    if number is None:
        raise ResidentIdWrongLength
    birth = birth_of(number)
    if birth is None:
        raise ResidentIdBirthImpossible
    if birth > today:
        raise ResidentIdBirthInFuture
    if number[17] != check_character(number[:17]):
        raise ResidentIdWrongCheck
    return ResidentId(number, birth, sex_of(number))


def find_resident_id(text: str) -> str | None:
    """Return the one number of 18 characters in a text, checked or not; None when there is none."""
    number = _copied(_ID_WITHIN, _joined(normalise(text.translate(_AS_X))))
    return number if _ID.fullmatch(number) else None


def check_character(first_seventeen: str) -> str:
    """Return the 18th character that GB 11643 gives to 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def birth_of(number: str) -> date | None:
    """Return the birth date in a normalised resident id; None when it is no date or before 1800, or another number."""
    if _ID.fullmatch(number) is None:
        return None
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return birth if birth >= _EARLIEST_BIRTH else None


def sex_of(number: str) -> Sex:
    """Return the sex in a normalised resident id: the 17th digit is odd for men."""
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def mask_resident_id(number: str) -> str:
    """Show region and last four: 110105********002X; anything of another length is all stars."""
    return f"{number[:6]}********{number[14:]}" if len(number) == 18 else "*" * len(number)


def parse_phone(text: str) -> str:
    """Read a mobile number, with or without +86, spaces, dashes and words around it; raises PhoneUnclear."""
    bare = _joined(re.sub(r"[()]", "", normalise(text)))
    number = _copied(_PHONE_WITHIN, re.sub(r"(?:\+|00|(?<![0-9]))86(?=1[0-9]{10}(?![0-9]))", "", bare))
    if not _PHONE.match(number):
        raise PhoneUnclear
    return number


def mask_phone(number: str) -> str:
    """Show first three and last four: 138****8000 or +852****4567; anything of another length is all stars."""
    if number.startswith("+") and len(number) >= 10:
        return f"{number[:4]}****{number[-4:]}"
    return f"{number[:3]}****{number[7:]}" if len(number) == 11 else "*" * len(number)


def parse_bank_card(text: str) -> BankCard:
    """Read a bank card number, with or without spaces, dashes and words around it; raises BankCardUnclear.

    The Luhn digit only warns: some real cards of Chinese banks do not follow it.
    """
    number = _copied(_CARD_WITHIN, _joined(normalise(text)))
    if not _CARD.match(number):
        raise BankCardUnclear
    return BankCard(number, luhn_ok(number))


def luhn_ok(number: str) -> bool:
    """Say whether the last digit fits the others (ISO/IEC 7812)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def mask_card(number: str) -> str:
    """Show the last four digits only: **** 0005."""
    return f"**** {number[-4:]}" if len(number) >= 12 else "****"
