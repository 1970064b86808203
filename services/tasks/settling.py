"""What happens to checklists by itself: items that the students' grants settle, and the end of what was put off."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from domain.platform.text import N_
from domain.policy.seasons import Season
from domain.tasks.checklist import Entry, ItemState, TaskState, entries_of, without
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from services.campaigns import policy_of, redraw_digest, season_of
from services.households import subject
from services.platform import audit
from services.platform.policies import Policy
from services.platform.work import Work
from services.tasks import students
from services.tasks.record import Opened, UnknownTask, locked
from services.tasks.ticking import after_change, keep

__all__ = ["settle", "settle_one"]

MOST_A_RUN = 50  # households that change by themselves in one transaction


def settle(work: Work) -> None:
    """Tick off what is settled by itself in the running campaigns, and end what was put off until today.

    Only households whose cases say that something may have changed are locked and looked into, and after so many
    changes the rest waits for the next run, so that nobody waits for long. An officer's digest is drawn once a run.
    """
    today = work.today
    for campaign in work.session.exec(select(Campaign).where(col(Campaign.closed_at).is_(None))).all():
        due = select(CampaignTask).where(CampaignTask.campaign_id == campaign.id, col(CampaignTask.later_on) <= today)
        for task in work.session.exec(due).all():
            task.later_on = None
        policy, season = policy_of(work, campaign), season_of(work, campaign)
        if any(item.settled_by for item in season.checklist):
            _settle_campaign(work, campaign, policy, season)
    work.session.flush()


def _settle_campaign(work: Work, campaign: Campaign, policy: Policy, season: Season) -> None:
    grants = students.grants_of_households(work.session, policy, season, campaign)
    open_ = (
        select(CampaignTask.id, CampaignTask.household_id, CampaignTask.items)
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .where(CampaignTask.campaign_id == campaign.id, CampaignTask.state != TaskState.DONE.value)
        .where(col(HouseholdFile.closed_at).is_(None))
        .order_by(col(CampaignTask.household_id))
    )
    changed, officers = 0, set[int | None]()
    for task_id, household_id, items in work.session.exec(open_).all():
        if changed == MOST_A_RUN:
            break
        if household_id in grants and _may_settle(season, items, grants[household_id]):
            found = _settle_if_there(work, task_id)
            if found is not None:
                changed += 1
                officers |= {found.file.case_officer_id} - {None}
    work.session.flush()
    for officer_id in sorted(one for one in officers if one is not None):
        redraw_digest(work, campaign.id, officer_id)


def _may_settle(season: Season, items: Mapping[str, Any], grants: Sequence[students.GrantState]) -> bool:
    """Say whether a household has to be looked into; what an officer ticked off stays as it is."""
    entries = entries_of(items)
    return any(
        students.may_have_changed(grants, item.settled_by, is_ticked=item.key in entries)
        for item in season.checklist
        if item.settled_by is not None and (item.key not in entries or entries[item.key].by is None)
    )


def _settle_if_there(work: Work, task_id: int) -> Opened | None:
    """Settle one household; return it if anything has changed."""
    try:
        found = locked(work, task_id)
    except UnknownTask:  # the file was closed meanwhile
        return None
    return found if _bring_up_to_date(work, found) else None


def settle_one(work: Work, found: Opened) -> None:
    """Tick off what holds for every student of a household, and open again what no longer does."""
    if _bring_up_to_date(work, found):
        after_change(work, found)


def _bring_up_to_date(work: Work, found: Opened) -> bool:
    """Do as `settle_one` says and tell whether anything has changed; the officer's digest is left to the caller."""
    items = [item for item in found.season.checklist if item.settled_by is not None]
    if not items or not found.is_running:
        return False
    today = work.today
    theirs = students.students_of(work.session, found.policy, found.season, found.campaign, found.file, today=today)
    entries, after = found.entries, dict(found.entries)
    for item in items:
        assert item.settled_by is not None
        holds, there = students.is_settled(theirs, item.settled_by), entries.get(item.key)
        if holds and there is None:
            after[item.key] = Entry(ItemState.DONE, work.now)
        elif not holds and there is not None and there.by is None:
            after = without(after, item.key)
    if after == entries:
        return False
    audit.note(work, None, N_("updated the checklist automatically"), subject(found.file),
               detail=found.campaign.season)  # fmt: skip
    keep(found, after, work.now)
    return True
