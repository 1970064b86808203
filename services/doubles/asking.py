"""Before whom two files lie: the nearest leaders whose office lies over both units, nobody of either household."""

from collections.abc import Iterable

from sqlmodel import Session, col, or_, select

from domain.doubles import words
from domain.platform.access import LEADERS
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, lines, say
from domain.procedure.events import CaseOfficersChanged, OfficesChanged
from models.households import FileDouble, HouseholdFile
from models.procedure import AidCase
from models.units import Unit
from services.households import people_of, unit_of
from services.platform import outbox
from services.platform.work import Work
from services.procedure import close_prompts, put_before
from services.units import Holder, nearest_over

OPEN = ("asked", "meant")
OPEN_ONES = select(FileDouble).where(col(FileDouble.state).in_(OPEN)).order_by(col(FileDouble.id))


def files_of(session: Session, double: FileDouble) -> tuple[HouseholdFile, HouseholdFile]:
    """Return both files, the older one first."""
    return session.get_one(HouseholdFile, double.low_id), session.get_one(HouseholdFile, double.high_id)


def ask(work: Work, double: FileDouble) -> None:
    """Put it before those who may say now whether it is so; the administrators hear of it when there is nobody."""
    files = files_of(work.session, double)
    home, asked = home_of(work.session, double), officers_over(work.session, double, files)
    if home is not None:
        put_before(work, home, _about(double), [holder.person_id for holder in asked])
    for holder in asked if home is None else ():  # files of before, which no case has opened
        text, keys = words.asked(double.id)
        outbox.put(work, holder.person_id, Message(text, keys), key=f"double:{double.id}:{holder.person_id}")
    for admin in work.admin_ids if not any(one.is_reachable for one in asked) else ():
        source = N_(
            "Household files {numbers} may be of one household, and nobody whom I can reach has an office over both "
            "units. Please appoint a reviewer or approver at a unit above both: /officers"
        )
        numbers = lines(*(file.number for file in files), between=", ")
        outbox.put(work, admin, Message(say(source, numbers=numbers)), key=f"double:{double.id}:nobody:{admin}")


def take_back(work: Work, double: FileDouble, said: Sayable) -> None:
    """Take it back from whoever has it before them."""
    home = home_of(work.session, double)
    if home is not None:
        close_prompts(work, home, _about(double), said)


def _about(double: FileDouble) -> str:
    return f"double:{double.id}"


def home_of(session: Session, double: FileDouble) -> AidCase | None:
    """Return the case on which the question hangs: the first of either file; it stays with it once they are one."""
    theirs = select(AidCase).where(col(AidCase.household_id).in_((double.low_id, double.high_id)))
    return session.exec(theirs.order_by(col(AidCase.id))).first()


def officers_over(session: Session, double: FileDouble, files: Iterable[HouseholdFile]) -> list[Holder]:
    """Return who may say something to it now, of the lowest level that has anybody whom the bot can reach."""
    both = list(files)
    above = _common([unit_of(session, file) for file in both], session)
    left_out = set[int]().union(*(people_of(session, file) for file in both))
    if double.state == "meant" and double.meant_by is not None:
        left_out.add(double.meant_by)
    return nearest_over(session, above, LEADERS, without=left_out) if above is not None else []


def _common(units: list[Unit], session: Session) -> Unit | None:
    mine, other = ([int(part) for part in unit.path.split("/") if part] for unit in units)
    shared = [one for one, two in zip(mine, other, strict=False) if one == two]
    return session.get(Unit, shared[-1]) if shared else None


def ask_anew(work: Work, event: OfficesChanged) -> None:
    """Put what is open below a unit before those whom it concerns now."""
    for double in work.session.exec(OPEN_ONES).all():
        units = (unit_of(work.session, file) for file in files_of(work.session, double))
        if any(unit.path.startswith(event.unit_path) for unit in units):
            ask(work, double)


def follow_officers(work: Work, event: CaseOfficersChanged) -> None:
    """Where a household has moved, it goes to those over it now."""
    either = or_(col(FileDouble.low_id).in_(event.household_ids), col(FileDouble.high_id).in_(event.household_ids))
    for double in work.session.exec(OPEN_ONES.where(either)).all():
        ask(work, double)
