"""Money is a whole number of fen; people type yuan in many ways, and this reads them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from domain.platform.identifiers import normalise
from domain.platform.looks import visible
from domain.platform.numbers import spoken
from domain.platform.numbers.english import with_digits
from domain.platform.numbers.sentences import amount_in
from domain.platform.text import N_, Refusal

FEN_PER_YUAN = 100
MOST_YUAN = 100_000_000
LONGEST_AMOUNT = 40

_OTHER_MONEY = re.compile(
    r"港[币幣元纸紙]|美[元金刀]|澳[门門]?[币幣元]|葡[币幣]|[台臺][币幣]|新[台臺][币幣]|欧元|歐元|英[镑鎊]|日[元圆圓]|[韩韓][元币幣圆圓]|"
    r"[泰越卢盧]?[铢銖盾]|[卢盧]布|新元|加元|HK\$|NT\$|US\$|\b(?:HKD|USD|MOP|TWD|EUR|GBP|JPY|KRW)\b|"
    r"(?<=[0-9])(?:HKD|USD|MOP|TWD|EUR|GBP|JPY|KRW)\b|[$€£₩฿]|DOLLARS?\b|EUROS?\b|POUNDS?\b"
)
_OF_A_DAY = re.compile(
    r"日[结結薪]|[时時]薪|周薪|(?:[每一1/]|一[个個])(?:天|日|周|[个個]?星期|[个個]?[礼禮]拜|[个個]?小[时時]|[个個]?[钟鐘][头頭]|[个個]班|趟|[单單](?!位))|"
    r"\b(?:a|per|each|every) (?:day|week|hour|shift)\b|/ ?(?:day|week|hour)\b|\b(?:daily|hourly|weekly)\b",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"不(?:太|大)?(?:知道|清楚|[晓曉]得|固定|[稳穩]定|一定|好[说說]|[确確]定)|[说說]不[清准準]|看情[况況]|[时時]多[时時]少|有多有少|[记記]不(?:得|清|住)|"
    r"\b(?:not sure|no idea|idk|dunno|i (?:do not|don'?t) know|(?:it )?(?:varies|depends|changes)|irregular|not fixed|"
    r"hard to say|a lot|too (?:much|little)|not (?:much|a lot)|a (?:bit|little)|minimum wage|same as)\b",
    re.IGNORECASE,
)
_BUCKS = re.compile(r"(?<=[0-9kw])\s*(?:bucks|quid)\b", re.IGNORECASE)
_LATELY = re.compile(r"^\s*(?:in |for )?(?:last|this) month(?:,|:| i (?:got|earned|made)| it was)?(?= )", re.IGNORECASE)
_SUM = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:\+[0-9]+(?:\.[0-9]+)?)+")
_APART = re.compile(r"[0-9]\s+[0-9]")
_SCALES = {"": 1, "千": 1_000, "K": 1_000, "万": 10_000, "萬": 10_000, "W": 10_000}
_AMOUNT = re.compile(
    r"^(?:¥|RMB|CNY|人民币|人民幣)?(?P<sign>[-+−]?)"  # U+2212 is what some phones put
    r"(?:¥|RMB|CNY)?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<decimals>\.[0-9]+)?"
    r"(?P<scale>[千万萬KW]?)(?:元整?|圆|圓|块钱?|塊錢?|YUAN|RMB|CNY)?$"
)


class AmountUnclear(Refusal):
    """The text is not an amount."""

    text = N_("I could not read that as an amount. Please send only the number of yuan, for example 1234.56 or 1.2万.")


class AmountInOtherMoney(Refusal):
    """The amount is told in the money of another place."""

    text = N_(
        "Here only yuan (renminbi) count. Please turn the amount into yuan at today's rate and send that number, for "
        "example 3500."
    )


class AmountOfADay(Refusal):
    """The amount is for a day, a week or an hour, and how many of them there are is not known."""

    text = N_(
        "That is for a day, a week or an hour, and I do not know how many of them there were. Please work out what it "
        "makes together and send that, for example 150 a day on 20 days of the month: 3000."
    )


class AmountRoughly(Refusal):
    """Nobody knows it exactly, or it changes."""

    text = N_(
        "A rough number is enough; a colleague looks at it with you later. If it changes, send the average of the last "
        "months, or from and to, for example 2000到3000."
    )


class AmountNegative(Refusal):
    """An amount below zero makes no sense in any of our questions."""

    text = N_("An amount cannot be below zero. If there is nothing, please send 0; otherwise send for example 1200.")


class AmountTooFine(Refusal):
    """A fen is the smallest coin."""

    text = N_("Please give at most two digits after the point, for example 1234.56.")


class AmountTooLarge(Refusal):
    """More than 100 million yuan is a slip of the finger."""

    text = N_("That is more than 100 million yuan. Please check the number and send it in yuan, for example 36000.")


def yuan(amount: int | str | Decimal) -> int:
    """Return `amount` yuan in fen; raise ValueError when it is not a whole number of fen.

    Floats are not taken: 0.1 yuan is not exactly ten fen in binary.
    """
    fen = Decimal(amount) * FEN_PER_YUAN
    if fen != int(fen):
        raise ValueError(f"{amount} yuan is not a whole number of fen")
    return int(fen)


def in_yuan(fen: int) -> str:
    """Return fen in yuan with two digits, for machines: 750000 is "7500.00"."""
    return f"{Decimal(fen) / FEN_PER_YUAN:.2f}"


def round_half_up(value: Fraction) -> int:
    """Round to a whole number, halves away from zero, as people do on paper."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def parse_yuan(text: str) -> int:
    """Read an amount in yuan as people type it and return fen.

    Takes full-width digits, thousands commas, ¥ or 元, 千 or k, 万 or w. Raises AmountUnclear, AmountNegative,
    AmountTooFine or AmountTooLarge.
    """
    compact = normalise(spoken.together(text))
    if _apart(text):
        raise AmountUnclear
    found = _AMOUNT.match(compact) if len(compact) <= LONGEST_AMOUNT else None
    if found is None:
        raise AmountUnclear
    number = Decimal(found["digits"].replace(",", "") + (found["decimals"] or "")) * _SCALES[found["scale"]]
    if found["sign"] not in ("", "+") and number:
        raise AmountNegative
    return _checked(number)


