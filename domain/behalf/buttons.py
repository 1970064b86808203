"""The buttons of whoever acts on somebody's behalf."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class ActFor(Button, code="ba"):
    """Somebody for whom one acts, by the number of the right to it; 0: all of them."""

    behalf_id: int


@dataclass(frozen=True)
class EnterForSomebody(Button, code="bc"):
    """An officer begins to enter for somebody without an account."""


@dataclass(frozen=True)
class ConsentOnPaper(Button, code="be"):
    """The consent on paper by which an officer enters for somebody."""

    behalf_id: int


@dataclass(frozen=True)
class EndBehalf(Button, code="bf"):
    """Whoever acts for somebody does so no longer: asked first, then sure (1)."""

    behalf_id: int
    sure: int


@dataclass(frozen=True)
class LettersToPrint(Button, code="bg"):
    """The letters to somebody without an account, as one PDF: shown (0), printed (1), brought (2)."""

    behalf_id: int
    printed: int


@dataclass(frozen=True)
class NameHelper(Button, code="bh"):
    """A worker names somebody who helps them."""


@dataclass(frozen=True)
class AnswerHelper(Button, code="bi"):
    """Whoever was named says whether they help (1)."""

    behalf_id: int
    agrees: int


@dataclass(frozen=True)
class TakeHelperBack(Button, code="bj"):
    """A worker lets somebody help no longer."""

    behalf_id: int
