"""Before whom a change lies: the case officer, else the leaders nearby; never its proposer, never the household."""

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from domain.changes.buttons import OpenChange
from domain.changes.change import Standing
from domain.people.events import ConsentChanged
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.procedure.events import CaseOfficersChanged, OfficesChanged
from models.changes import Change
from models.households import HouseholdFile
from models.units import Unit
from services.changes import words
from services.changes.record import About, about
from services.changes.seen import mark_seen
from services.households import leaders_near
from services.platform import consent, outbox
from services.platform.work import Work

__all__ = ["ask", "close", "confirmers", "follow_consent", "follow_officers", "follow_offices", "prompt_key"]


def confirmers(work: Work, change: Change, whose: About) -> list[int]:
    """Return the officers who are asked: the case officer of the household, else the nearest leaders; nobody once the
    consent is withdrawn."""
    if not whose.agrees:
        return []
    left_out = {*whose.people, change.proposed_by}
    if whose.officer_id is not None and whose.officer_id not in left_out:
        return [whose.officer_id]
    if whose.unit is None:
        return []
    return [one.person_id for one in leaders_near(work.session, whose.unit, leaving_out=left_out)]


def ask(work: Work, change: Change, whose: About) -> bool:
    """Put a change before everybody who is to be asked and was not yet; tell whether there is anybody at all."""
    officers = confirmers(work, change, whose)
    for officer_id in officers:
        if officer_id not in change.asked:
            message, once = words.prompt(work, change, whose, officer_id), prompt_key(change, officer_id)
            if outbox.with_key(work, once) is None:
                outbox.put(work, officer_id, message, key=once)
            else:  # it was taken back from them meanwhile
                outbox.edit(work, officer_id, message, target_key=once)
            mark_seen(change, whose, officer_id)
    change.asked = list(dict.fromkeys([*change.asked, *officers]))
    work.session.flush()
    return bool(officers)


def follow_officers(work: Work, event: CaseOfficersChanged) -> None:
    """Changes of households go along with them to their officers, and from all others."""
    _follow(work, col(HouseholdFile.id).in_(event.household_ids))


def follow_offices(work: Work, event: OfficesChanged) -> None:
    """Changes of households below a unit go to those whom they concern now, and from all others."""
    _follow(work, col(Unit.path).startswith(event.unit_path))


def _follow(work: Work, which: ColumnElement[bool]) -> None:
    query = (
        select(Change)
        .join(HouseholdFile, col(HouseholdFile.id) == col(Change.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(Change.state == Standing.PROPOSED.value, which)
    )
    for change in work.session.exec(query.order_by(col(Change.id))).all():
        whose = about(work.session, change)
        officers = confirmers(work, change, whose)
        if not whose.agrees or not officers:
            continue
        for officer_id in change.asked:
            if officer_id not in officers:
                gone = _of(change, say(N_("This no longer waits for you.")))
                outbox.edit(work, officer_id, gone, target_key=prompt_key(change, officer_id))
        change.asked = [officer_id for officer_id in change.asked if officer_id in officers]
        ask(work, change, whose)


def _of(change: Change, said: Sayable) -> Message:
    return Message(paragraphs(say(N_("<b>Change {id}</b>"), id=str(change.id)), said))


def prompt_key(change: Change, officer_id: int) -> str:
    """Return the outbox key of the message in which a change lies before an officer."""
    return f"change:{change.id}:{officer_id}"


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """A worker has agreed, or does no longer: what lies before officers shows what was proposed, or hides it."""
    files = select(HouseholdFile.id).where(HouseholdFile.head_id == changed.person_id)
    theirs = or_(Change.person_id == changed.person_id, col(Change.household_id).in_(files))
    query = select(Change).where(theirs, Change.state == Standing.PROPOSED.value)
    for change in work.session.exec(query.order_by(col(Change.id))).all():
        whose = about(work.session, change)
        for officer_id in change.asked:
            message = words.prompt(work, change, whose, officer_id) if whose.agrees else _hidden(change)
            outbox.edit(work, officer_id, message, target_key=prompt_key(change, officer_id))


def _hidden(change: Change) -> Message:
    head = say(N_("<b>Change {id}</b>"), id=str(change.id))
    return Message(paragraphs(head, consent.ConsentWithdrawn(number=str(change.id)).said))


def close(work: Work, change: Change, said: Sayable) -> None:
    """Say in everybody's message how it ended."""
    head = say(N_("<b>Change {id}</b>"), id=str(change.id))
    keys = ((key(say(N_("See the change")), OpenChange(change.id)),),)
    for officer_id in change.asked:
        message = Message(paragraphs(head, said), keys)
        outbox.edit(work, officer_id, message, target_key=prompt_key(change, officer_id))
