"""Tasks of a campaign between the tables and the rules: opened to whom they concern, locked with their household."""

from dataclasses import dataclass

from sqlmodel import Session, select

from domain.platform.access import Action, NotForYou, Subject, covers
from domain.platform.text import N_, Refusal
from domain.policy.seasons import CheckItem, Season
from domain.tasks.checklist import Entry, entries_of, item_of
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from services import households
from services.campaigns import policy_of
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = [
    "CampaignOver", "NoLongerYours", "Opened", "UnknownTask", "campaign_of", "check_running", "locked", "opened",
    "season_of_task",
]  # fmt: skip


class UnknownTask(Refusal):
    """There is no such task, or its household's file is closed."""

    text = N_("This household is no longer in the season. /tasks shows what there is for you.")


class NoLongerYours(Refusal):
    """The household has another officer now."""

    text = N_("Another case officer looks after this household now. Nothing was changed; /tasks shows yours.")


class CampaignOver(Refusal):
    """Nothing changes in a season that has ended."""

    text = N_("{season} has ended. Nothing was changed; what was written down stays.")


@dataclass(frozen=True)
class Opened:
    """One household's task with all that belongs to it, locked until the transaction ends."""

    task: CampaignTask
    campaign: Campaign
    policy: Policy
    season: Season
    file: HouseholdFile

    @property
    def task_id(self) -> int:
        """The id of the task."""
        return self.task.id

    @property
    def entries(self) -> dict[str, Entry]:
        """What is on record of the items."""
        return entries_of(self.task.items)

    @property
    def is_running(self) -> bool:
        """Whether the campaign can still be worked on."""
        return self.campaign.closed_at is None

    def item(self, key: str) -> CheckItem:
        """Return an item of the checklist; raises NoSuchItem."""
        return item_of(self.season, key)


def opened(work: Work, action: Action, task_id: int) -> Opened:
    """Return a task with its household, both locked, if this person may do this with it.

    Raises UnknownTask, NoLongerYours, NotForYou, OwnFile.
    """
    found = work.session.get(CampaignTask, task_id)
    if found is None:
        raise NotForYou
    file = _file_of(work, action, found.household_id)
    locked = select(CampaignTask).where(CampaignTask.id == task_id).with_for_update()
    task = work.session.exec(locked.execution_options(populate_existing=True)).first()
    if task is None:
        raise UnknownTask
    opened_now = _with_season(work, task, file)
    work.holds(opened_now)
    return opened_now


def _file_of(work: Work, action: Action, household_id: int) -> HouseholdFile:
    try:
        return households.opened_to(work, action, household_id)
    except households.UnknownHousehold:
        raise UnknownTask from None
    except NotForYou:
        file = work.session.get_one(HouseholdFile, household_id)
        where = Subject(unit_path=households.unit_of(work.session, file).path)
        if any(office.role == "case_officer" and covers(office, where) for office in work.actor.offices):
            raise NoLongerYours from None
        raise


def locked(work: Work, task_id: int) -> Opened:
    """Return a task for what happens by itself, without asking who; raises UnknownTask."""
    found = work.session.get(CampaignTask, task_id)
    if found is None:
        raise UnknownTask
    try:
        file = households.lock(work.session, found.household_id)
    except households.UnknownHousehold:
        raise UnknownTask from None
    work.session.refresh(found, with_for_update=True)
    return _with_season(work, found, file)


def _with_season(work: Work, task: CampaignTask, file: HouseholdFile) -> Opened:
    campaign = work.session.get_one(Campaign, task.campaign_id)
    policy = policy_of(work, campaign)
    return Opened(task, campaign, policy, policy.season(campaign.season), file)


def season_of_task(work: Work, task: CampaignTask) -> Season:
    """Return the season of a task, as the policy has it that its campaign opened with."""
    campaign = work.session.get_one(Campaign, task.campaign_id)
    return policy_of(work, campaign).season(campaign.season)


def check_running(found: Opened) -> None:
    """Raise CampaignOver when the campaign of a task is closed."""
    if not found.is_running:
        raise CampaignOver(season=found.season.title)


def campaign_of(session: Session, campaign_id: int) -> Campaign:
    """Return a campaign; raises UnknownTask."""
    found = session.get(Campaign, campaign_id)
    if found is None:
        raise UnknownTask
    return found
