"""What happens in a case that rooms above the procedure act on; who acts is said when the program is put together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileOpened:
    """A household's file was opened: its case was entered in the national system."""

    household_id: int
