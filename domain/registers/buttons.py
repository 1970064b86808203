"""The buttons under messages about registers that are brought in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


class Deed(StrEnum):
    """What somebody does with a register."""

    COLUMNS_RIGHT = "c"
    TAKE = "t"
    TAKE_ALL = "a"
    CALL_OFF = "x"
    UNDO = "u"
    UNDO_SURE = "s"


@dataclass(frozen=True)
class NewRegister(Button, code="za"):
    """Somebody wants to bring a register in."""


@dataclass(frozen=True)
class RegisterShown(Button, code="zb"):
    """Where a register stands."""

    import_id: int


@dataclass(frozen=True)
class DoWithRegister(Button, code="zc"):
    """Do something with a register as it stood in a version."""

    import_id: int
    version: int
    deed: Deed


@dataclass(frozen=True)
class RegisterHeadings(Button, code="zd"):
    """The headings of a register, to say what one of them means."""

    import_id: int
    page: int


@dataclass(frozen=True)
class HeadingChosen(Button, code="ze"):
    """One heading by its place: what does it mean?"""

    import_id: int
    place: int


@dataclass(frozen=True)
class HeadingMeans(Button, code="zf"):
    """A heading means a column, by its place among them; -1: nothing that is taken."""

    import_id: int
    place: int
    column: int


@dataclass(frozen=True)
class FileIsRight(Button, code="zg"):
    """The head of a household that came from a register says that its file is right."""

    household_id: int
