"""How many households stand on each list, and how many have left it this year, against what the policy aims at."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlmodel import col, func, select

from domain.households.buttons import Shown
from domain.households.classes import NO_CLASS
from domain.platform.text import N_, Sayable, lines, say
from domain.policy.frame.lists import HardshipList
from models.households import HouseholdFile, OnList
from models.units import Unit
from services.households.lists import open_to
from services.platform.work import Work


def aims(work: Work) -> Sayable | None:
    """Return a line for each list that has a yearly aim, for the households that a leader covers; raises NotForYou.

    Who stands on the first list in no class any more has left it, on the day on which that was worked out.
    """
    policy = work.house.policies.current
    where = open_to(work, Shown.ALL)
    told = [_told(work, one, where, first=one.key == policy.lists[0].key) for one in policy.lists
            if one.aim_out_percent is not None]  # fmt: skip
    return lines(*told) if told else None


def _told(work: Work, one: HardshipList, where: Iterable[Any], *, first: bool) -> Sayable:
    there, left = _on_first(work, where) if first else _on(work, one.key, where)
    percent = left * 100 // (there + left) if there + left else 0
    source = N_("{list}: {there} on it now, {left} left it this year ({percent} %); the aim is {aim} %.")
    aim = str(one.aim_out_percent)
    return say(source, list=one.title, there=str(there), left=str(left), percent=str(percent), aim=aim)


def _on_first(work: Work, where: Iterable[Any]) -> tuple[int, int]:
    in_class = col(HouseholdFile.household_class).not_in(("", NO_CLASS))
    left = (
        HouseholdFile.household_class == NO_CLASS,
        col(HouseholdFile.class_on) >= work.today.replace(month=1, day=1),
    )
    of_own_will = _on(work, work.house.policies.current.lists[0].key, where)[1]
    return (
        _count(work, HouseholdFile.id, (*where, in_class)),
        _count(work, HouseholdFile.id, (*where, *left)) + of_own_will,
    )


def _on(work: Work, key: str, where: Iterable[Any]) -> tuple[int, int]:
    year = datetime.combine(work.today.replace(month=1, day=1), time(), work.house.zone)
    here = (*where, OnList.household_id == HouseholdFile.id, OnList.list == key)
    return (
        _count(work, OnList.id, (*here, col(OnList.left_at).is_(None))),
        _count(work, OnList.id, (*here, col(OnList.left_at) >= year)),
    )


def _count(work: Work, column: Any, where: Iterable[Any]) -> int:
    of_unit = col(Unit.id) == col(HouseholdFile.unit_id)
    return work.session.exec(select(func.count(func.distinct(column))).where(of_unit, *where)).one()
