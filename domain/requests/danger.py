"""Known words of danger: what the program knows by itself, what a policy adds, and what only sounds like it.

What is known by itself cannot be taken away by a policy. A phrase is written as `DangerWords` says. It is looked for
in what somebody wrote without regard to case, width, spaces and marks between characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.policy.danger import Danger, DangerWords
from domain.requests.danger_words import AGAIN, ALONE, KNOWN, OVER
from domain.requests.phrases import Once, beginnings, heard, pairs_in, pattern

_AGAIN = pattern((AGAIN,))


def danger_in(text: str, more: tuple[DangerWords, ...] = ()) -> Danger | None:
    """Return the danger that somebody's words tell of, the gravest if there are several; None for all others."""
    said = heard(text)
    whole = said.strip("!?~ ")
    if (alone := ALONE.get(whole)) is not None or whole in OVER:
        return alone
    pairs = pairs_in(said)
    known = [one for one in _COMPILED.of(more) if not one.begins.isdisjoint(pairs)]
    found = {one.kind for one in known if one.words.search(one.unless.sub(_kept, said) if one.unless else said)}
    return next((kind for kind in (Danger.LIFE, Danger.VIOLENCE, Danger.ACCIDENT) if kind in found), None)


def _kept(harmless: re.Match[str]) -> str:
    """Long ago it was like this: that is no danger, unless it is said to be so again (去年打我，现在又…)."""
    return harmless[0] if _AGAIN.search(harmless[0]) else "|"


@dataclass(frozen=True, slots=True)
class _Known:
    kind: Danger
    begins: frozenset[str]
    words: re.Pattern[str]
    unless: re.Pattern[str] | None


def _compiled(more: tuple[DangerWords, ...]) -> tuple[_Known, ...]:
    """Compile once for each policy: what the program knows, then what the policy adds."""
    return tuple(
        _Known(one.kind, beginnings(one.words), pattern(one.words), pattern(one.unless) if one.unless else None)
        for one in (*KNOWN, *more)
    )


_COMPILED = Once(_compiled)
