"""The buttons under words of danger, and under what somebody asks a person of the union."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class AlarmRead(Button, code="zr"):
    """Somebody who was told of danger says that they have read it and take care."""

    alarm_id: int


@dataclass(frozen=True)
class AllRight(Button, code="zw"):
    """Whoever wrote the words says that they are all right."""

    alarm_id: int


# What somebody asks, and whoever answers ------------------------------------------------------------------------------


@dataclass(frozen=True)
class SendWords(Button, code="ya"):
    """A worker sends what was shown back to them."""

    request_id: int


@dataclass(frozen=True)
class DropWords(Button, code="yb"):
    """What was shown back is not to be sent."""

    request_id: int


@dataclass(frozen=True)
class WriteMore(Button, code="yc"):
    """A worker goes on writing in a thread."""

    request_id: int


@dataclass(frozen=True)
class Helped(Button, code="yd"):
    """The answer was what a worker needed."""

    request_id: int


@dataclass(frozen=True)
class OpenRequest(Button, code="ye"):
    """Either side reads a thread; page 0 is the newest."""

    request_id: int
    page: int


@dataclass(frozen=True)
class RequestsPage(Button, code="yf"):
    """Another page of a list of threads."""

    page: int


@dataclass(frozen=True)
class AnswerRequest(Button, code="yh"):
    """An officer answers."""

    request_id: int


@dataclass(frozen=True)
class SendAnswer(Button, code="yi"):
    """An officer sends what was shown back to them."""

    request_id: int


@dataclass(frozen=True)
class HandOn(Button, code="yj"):
    """An officer wants somebody else to take it."""

    request_id: int


@dataclass(frozen=True)
class HandUp(Button, code="yk"):
    """To the next level up."""

    request_id: int


@dataclass(frozen=True)
class HandTo(Button, code="yl"):
    """To a colleague, named by the office that they hold."""

    request_id: int
    appointment_id: int


@dataclass(frozen=True)
class CloseRequest(Button, code="ym"):
    """An officer closes it without an answer."""

    request_id: int
