"""What an officer may ask for on somebody else's behalf: for which units, and of which programmes."""

from collections.abc import Mapping
from typing import Any

from domain.aid.by_policy.for_others import UNIT
from domain.households.household import Member
from domain.kinds.kind import Door
from domain.platform.access import Action, NotForYou, Office, offices_for
from domain.policy import Programme
from services.platform.work import Work


def is_on_behalf(work: Work, programme: Programme) -> bool:
    """Say whether an officer asks for it, and nobody for themselves."""
    return work.house.kinds.of(programme).door(programme) is Door.OFFICER


def opens_for_many(work: Work, programme: Programme) -> bool:
    """Say whether an officer opens it once for all whom an event has struck."""
    return work.house.kinds.of(programme).door(programme) is Door.EVENT


def may_open(work: Work, programme: Programme) -> bool:
    """Say whether whoever acts is offered a programme, as a worker or as an officer."""
    if opens_for_many(work, programme):
        return bool(offices_for(work.actor, Action.MANAGE_HOUSEHOLDS))
    return not is_on_behalf(work, programme) or bool(units_of(work))


def units_of(work: Work) -> dict[str, Member]:
    """Return the units for which whoever acts may ask, each by the key of its answer; as forms know people."""
    return {f"u{office.unit_id}": Member("unit", str(office.unit_name)) for office in _offices(work)}


def unit_in(work: Work, programme: Programme, answers: Mapping[str, Any]) -> int | None:
    """Return the unit that an application is for, None for one that its worker makes; raises NotForYou for a unit at
    which they hold no office."""
    if not is_on_behalf(work, programme):
        return None
    wanted = str(answers.get(UNIT))
    found = next((office.unit_id for office in _offices(work) if f"u{office.unit_id}" == wanted), None)
    if found is None:
        raise NotForYou
    return found


def _offices(work: Work) -> tuple[Office, ...]:
    return offices_for(work.actor, Action.ASK_FOR_OTHERS)
