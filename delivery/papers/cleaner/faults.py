"""What the child says of a file."""

BROKEN, LOCKED, TOO_LARGE = "broken", "locked by a password", "too many pixels"  # why it cannot be used
# What was found in one that can: a program or a further file, or who made it, and that could not be taken out.
CLEAN, ACTIVE, TELLS = "clean", "active", "tells"


class CannotBeUsed(Exception):
    """The file is no use to anybody; `fault` is BROKEN, LOCKED or TOO_LARGE."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault
