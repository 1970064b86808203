"""What happens to somebody that rooms above act on; who acts is said when the program is put together."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """Somebody who is registered agreed to the use of their data, or withdrew that."""

    person_id: int


@dataclass(frozen=True, slots=True)
class Leaves:
    """Somebody is about to be erased, or, not `is_erased`, takes back all they agreed to before they are registered."""

    person_id: int
    is_erased: bool = True


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody has registered; nobody proved that the resident id is theirs."""

    person_id: int


@dataclass(frozen=True, slots=True)
class BackAgain:
    """Somebody who had blocked the bot since then has written to it."""

    person_id: int
    blocked_at: datetime
