"""What a text looks like: signs that cannot be seen are dropped, and letters that look the same are taken for the same.

Shared by forms, imports and whatever looks somebody up by name, so that what one strips, the others strip, too.
"""

from __future__ import annotations

import unicodedata
from itertools import chain

# Letters by Unicode's classes, and yet nothing to see: fillers of Hangul, joiners, selectors of a letter's variant.
_UNSEEN = frozenset(
    chr(one)
    for one in chain(
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        range(0x180B, 0x1810),
        range(0xFE00, 0xFE10),
        range(0xE0100, 0xE01F0),
    )
)
_MARKS = ("Cc", "Cf", "Cs")
_SEEN_AS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοιρκ" + "ıɑɡ" + "ニロエカタトハー",
    "ABESIJKMHOPCTYXaeopcyxijshdqw" + "ABEZHIKMNOPTYXavoipk" + "iag" + "二口工力夕卜八一",
)
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE")
_SIGNS = ("CJK", "KATAKANA", "HIRAGANA", "BOPOMOFO")


def visible(text: str) -> str:
    """Return a text without what cannot be seen: marks of control and direction, fillers, selectors; lines stay."""
    if text.isprintable() and _UNSEEN.isdisjoint(text):  # as nearly all are; nothing of _MARKS can be printed
        return text
    return "".join(c for c in text if c == "\n" or (c not in _UNSEEN and unicodedata.category(c) not in _MARKS))


def plain(text: str) -> str:
    """Return the words of one line in their plain form: wide letters and odd spaces become usual ones."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", text))
    return " ".join(visible(spaced).split())


def looks(text: str) -> str:
    """Return what two texts have in common that look the same; for comparing only, not for showing."""
    return plain(text).translate(_SEEN_AS).casefold()


def mixes_alphabets(text: str) -> bool:
    """Tell whether letters stand in a text that belong to different alphabets and may look the same."""
    first_words = {unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha()}
    return any(len(first_words.intersection(group)) > 1 for group in (_ALPHABETS, _SIGNS))
