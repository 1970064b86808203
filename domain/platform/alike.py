"""Traditional and simplified signs find each other wherever something is looked up by words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from domain.platform.looks import looks
from domain.platform.text import every_name

if TYPE_CHECKING:
    from opencc import OpenCC

ASCII_END = "\x80"


def alike(text: str) -> str:
    """Return what two texts have in common that mean the same words: `looks`, in simplified signs one by one, so that
    a part of a text is found in the whole. For comparing only, not for showing."""
    seen = looks(text)
    return seen if seen.isascii() else "".join(one if one < ASCII_END else _simple(one) for one in seen)


def same_name(text: str) -> str:
    """Return what names have in common that mean the same person or unit however they are typed: `alike`, without
    spaces and what stands between the parts of a name."""
    return "".join(one for one in alike(text) if one.isalnum())


def holds_words(name: str, words: Iterable[str]) -> bool:
    """Say whether each of the words, already made `alike`, stands somewhere in the name of a unit, in any language;
    hyphens and spaces do not count (machineworks, Machine-Works)."""
    every = [_kept(one) for one in every_name(name)]
    return all(any(_joined(word) in one for one in every) for word in words)


@lru_cache(maxsize=20_000)
def _kept(name: str) -> str:
    return _joined(alike(name))


def _joined(text: str) -> str:
    return "".join(one for one in text if one.isalnum()) or text


@cache
def _simple(sign: str) -> str:
    return str(_table().convert(sign))


@cache
def _table() -> OpenCC:
    from opencc import OpenCC  # only here: it takes a few hundredths of a second, and not everybody searches

    return OpenCC("hk2s")
