"""What a write to the database failed for, as far as the disk is to blame."""

from sqlalchemy.exc import DBAPIError

FULL, UNWRITABLE = "full", "unwritable"
NO_ROOM = ("disk is full", "no space left", "disk full", "could not extend file")
NO_WRITING = ("readonly database", "disk i/o error", "input/output error", "read-only", "permission denied")


def says_full(failure: DBAPIError) -> bool:
    """Tell whether a write failed for want of room."""
    return any(words in str(failure.orig).lower() for words in NO_ROOM)


def what_ails(failure: DBAPIError) -> str:
    """Return what a write failed for, as far as the disk is to blame."""
    if says_full(failure):
        return FULL
    return UNWRITABLE if any(words in str(failure.orig).lower() for words in NO_WRITING) else ""
