"""What happens in a case that rooms above the procedure act on; who acts is said when the program is put together."""

from dataclasses import dataclass

from domain.units.steps import StepKind


@dataclass(frozen=True, slots=True)
class FileOpened:
    """A household's file was opened: its case was entered in the national system."""

    household_id: int


@dataclass(frozen=True, slots=True)
class AidAsked:
    """A case is about to be approved or paid (`step`), or decided anew (None): what else its household has is looked at
    once more, and may be in the way."""

    case_id: int
    step: StepKind | None
