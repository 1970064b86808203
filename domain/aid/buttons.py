"""The buttons by which workers come from a message to a programme, and to the reasons against others."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class ApplyTo(Button, code="at"):
    """A worker wants to apply under a programme."""

    programme: str


@dataclass(frozen=True)
class AlsoOn(Button, code="zl"):
    """A worker wants the report of a case handed in for another list as well: `programme` is what it is of then."""

    case_id: int
    programme: str


@dataclass(frozen=True)
class JoinGroup(Button, code="gj"):
    """Somebody who was named says whether they borrow together with the worker of a case, and stand for them."""

    case_id: int
    fen: int
    yes: int


@dataclass(frozen=True)
class WhyNot(Button, code="wn"):
    """A worker wants to read why the other programmes are not for them now."""


@dataclass(frozen=True)
class OpenEvent(Button, code="eo"):
    """An officer opens the card of an event, at one of its pages."""

    event_id: int
    page: int


@dataclass(frozen=True)
class MoreOfEvent(Button, code="ep"):
    """An officer adds whom an event has struck, too."""

    event_id: int


@dataclass(frozen=True)
class EndEvent(Button, code="eq"):
    """An officer says that nobody is added to an event any more; `sure` once they were asked."""

    event_id: int
    sure: int
