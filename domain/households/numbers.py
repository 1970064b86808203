"""Numbers of documents that were not at hand: what is missing, and by which key it is added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.households.household import Household
from domain.platform.text import N_, Refusal, Text, say

PREFIX = "number_"
_KEY = re.compile(rf"{PREFIX}([0-9]{{1,2}})")


@dataclass(frozen=True, slots=True)
class MissingNumber:
    """The number of a person of the household that is to follow; it stands among the papers that are missing."""

    key: str
    text: Text


class BornOtherwise(Refusal):
    """A number that makes somebody older or younger than was told is looked into before it counts."""

    text = N_(
        "By this number the birth is another than you told, and what was reported rests on it. Please compare the "
        "number with the document. If it is right, ask your union officer to give the case back to you, so that you "
        "can correct it: /officer"
    )


class NumberFirst(Refusal):
    """What is paid once for each person is told apart by the number of a document."""

    text = N_(
        "This is paid once for each person, so I need the number of a document of {name} first: an identity card, a "
        "permit, a passport or a birth certificate. Please add it under /file; everything you answered here is kept."
    )
    leads_to = "file"


def numbers_missing(household: Household) -> Iterator[MissingNumber]:
    """Yield whose numbers are to follow, in the order in which they were named."""
    for place, member in enumerate(household.members):
        if not member.resident_id:
            yield MissingNumber(f"{PREFIX}{place}", say(N_("Id number of {name}"), name=member.name))


def place_in(key: str) -> int | None:
    """Return the place of the person whose number a key is for; None for the key of a paper."""
    found = _KEY.fullmatch(key)
    return int(found[1]) if found else None
