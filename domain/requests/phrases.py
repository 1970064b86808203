"""Phrases as a policy writes them, looked for in what somebody wrote.

`/` stands between words that mean the same, `*` for up to twelve characters. Case, width, spaces and marks do not
count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Generic, TypeVar

_MARKS = re.compile(r"[\s\u200b-\u200d\ufeff,，.。、;；:：~…·\-—_\"“”'‘’()（）\[\]【】]+")
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_LONGEST = 4_096
_WRITTEN_AS = str.maketrans("著裏洩菸説脱纔爲牀羣衆啓喫強", "着裡泄煙說脫才為床群眾啟吃强")  # as keyboards differ


def heard(text: str) -> str:
    """Return what somebody wrote as phrases are looked for in it: narrow, small, one space between English words."""
    plain = (
        unicodedata.normalize("NFKC", text[:_LONGEST])
        .casefold()
        .replace("’", "'")
        .replace("'", "")
        .translate(_WRITTEN_AS)
    )
    return _BETWEEN.sub("", _MARKS.sub(" ", plain)).strip()


def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Compile phrases into one pattern for what `heard` returns."""
    return re.compile("|".join(".{0,12}".join(_any_of(part) for part in phrase.split("*")) for phrase in phrases))


def beginnings(phrases: tuple[str, ...]) -> frozenset[str]:
    """Return with which two signs any of the phrases begins."""
    return frozenset(heard(word)[:2] for phrase in phrases for word in phrase.split("*")[0].split("/"))


def pairs_in(said: str) -> set[str]:
    """Return each sign and each two signs of what was heard; phrases with no other `beginnings` cannot stand in it."""
    return {*said, *map("".join, pairwise(said))}


_Words = TypeVar("_Words")
_Compiled = TypeVar("_Compiled")


class Once(Generic[_Words, _Compiled]):
    """What is compiled from the words of a policy, kept by the very object for the last few: to compare all the words
    of a policy would take longer than to look for them."""

    most = 4

    def __init__(self, compiled: Callable[[_Words], _Compiled]) -> None:
        self._compiled = compiled
        self._kept: dict[int, tuple[_Words, _Compiled]] = {}

    def of(self, words: _Words) -> _Compiled:
        """Return what is compiled from these words."""
        kept = self._kept.get(id(words))
        if kept is None or kept[0] is not words:
            kept = self._kept[id(words)] = words, self._compiled(words)
            while len(self._kept) > self.most:
                self._kept.pop(next(iter(self._kept)), None)
        return kept[1]


def _any_of(part: str) -> str:
    return "(?:" + "|".join(_word(one) for one in part.split("/")) + ")"


def _word(word: str) -> str:
    """Match English words whole, also in the midst of Chinese, and Chinese ones anywhere."""
    plain = heard(word)
    before = r"(?<![a-z0-9])" if plain[:1].isascii() else ""
    after = r"(?![a-z0-9])" if plain[-1:].isascii() and plain[-1:].isalnum() else ""
    return before + re.escape(plain) + after
