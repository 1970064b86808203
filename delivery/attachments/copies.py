"""A paper as it is sent: our own copy of it, named by us."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.platform.text import N_

NOT_THERE = N_(
    "This file cannot be opened any more: our copy is missing or damaged. The administrators know of it. Please ask "
    "for it to be sent again."
)
NOT_YET = N_("This file has just come and is still being looked at. Please open the papers again in a minute.")
NEVER_OPENED = N_("The file of this message is not shown: nobody has looked at what is in it.")
NO_USE = N_(
    "This file cannot be opened: it is broken, locked by a password, or neither a picture nor a PDF. Please ask for it "
    "to be sent again."
)
WITH_MORE = N_(
    "⚠ There is more in this PDF than pages: a program or a further file. Electronic invoices often carry one. Look at "
    "it here only, and do not open it on a computer; if you need it there, ask for photos of its pages."
)
TELLING = N_(
    "⚠ This PDF tells more than its pages, such as who made it, when and with what: it is signed, or could not be "
    "cleaned. Look at it here only, and do not pass it on; if somebody needs it, ask for photos of its pages."
)
ENDINGS = {"image/jpeg": ".jpg", "application/pdf": ".pdf", "text/csv": ".csv"}
LONGEST_NAME = 60  # characters


class CannotBeOpened(Exception):
    """There is no copy to send; `said` says why. `for_good`: nor is there to be anything in its place."""

    def __init__(self, said: str, *, for_good: bool = False) -> None:
        super().__init__(said)
        self.said, self.for_good = said, for_good


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """What we keep of a file, its true type, and what is said with it."""

    content: bytes
    mime: str
    warning: str | None = None

    def named(self, called: str) -> str:
        """Return the name that it gets, of letters and numbers of any script and an ending that is true."""
        words = re.sub(r"[^\w-]+", "_", called)[:LONGEST_NAME].strip("_")
        return (words or "paper") + ENDINGS.get(self.mime, "")


OwnCopies = Callable[[int], Awaitable[OwnCopy]]  # by the number of the paper; raises CannotBeOpened


async def no_copy(_paper: int) -> OwnCopy:
    """Know of no paper."""
    raise CannotBeOpened(NOT_THERE)
