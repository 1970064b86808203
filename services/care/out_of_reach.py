"""Case officers who cannot be reached: whoever leads near their households hears of it, and has the tasks meanwhile."""

from collections import Counter

from sqlmodel import col, func, select

from domain.menu.buttons import Go
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, say, say_many
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services.households import leaders_near
from services.platform import consent, outbox
from services.platform.work import Work

__all__ = ["tell_of_out_of_reach"]


def tell_of_out_of_reach(work: Work) -> None:
    """Tell the leaders near, else the administrators, once of each officer who has blocked the bot and has households.

    The households stay with the officer: once the bot is unblocked, all goes to them again by itself.
    """
    theirs = (
        select(Person, HouseholdFile.unit_id, func.count())
        .join(HouseholdFile, col(HouseholdFile.case_officer_id) == col(Person.id))
        .where(col(Person.blocked_at).is_not(None), col(HouseholdFile.closed_at).is_(None))
        .where(consent.holds_for(col(HouseholdFile.head_id)))
        .group_by(col(Person.id), col(HouseholdFile.unit_id))
        .order_by(col(Person.id))
    )
    told: Counter[tuple[int, int]] = Counter()
    officers: dict[int, Person] = {}
    for officer, unit_id, many in work.session.exec(theirs).all():
        officers[officer.id] = officer
        near = leaders_near(work.session, work.session.get_one(Unit, unit_id), leaving_out={officer.id})
        reachable = {one.person_id for one in near if one.is_reachable} or work.admin_ids
        told.update({(officer.id, leader): many for leader in reachable})
    for (officer_id, leader), many in told.items():
        once = f"out-of-reach:{officer_id}:{officers[officer_id].blocked_at}:{leader}"
        outbox.put(work, leader, _message(officers[officer_id], many), priority=outbox.REMINDER, key=once)


def _message(officer: Person, many: int) -> Message:
    source = Nn_(
        "{name} is the case officer of {count} household and has blocked the bot, so nothing reaches them. Until they "
        "are back, please see to its tasks, or give the household to somebody else: /households",
        "{name} is the case officer of {count} households and has blocked the bot, so nothing reaches them. Until they "
        "are back, please see to their tasks, or give the households to somebody else: /households",
    )
    keys = ((key(say(N_("Open tasks")), Go("tasks")),),)
    return Message(say_many(*source, many, name=officer.name or "-"), keys)
