"""What a policy means for the households on file: read one by one, counted and forgotten."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from domain.households.household import Household, from_answers
from domain.policy import Policy
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.comparing.many import Both, effect_on
from models.households import HouseholdFile
from services.platform import consent

AT_ONCE = 500  # files that are read from the database together


def effect_on_file(
    session: Session, old: Policy, new: Policy, today: date, progress: Callable[[int], None] = lambda _: None
) -> Effect:
    """Return what a new policy would change for the households on file, as they stand today."""
    return effect_on(Both(old, new, today), households_on_file(session), progress)


def how_many(session: Session) -> int:
    """Return how many households are looked at."""
    return session.scalar(select(func.count()).select_from(HouseholdFile).where(*_open())) or 0


def households_on_file(session: Session) -> Iterator[Household]:
    """Yield the households of all open files whose heads agree to that; few are in memory at a time."""
    files = session.exec(select(HouseholdFile).where(*_open()).execution_options(yield_per=AT_ONCE))
    for file in files:
        session.expunge(file)
        yield from_answers(file.data)


def _open() -> tuple[Any, ...]:
    return col(HouseholdFile.closed_at).is_(None), consent.holds_for(col(HouseholdFile.head_id))
