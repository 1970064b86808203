"""The buttons under the first words: consent, language, and what is kept of a person."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people.consent import ConsentKind
from domain.platform.buttons import Button


class Answer:
    """Answers to a consent, as a button carries them."""

    YES, NO, WITHDRAW, SURE = "y", "n", "w", "s"


@dataclass(frozen=True)
class ConsentPress(Button, code="cs"):
    """An answer to one of the two questions: yes, no, withdraw, or sure to withdraw."""

    kind: ConsentKind
    answer: str


@dataclass(frozen=True)
class PrivacyPress(Button, code="pv"):
    """A page of /privacy: show, data or history; law: what is said before the first consent."""

    page: str


@dataclass(frozen=True)
class SpeakLanguage(Button, code="la"):
    """From now on in this language; `then` is where to go on: menu or welcome."""

    locale: str
    then: str


@dataclass(frozen=True)
class AskForALook(Button, code="qa"):
    """Somebody whose registration a colleague has to look at asks for that."""


@dataclass(frozen=True)
class TakeUnit(Button, code="qu"):
    """The unit of the newest poster is the right one, not the one that was chosen before."""

    unit_id: int


@dataclass(frozen=True)
class StayHere(Button, code="qt"):
    """The poster is of another unit, and its reader has not moved there."""
