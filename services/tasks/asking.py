"""What the forms of a checklist need to know before they ask, and whether they may ask at all."""

from dataclasses import dataclass
from datetime import date

from domain.platform.access import Action
from domain.policy.seasons import CheckItem, Season
from domain.tasks.checklist import MustBeDone, TaskState
from services.households import papers_about
from services.platform.work import Work
from services.tasks.gifts import Room, room_for
from services.tasks.money import check_is_paid
from services.tasks.record import check_running, opened
from services.tasks.ticking import NothingLeft, check_free, photos_about

__all__ = ["Filling", "filling", "to_leave_out", "to_put_off"]


@dataclass(frozen=True, slots=True)
class Filling:
    """An item that an officer is about to fill in: what may still be given, and whether photos are there already."""

    season: Season
    item: CheckItem
    room: Room
    has_photos: bool


def filling(work: Work, task_id: int, item_key: str, *, instead_of: int = 0) -> Filling:
    """Return what the form of an item is made of; raises as `tick` does before anything is given."""
    found = opened(work, Action.WORK_HOUSEHOLD, task_id)
    check_running(found)
    item = found.item(item_key)
    check_free(work.session, found, item, instead_of)
    check_is_paid(work, found, item)
    today = work.today
    room = room_for(work.session, found.season, found.file, task_id, item.key, today=today)
    kept = papers_about(work.session, found.file, photos_about(task_id, item.key)) if instead_of else []
    return Filling(found.season, item, room, bool(kept))


def to_leave_out(work: Work, task_id: int, item_key: str) -> CheckItem:
    """Return an item that may be left out; raises as `leave_out` does before a reason is given."""
    found = opened(work, Action.WORK_HOUSEHOLD, task_id)
    check_running(found)
    item = found.item(item_key)
    check_free(work.session, found, item)
    if not item.not_needed:
        raise MustBeDone
    return item


def to_put_off(work: Work, task_id: int) -> date:
    """Return until which day a household may be put off; raises as `put_off` does before a day is given."""
    found = opened(work, Action.WORK_HOUSEHOLD, task_id)
    check_running(found)
    if found.task.state == TaskState.DONE:
        raise NothingLeft
    return found.campaign.closes
