"""Before whom a clash lies: the nearest leaders whose office lies over both units, nobody of either household."""

from sqlmodel import Session, col, or_, select

from domain.people.events import Leaves, Registered
from domain.platform.access import LEADERS
from domain.platform.messages import Message
from domain.platform.text import N_, lines, say
from domain.procedure.events import CaseOfficersChanged, OfficesChanged
from models.changes import Change
from models.households import Clash, HouseholdFile
from models.procedure import AidCase
from models.units import Unit
from services.claims import accounts, moves, named
from services.platform import outbox
from services.platform.work import Work
from services.procedure import household_ids, put_before
from services.units import Holder, nearest_over

UNSETTLED = select(Clash).where(col(Clash.settled_at).is_(None)).order_by(col(Clash.id))


def ask(work: Work, clash: Clash) -> None:
    """Put it before them; the administrators hear of it when there is nobody."""
    asked = officers_over(work.session, clash)
    home = work.session.get_one(AidCase, clash.case_id or clash.other_id)
    put_before(work, home, f"clash:{clash.id}", [holder.person_id for holder in asked])
    for admin in work.admin_ids if not any(one.is_reachable for one in asked) else ():
        text = N_(
            "Somebody is named in two households, and nobody whom I can reach has an office over both units. Please "
            "appoint a reviewer or approver at a unit above both ({units}): /officers"
        )
        names = lines(*(unit.named for unit in units_of(work.session, clash)), between=", ")
        outbox.put(work, admin, Message(say(text, units=names)), key=f"clash:{clash.id}:nobody:{admin}")


def registered(work: Work, event: Registered) -> None:
    """Whoever registers may have the number of a member, and no longer asks for another registration."""
    accounts.match_account(work, event)
    moves.registered(work, event)


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: nobody is asked any more who they are."""
    accounts.forget(work, leaving)
    moves.forget(work, leaving)


def ask_anew(work: Work, event: OfficesChanged) -> None:
    """Put what is not settled below a unit before those whom it concerns now; whoever holds an office by now is asked
    whether they live where they were named."""
    named.ask_new_officers(work)
    accounts.ask_again(work, col(Unit.path).startswith(event.unit_path))
    moves.ask_again(work, event.unit_path)
    for clash in work.session.exec(UNSETTLED).all():
        if any(unit.path.startswith(event.unit_path) for unit in units_of(work.session, clash)):
            ask(work, clash)


def follow_officers(work: Work, event: CaseOfficersChanged) -> None:
    """What waits for the officer of a household goes to who that is now; where it has moved, to those over it now."""
    accounts.ask_again(work, col(HouseholdFile.id).in_(event.household_ids))
    moves.ask_again(work)
    theirs = select(AidCase.id).where(col(AidCase.household_id).in_(event.household_ids))
    either = or_(col(Clash.case_id).in_(theirs), col(Clash.other_id).in_(theirs))
    for clash in work.session.exec(UNSETTLED.where(either)).all():
        ask(work, clash)


def officers_over(session: Session, clash: Clash) -> list[Holder]:
    """Return who may settle it, of the lowest level that has anybody whom the bot can reach."""
    both = common(units_of(session, clash), session)
    return nearest_over(session, both, LEADERS, without=left_out(session, clash)) if both is not None else []


def units_of(session: Session, clash: Clash) -> tuple[Unit, Unit]:
    """Return the units of both sides, the later one first."""
    other = unit_of(session, session.get_one(AidCase, clash.other_id))
    if clash.change_id is None:
        return unit_of(session, session.get_one(AidCase, clash.case_id or 0)), other
    file_id = session.get_one(Change, clash.change_id).household_id
    return session.get_one(Unit, session.get_one(HouseholdFile, file_id).unit_id), other


def unit_of(session: Session, case: AidCase) -> Unit:
    """Return the unit of a side: a household on file belongs to that of its file."""
    file = session.get(HouseholdFile, case.household_id) if case.household_id is not None else None
    return session.get_one(Unit, file.unit_id if file is not None else case.unit_id)


def common(units: tuple[Unit, Unit], session: Session) -> Unit | None:
    """Return the lowest unit that lies over both."""
    mine, other = ([int(part) for part in unit.path.split("/") if part] for unit in units)
    shared = [one for one, two in zip(mine, other, strict=False) if one == two]
    return session.get(Unit, shared[-1]) if shared else None


def left_out(session: Session, clash: Clash) -> set[int]:
    """Return who does not decide it: both households, and who named them."""
    cases = [session.get_one(AidCase, one) for one in (clash.case_id, clash.other_id) if one is not None]
    return {clash.named_by}.union(*(household_ids(session, case) for case in cases))
