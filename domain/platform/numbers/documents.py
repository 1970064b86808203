"""Numbers of the documents by which people are known: read with or without their label, told apart by shape, masked.

A number of 18 characters stands for itself (GB 11643 numbers residents, and those with a residence permit of Hong Kong,
Macao and Taiwan or the newer card of a foreigner, the same way). Any other is kept as "KIND:NUMBER".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from domain.platform.identifiers import (
    find_resident_id,
    is_of_hong_kong,
    is_of_taiwan,
    mask_resident_id,
    normalise,
    parse_resident_id,
)
from domain.platform.text import N_, Refusal, Sayable, Text, say

_BETWEEN = ":"


class DocumentKind(StrEnum):
    """A document other than the identity card of a mainland resident."""

    HONG_KONG_MACAO = "HKMO"
    TAIWAN = "TW"
    FOREIGNER = "FOREIGNER"
    PASSPORT = "PASSPORT"
    BIRTH = "BIRTH"
    CARD_OUTSIDE = "CARD"

    @property
    def label(self) -> Text:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    DocumentKind.HONG_KONG_MACAO: say(N_("Permit of Hong Kong and Macao")),
    DocumentKind.TAIWAN: say(N_("Permit of Taiwan")),
    DocumentKind.FOREIGNER: say(N_("Foreigner's permanent residence card")),
    DocumentKind.PASSPORT: say(N_("Passport")),
    DocumentKind.BIRTH: say(N_("Birth certificate")),
    DocumentKind.CARD_OUTSIDE: say(N_("Identity card of Hong Kong, Macao or Taiwan")),
}
_RESIDENCE = {
    "81": say(N_("Residence permit of Hong Kong")),
    "82": say(N_("Residence permit of Macao")),
    "83": say(N_("Residence permit of Taiwan")),
}
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]")
_SHAPES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.HONG_KONG_MACAO, re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")),
    (DocumentKind.TAIWAN, re.compile(r"[0-9]{8}(?:[0-9]{2}[A-Z])?")),
    (DocumentKind.FOREIGNER, re.compile(r"[A-Z]{3}[0-9]{12}")),
    (DocumentKind.BIRTH, re.compile(r"[A-Z][0-9]{9}")),
    (DocumentKind.CARD_OUTSIDE, re.compile(r"[A-Z]{1,2}[0-9]{6}[0-9A]|[157][0-9]{7}|[A-Z][A-D1289][0-9]{8}")),
    (DocumentKind.PASSPORT, re.compile(r"(?=(?:[A-Z]*[0-9]){4})[A-Z0-9]{6,9}")),
)
# Names that people write before a number, longest first where one holds another.
_WORDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.BIRTH, re.compile(r"出生(?:医学|醫學)?[证證]明?|BIRTH")),
    (DocumentKind.FOREIGNER, re.compile(r"永久?居(?:留)?(?:身份)?[证證]?|外[国國]人|PERMANENTRESIDEN")),
    (DocumentKind.TAIWAN, re.compile(r"[台臺]胞[证證]|[台臺][湾灣]居民[来來]往大[陆陸]通行[证證]")),
    (DocumentKind.HONG_KONG_MACAO, re.compile(r"[回返][乡鄉][证證]|港澳居民[来來]往[内內]地通行[证證]|通行[证證]")),
    (DocumentKind.CARD_OUTSIDE, re.compile(r"(?:香港|澳[门門]|[台臺][湾灣])(?:永久性?居民)?身[份分][证證]")),
    (DocumentKind.PASSPORT, re.compile(r"[护護]照|PASSPORT")),
)
_NUMBER = re.compile(r"[A-Z0-9]+")
_PARTS = re.compile(r"[-/().（）]")
_PARTED = re.compile(r"\([0-9A]\)|/[0-9]$")  # the last sign, as it is written on cards of Hong Kong and Macao
_WEAK = re.compile(r"[0-9]{8,9}")  # digits alone may be anything, so the kind is asked


class DocumentUnclear(Refusal):
    """The number of no document that is known."""

    text = N_(
        "I cannot read this as the number of a document. A resident id has 18 characters. I also take a permit of Hong "
        "Kong, Macao or Taiwan, a passport, a foreigner's permanent residence card, or a birth certificate: please "
        "send its number alone."
    )


def parse_document(text: str, *, today: date) -> tuple[str, ...]:
    """Read the number of a document, also with its label; return what it may be, one for each kind that it fits.

    Several, or a number of digits alone: whoever sent it says of what kind it is. Raises DocumentUnclear, and for what
    looks like a resident id what `parse_resident_id` raises.
    """
    typed = normalise(text)
    if find_resident_id(text) is not None or sum(sign.isdigit() for sign in typed) > 12:
        if (other := _only(_read(typed), DocumentKind.FOREIGNER)) is not None:
            return (other,)
        return (parse_resident_id(text, today=today).number,)
    found = tuple(_read(typed))
    if not found and typed.isdigit():
        return (parse_resident_id(text, today=today).number,)
    if not found:
        raise DocumentUnclear
    return found


def is_clear(found: tuple[str, ...], text: str) -> bool:
    """Say whether the kind of what was read needs not be asked: one fits, by its shape or by its name."""
    typed = normalise(text)
    return len(found) == 1 and (not _WEAK.fullmatch(typed) or _BETWEEN not in found[0])


def _only(found: Iterator[str], kind: DocumentKind) -> str | None:
    return next((one for one in found if one.startswith(f"{kind}{_BETWEEN}")), None)


def _read(typed: str) -> Iterator[str]:
    named = next((kind for kind, words in _WORDS if words.search(typed)), None)
    plain = _PARTS.sub("", re.sub(r"[\u3400-\u9fff]+", " ", typed))
    numbers = {one for one in _NUMBER.findall(plain) if sum(sign.isdigit() for sign in one) >= 4}
    if len(numbers) != 1:
        return
    number = _without_words(numbers.pop())
    for kind, shape in _SHAPES:
        if named in (None, kind) and shape.fullmatch(number) and _may_be(kind, number, typed):
            yield f"{kind}{_BETWEEN}{number}"


def _without_words(number: str) -> str:
    """Return a number without the Latin word that spaces parted from it."""
    return re.sub(r"^(?:PASSPORT|BIRTH|PERMIT|ID)(?:NO|NUMBER)?(?=[A-Z]*[0-9])", "", number)


def _may_be(kind: DocumentKind, number: str, typed: str) -> bool:
    """Say whether a number of this shape may be of this kind; one of many shapes only where nothing closer fits."""
    match kind:
        case DocumentKind.CARD_OUTSIDE:
            return _is_card_outside(number, typed)
        case DocumentKind.PASSPORT:
            is_marked = _PARTED.search(typed) is not None and _is_card_outside(number, typed)
            is_permit = re.fullmatch(r"H[0-9]{8}", number) is not None
            return not is_marked and not is_permit
        case DocumentKind.TAIWAN:
            return not _PARTED.search(typed)
    return True


def _is_card_outside(number: str, typed: str) -> bool:
    if (found := re.fullmatch(r"([A-Z]{1,2})([0-9]{6})([0-9A])", number)) is not None:
        return is_of_hong_kong(*found.groups())
    if re.fullmatch(r"[157][0-9]{7}", number):
        return _PARTED.search(typed) is not None or "澳" in typed
    return is_of_taiwan(number)


def kind_of(number: str) -> Sayable | None:
    """Return what kind of document a kept number is of; None for that of a mainland resident."""
    kind, _, _ = number.rpartition(_BETWEEN)
    if kind:
        return DocumentKind(kind).label if kind in list(DocumentKind) else None
    if len(number) == 18 and number[0] == "9" and _PROVINCE.match(number, 1):
        return DocumentKind.FOREIGNER.label
    return _RESIDENCE.get(number[:2]) if len(number) == 18 else None


def document_key(number: str) -> str:
    """Return the key of the kind that a kept number is written with."""
    return number.partition(_BETWEEN)[0].lower()


def bare(number: str) -> str:
    """Return a kept number as it stands on the document."""
    return number.rpartition(_BETWEEN)[2]


def masked(number: str) -> Sayable | str:
    """Show a kept number in part, with the kind of its document unless it is a resident id: Passport E1****78."""
    kind = kind_of(number)
    return hidden(number) if kind is None else say(N_("{kind} {number}"), kind=kind, number=hidden(number))


def hidden(number: str) -> str:
    """Show a kept number in part, without its kind."""
    plain = bare(number)
    return mask_resident_id(plain) if len(plain) == 18 or len(plain) < 6 else f"{plain[:2]}****{plain[-2:]}"
