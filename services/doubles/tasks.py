"""The tasks of seasons go along: of two in one season the one at which more was done stays with the household."""

from sqlmodel import Session, col, select

from models.campaigns import CampaignTask
from models.households import HouseholdFile

DONE = ("untouched", "in_work", "done")


def go_along(session: Session, kept: HouseholdFile, other: HouseholdFile) -> None:
    """Let tasks of the other file be those of this one; where both have one in a season, the less advanced one stays
    with the file that leads here. What was given at either counts for the household (`Gift`)."""
    of = select(CampaignTask).where(CampaignTask.household_id == kept.id)
    there = {task.campaign_id: task for task in session.exec(of)}
    theirs = select(CampaignTask).where(CampaignTask.household_id == other.id).order_by(col(CampaignTask.id))
    for task in session.exec(theirs).all():
        mine = there.get(task.campaign_id)
        if mine is None:
            task.household_id = kept.id
        elif DONE.index(task.state) > DONE.index(mine.state):
            _swap(session, mine, task)
    session.flush()


def _swap(session: Session, mine: CampaignTask, theirs: CampaignTask) -> None:
    """One household has one task in a campaign, so what was done there changes places and not the rows."""
    for name in ("state", "items", "later_on", "begun_at", "finished_at"):
        one, two = getattr(mine, name), getattr(theirs, name)
        setattr(mine, name, two)
        setattr(theirs, name, one)
    session.flush()
