"""Numbers in English words: three thousand five hundred, three and a half thousand, sixty, 3 thousand."""

from __future__ import annotations

import re

_FIRST = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TEENS = ["thir", "four", "fif", "six", "seven", "eigh", "nine"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = [*_FIRST, *(f"{one}teen" for one in _TEENS)]
_UNITS = {word: at for at, word in enumerate(_SMALL)} | {word: 10 * at for at, word in enumerate(_TENS, start=2)}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
_WORD = "|".join((*_UNITS, *_SCALES))
_SEQUENCE = re.compile(
    rf"\b(?:(?:[0-9]+(?:\.[0-9]+)?|an?) (?:{'|'.join(_SCALES)})|(?:{_WORD}))\b"
    rf"(?:(?: |-|,? and )(?:{_WORD}|a half)\b)*",
    re.IGNORECASE,
)
_ALONE = ["one"]  # the one, one of us


def with_digits(text: str) -> str:
    """Write numbers in English words with digits; everything else stays as it is."""
    return _SEQUENCE.sub(_digits, text)


def _digits(found: re.Match[str]) -> str:
    words = re.findall(r"[0-9.]+|[a-z]+", found[0].lower().replace("a half", "half"))
    if words == _ALONE:
        return found[0]
    whole = part = 0.0
    for word in words:
        if word in _SCALES:
            scaled = (part or 1) * _SCALES[word]
            whole, part = (whole, scaled) if word == "hundred" else (whole + scaled, 0.0)
        elif word not in ("a", "an", "and"):
            part += _worth(word)
    return f"{whole + part:.12g}"


def _worth(word: str) -> float:
    return 0.5 if word == "half" else float(_UNITS.get(word, word))