def spoken_amount(text: str) -> tuple[int, int, int] | None:
    """Read an amount in words, such as 八百块, 三千五, 每月800左右 or 800到1000, or the only one of a
    sentence; None when it is none.

    Returns its least and most in fen (the same if it is one) and for how many months it is, 0 if that is not said.
    Raises AmountInOtherMoney for another currency, AmountOfADay, AmountRoughly, AmountTooFine or AmountTooLarge.
    """
    if _OTHER_MONEY.search(unicodedata.normalize("NFKC", text).upper()):
        raise AmountInOtherMoney
    text = _BUCKS.sub("", with_digits(_LATELY.sub(" ", text)))
    said = _summed(text) or spoken.spoken_amount(text) or amount_in(text)
    if _OF_A_DAY.search(text) and (said is not None or any(one.isdigit() for one in text)):
        raise AmountOfADay
    if said is None and _ROUGHLY.search(text):
        raise AmountRoughly
    return _in_fen(said)


def _summed(text: str) -> spoken.Spoken | None:
    """Add up what came as a sum: 2000+1000."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    if _SUM.fullmatch(plain) is None:
        return None
    whole = float(sum(Decimal(one) for one in plain.split("+")))
    return spoken.Spoken(whole, whole)


def either_amount(text: str) -> tuple[int, int, int] | None:
    """Read two amounts of which it is not said which one counts (3500 3600), as `spoken_amount` returns a range."""
    return _in_fen(spoken.either_amount(with_digits(text)))


def _apart(text: str) -> bool:
    """Say whether digits stand apart that are not the thousands of one number."""
    return _APART.search(spoken.together(visible(unicodedata.normalize("NFKC", text)))) is not None


def _in_fen(said: spoken.Spoken | None) -> tuple[int, int, int] | None:
    if said is None:
        return None
    return _checked(Decimal(str(said.least))), _checked(Decimal(str(said.most))), said.months


def _checked(number: Decimal) -> int:
    if number > MOST_YUAN:
        raise AmountTooLarge
    if number * FEN_PER_YUAN != int(number * FEN_PER_YUAN):
        raise AmountTooFine
    return yuan(number)
