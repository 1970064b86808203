"""Case officers who cannot be reached: whoever leads near their households hears of it, and has the tasks meanwhile."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, func, select

from domain.menu.buttons import Go
from domain.people.events import BackAgain
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, say, say_many
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services.households import leaders_near
from services.platform import consent, outbox
from services.platform.work import Work

__all__ = ["tell_of_out_of_reach", "tell_of_return"]


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
        told.update({(officer.id, leader): many for leader in _near(work, officer.id, unit_id)})
    for (officer_id, leader), many in told.items():
        once = _key(officer_id, officers[officer_id].blocked_at, leader)
        outbox.put(work, leader, _message(officers[officer_id], many), priority=outbox.REMINDER, key=once)


def _near(work: Work, officer_id: int, unit_id: int) -> Collection[int]:
    near = leaders_near(work.session, work.session.get_one(Unit, unit_id), leaving_out={officer_id})
    return {one.person_id for one in near if one.is_reachable} or work.admin_ids


def _key(officer_id: int, blocked_at: datetime | None, leader: int) -> str:
    return f"out-of-reach:{officer_id}:{blocked_at}:{leader}"


def tell_of_return(work: Work, back: BackAgain) -> None:
    """Tell whoever has read that a case officer is out of reach, once, that they are back."""
    theirs = select(HouseholdFile.unit_id).where(HouseholdFile.case_officer_id == back.person_id)
    units = work.session.exec(theirs.where(col(HouseholdFile.closed_at).is_(None)).distinct()).all()
    near = {leader for unit_id in units for leader in _near(work, back.person_id, unit_id)}
    source = N_("{name} is back: the tasks of their households reach them again, and they are no longer yours.")
    name = work.session.get_one(Person, back.person_id).name or "-"
    for leader in sorted(near):
        told = _key(back.person_id, back.blocked_at, leader)
        if outbox.with_key(work, told) is not None:
            outbox.put(work, leader, Message(say(source, name=name)), key=f"{told}:back", priority=outbox.REMINDER)


def _message(officer: Person, many: int) -> Message:
    source = Nn_(
        "{name} is the case officer of {count} household and has blocked the bot, so nothing reaches them. Until they "
        "are back, please see to its tasks, or give the household to somebody else: /households",
        "{name} is the case officer of {count} households and has blocked the bot, so nothing reaches them. Until they "
        "are back, please see to their tasks, or give the households to somebody else: /households",
    )
    keys = ((key(say(N_("Open tasks")), Go("tasks")),),)
    return Message(say_many(*source, many, name=officer.name or "-"), keys)
