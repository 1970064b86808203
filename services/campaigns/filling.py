"""Households come into a campaign: every open file in its audience gets a task, a batch at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, or_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from domain.campaigns.audience import audience_matches
from domain.households.household import from_answers
from domain.platform.predicates import Facts
from domain.policy.seasons import Season
from models.campaigns import CampaignTask
from models.households import HouseholdFile
from models.people import Person
from services.households import class_facts
from services.platform import consent
from services.platform.inserting import insert_into
from services.platform.work import Work

__all__ = ["Joined", "filled"]

A_BATCH = 500


@dataclass(frozen=True, slots=True)
class Joined:
    """A household that came into a campaign."""

    household_id: int
    officer_id: int | None


def filled(
    work: Work, campaign_id: int, season: Season, today: date, *, since: datetime | None = None
) -> Iterator[Joined | None]:
    """Give every open file in the audience its task, a batch at a time; yield for each file looked at whether it is.

    With `since` only files are looked at that were opened after it, or whose worker has agreed anew. Files that have a
    task are left alone.
    """
    after = 0
    while batch := _batch(work.session, campaign_id, after, since):
        after = batch[-1].id
        classes = class_facts(work.session, batch, work.house.policies.current)
        joined = [_judged(file, season, today, classes[file.id]) for file in batch]
        _add_tasks(work, campaign_id, [one for one in joined if one is not None])
        yield from joined


def _batch(session: Session, campaign_id: int, after: int, since: datetime | None) -> Sequence[Any]:
    mine = (
        col(CampaignTask.campaign_id) == campaign_id,
        col(CampaignTask.household_id) == col(HouseholdFile.id),
    )
    query = (
        select_rows(
            col(HouseholdFile.id),
            col(HouseholdFile.data),
            col(HouseholdFile.known),
            col(HouseholdFile.case_officer_id),
            col(HouseholdFile.household_class),
        )
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .where(col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id) > after, ~exists().where(*mine))
        .where(consent.holds())
        .order_by(col(HouseholdFile.id))
        .limit(A_BATCH)
    )
    if since is not None:
        query = query.where(or_(col(HouseholdFile.opened_at) > since, consent.agreed_since(since)))
    return session.execute(query).all()


def _judged(file: Any, season: Season, today: date, classes: Facts) -> Joined | None:
    known = {**classes, **(file.known or {})}
    match = audience_matches(season, from_answers(file.data), today, known=known)
    return Joined(file.id, file.case_officer_id) if match.holds else None


def _add_tasks(work: Work, campaign_id: int, joined: Sequence[Joined]) -> None:
    rows = [
        {"campaign_id": campaign_id, "household_id": one.household_id, "state": "untouched", "items": {},
         "added_at": work.now}
        for one in joined
    ]  # fmt: skip
    if rows:
        once = insert_into(work.session, CampaignTask).on_conflict_do_nothing(
            index_elements=["campaign_id", "household_id"]
        )
        work.session.connection().execute(once, rows)
