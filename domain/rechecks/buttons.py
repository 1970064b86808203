"""The buttons of the yearly re-check."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button
from domain.rechecks.parts import Part


@dataclass(frozen=True)
class SayOwnPart(Button, code="qe"):
    """A worker says of a part that it is still so or has changed, as it stood in this version of the file."""

    part: Part
    version: int
    is_same: int


@dataclass(frozen=True)
class SayPartOf(Button, code="qf"):
    """An officer says it for a household."""

    household_id: int
    part: Part
    version: int
    is_same: int


@dataclass(frozen=True)
class HandInOwn(Button, code="qg"):
    """A worker has said it of every part."""

    recheck_id: int


@dataclass(frozen=True)
class HandInOf(Button, code="qh"):
    """An officer has, for a household."""

    household_id: int
    recheck_id: int


@dataclass(frozen=True)
class RecheckPicture(Button, code="qi"):
    """How many households below a unit have answered (0: all that one covers); the page of those that have not."""

    unit_id: int
    page: int


@dataclass(frozen=True)
class RecheckMine(Button, code="qj"):
    """The households of a case officer that have not answered yet; the page of them."""

    page: int
