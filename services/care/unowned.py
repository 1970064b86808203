"""Households without a case officer, told of once a day to whoever can give them one."""

from collections import Counter

from sqlmodel import col, func, select

from domain.households.buttons import HouseholdsPage, Shown
from domain.platform.access import LEADERS
from domain.platform.messages import Message, key
from domain.platform.text import N_, Nn_, say, say_many
from domain.units.steps import Level
from models.households import HouseholdFile
from models.units import Unit
from services.care.out_of_reach import tell_of_out_of_reach
from services.platform import consent, outbox
from services.platform.work import Work
from services.units import covering

__all__ = ["report_unowned"]


def report_unowned(work: Work) -> None:
    """Tell the leaders of the centre (else the administrators) once a day how many households have no case officer.

    They also hear of officers who cannot be reached.
    """
    unowned = select(HouseholdFile.unit_id, func.count()).where(
        col(HouseholdFile.case_officer_id).is_(None),
        col(HouseholdFile.closed_at).is_(None),
        consent.holds_for(col(HouseholdFile.head_id)),
    )
    leaders: Counter[int] = Counter()
    administrators: Counter[int] = Counter()
    for unit_id, many in work.session.exec(unowned.group_by(col(HouseholdFile.unit_id))).all():
        over = [
            one
            for one in covering(work.session, work.session.get_one(Unit, unit_id), LEADERS)
            if one.level == Level.CENTRE
        ]
        told = {one.person_id for one in over}
        (leaders if told else administrators).update(dict.fromkeys(told or work.admin_ids, many))
    tell_of_out_of_reach(work)
    today = work.today
    for person_id, many in leaders.items():
        _report(work, person_id, _to_leader(many), f"unowned:{today}:{person_id}")
    for person_id, many in administrators.items():
        _report(work, person_id, _to_administrator(many), f"unowned-nobody:{today}:{person_id}")


def _report(work: Work, person_id: int, message: Message, once: str) -> None:
    outbox.put(work, person_id, message, priority=outbox.REMINDER, key=once)


def _to_leader(many: int) -> Message:
    source = Nn_(
        "{count} household has no case officer. Please give it one, so that nobody is forgotten: /households",
        "{count} households have no case officer. Please give each one, so that nobody is forgotten: /households",
    )
    show = key(say(N_("Show them")), HouseholdsPage(Shown.UNOWNED, "", 0))
    return Message(say_many(*source, many), ((show,),))


def _to_administrator(many: int) -> Message:
    source = Nn_(
        "{count} household has no case officer, and no leader of the centre who could give it one. Please appoint a "
        "reviewer or approver at the centre: /units",
        "{count} households have no case officer, and no leader of the centre who could give them one. Please appoint "
        "a reviewer or approver at the centre: /units",
    )
    return Message(say_many(*source, many))
