"""The buttons under early warnings."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button
from domain.warnings.answers import Answer


@dataclass(frozen=True)
class OpenWarning(Button, code="ew"):
    """One warning, with what is known."""

    warning_id: int


@dataclass(frozen=True)
class AnswerWarning(Button, code="ea"):
    """An officer says what became of it."""

    warning_id: int
    answer: Answer


@dataclass(frozen=True)
class WarningsPage(Button, code="ex"):
    """Another page of the warnings that wait."""

    page: int


@dataclass(frozen=True)
class EdgesPage(Button, code="ee"):
    """A page of the households near the line that have no file."""

    page: int


@dataclass(frozen=True)
class OpenEdge(Button, code="eh"):
    """The short record of one of them."""

    edge_id: int
