"""Money and goods that households get in a season, under the caps of the season for one time and one year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from domain.policy.seasons import Season
from domain.tasks import checklist
from models.campaigns import CampaignTask, Gift
from models.households import HouseholdFile
from models.procedure import AidCase

__all__ = ["Gift", "Room", "check", "gift_of", "give", "had_in", "of_case", "room_for", "take_back"]


@dataclass(frozen=True)
class Room:
    """What a person has had in a calendar year, and what is still possible at once (None: no cap), in fen."""

    year: int
    had: int
    left: int | None


def gift_of(session: Session, task_id: int, item: str) -> Gift | None:
    """Return what was given under an item of a task."""
    return session.exec(select(Gift).where(Gift.task_id == task_id, Gift.item == item)).first()


def of_case(session: Session, case_id: int) -> Gift | None:
    """Return the gift whose money a case pays, if that was settled at a visit."""
    if "settled_by" not in session.get_one(AidCase, case_id).answers:
        return None
    return session.exec(select(Gift).where(Gift.case_id == case_id)).first()


def had_in(session: Session, head_id: int, year: int, *, but: Gift | None = None) -> int:
    """Return the fen that the head of a household has had in a year, in all seasons together; `but` is left out."""
    query = (
        select(func.coalesce(func.sum(col(Gift.amount)), 0))
        .join(HouseholdFile, col(HouseholdFile.id) == col(Gift.household_id))
        .where(HouseholdFile.head_id == head_id, Gift.year == year)
    )
    if but is not None:
        query = query.where(col(Gift.id) != but.id)
    return int(session.exec(query).one())


def room_for(session: Session, season: Season, file: HouseholdFile, task_id: int, item: str, *, today: date) -> Room:
    """Return what may still be given under an item; what is on record of the item itself does not count."""
    kept = gift_of(session, task_id, item)
    year = kept.year if kept is not None else today.year
    had = had_in(session, file.head_id, year, but=kept)
    return Room(year, had, checklist.still_possible(season, had))


def check(
    session: Session, season: Season, file: HouseholdFile, task_id: int, item: str, amount: int, *, today: date
) -> None:
    """Raise AboveOneTime or AboveTheYear when an amount in fen passes a cap."""
    room = room_for(session, season, file, task_id, item, today=today)
    checklist.check_amount(season, amount, room.had, room.year)


def give(
    session: Session, season: Season, file: HouseholdFile, task: CampaignTask, item: str, *, amount: int,
    goods: Sequence[str], by: int, today: date,
) -> Gift:  # fmt: skip
    """Record what was given under an item; a change takes the place of what was there and keeps its day.

    `file` must be locked, so that two officers cannot pass a cap together. Raises AboveOneTime, AboveTheYear.
    """
    if amount:
        check(session, season, file, task.id, item, amount, today=today)
    gift = gift_of(session, task.id, item)
    if gift is None:
        gift = Gift(
            task_id=task.id,
            household_id=task.household_id,
            item=item,
            year=today.year,
            given_on=today,
            given_by=by,
        )
        session.add(gift)
    gift.amount, gift.goods, gift.given_by = amount, ",".join(goods), by
    session.flush()
    return gift


def take_back(session: Session, task_id: int, item: str) -> None:
    """Remove what was recorded under an item, if there is anything."""
    gift = gift_of(session, task_id, item)
    if gift is not None:
        session.delete(gift)
        session.flush()
