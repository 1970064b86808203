"""The buttons under two files that may be of one household."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class OpenDouble(Button, code="do"):
    """An officer over both units looks at both files."""

    double_id: int


@dataclass(frozen=True)
class NotOne(Button, code="dn"):
    """They say that these are two households."""

    double_id: int


@dataclass(frozen=True)
class KeepFile(Button, code="dk"):
    """They say that it is one household, and which number stays; what the other head is to that one is asked."""

    double_id: int
    household_id: int


@dataclass(frozen=True)
class MeanOne(Button, code="dm"):
    """They say what the other head is: a second officer is asked."""

    double_id: int
    household_id: int
    relation: str


@dataclass(frozen=True)
class MakeOneFile(Button, code="dy"):
    """The second officer confirms it: one file comes of two."""

    double_id: int


@dataclass(frozen=True)
class NotConfirmed(Button, code="dx"):
    """The second officer does not: it is asked anew."""

    double_id: int
