"""A notice that was set for later is asked about again when its moment has come: who stands for it, how many."""

from collections.abc import Mapping

from domain.broadcasts.buttons import OpenBroadcast
from domain.platform.access import LEADERS
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, Text, say
from domain.units.steps import Level
from models.broadcasts import Broadcast
from models.units import Unit
from services.broadcasts.cards import ask_colleagues, redraw
from services.broadcasts.record import SCHEDULED, TO_CONFIRM, move, subject
from services.platform import audit, outbox
from services.platform.work import Work
from services.units import offices_of

__all__ = ["asked_again", "stands_for"]


def asked_again(work: Work, row: Broadcast, readers: int, excluded: Mapping[str, int]) -> bool:
    """Put a notice before a colleague instead of letting it begin, when what was agreed to no longer holds; say
    whether it was. What the calendar announces by itself is not asked about.

    Raises NoticeMovedOn.
    """
    why = None if row.made_by is None else _why(work, row, readers)
    if why is None:
        return False
    move(work.session, row, (SCHEDULED,), TO_CONFIRM)
    row.readers, row.excluded, row.confirmed_by = readers, dict(excluded), None
    work.session.flush()
    audit.note(work, None, N_("asked about a notice once more before it goes out"), subject(row), detail=str(readers))
    ask_colleagues(work, row)
    redraw(work, row)
    keys = ((key(say(N_("See the notice")), OpenBroadcast(row.id)),),) if stands_for(work, row, row.made_by) else ()
    outbox.put(work, row.made_by or 0, Message(why, keys))
    return True


def _why(work: Work, row: Broadcast, readers: int) -> Sayable | None:
    rules = work.house.policies.current.broadcasts
    confirmed = row.confirmed_by is not None and stands_for(work, row, row.confirmed_by)
    if not confirmed and not stands_for(work, row, row.made_by):
        source = N_(
            "Your notice “{title}” has not gone out: you no longer hold the office for it. A colleague is asked "
            "whether it is still right."
        )
        return Text(source, {"title": row.called})
    if rules.are_many_more(row.readers, readers) or (readers > rules.confirm_above and not confirmed):
        source = N_(
            "Your notice “{title}” has not gone out: when it was set it was for {before} readers, now it would reach "
            "{now}. A colleague looks at it first; I tell you at once."
        )
        return Text(source, {"title": row.called, "before": str(row.readers), "now": str(readers)})
    return None


def stands_for(work: Work, row: Broadcast, person_id: int | None) -> bool:
    """Say whether somebody holds an office now for which they may send this notice."""
    unit = work.session.get(Unit, row.unit_id) if row.unit_id is not None else None
    held = offices_of(work.session, person_id or 0, LEADERS)
    if unit is None:
        return row.unit_id is None and any(one.level == Level.CENTRE for one in held)
    return any(unit.path.startswith(one.path) for one in held)
