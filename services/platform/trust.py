"""A clock that may be wrong: what administrators are told of it, and their word that it is right."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlmodel import Session, col, select

from domain.platform.buttons import ClockIsRight
from domain.platform.messages import Message, key
from domain.platform.text import N_, Text, lines, say
from models.platform.audit import Audit
from models.platform.inbox import Inbox
from models.platform.outbox import Outbox
from models.platform.setting import Setting
from services.platform import audit, outbox
from services.platform.work import Work

TRUSTED, OFFSET = "clock_trusted", "clock_offset"  # when an administrator said so; how far from Telegram's, in seconds
WRONG = N_(
    "Alarm: the clock of this program says {here}, and it seems to be wrong. Until this is settled nothing is opened, "
    "closed, ended or reminded of by itself, and no notice goes out to many. What people send is handled."
)
TO_DO = N_(
    "Please look at the clock of the machine (it is set over the network). Once it agrees, everything goes on by "
    "itself. If it is right as it is, press the button."
)


class Why(Enum):
    """Why a clock is not trusted, with what is known of the right time."""

    TELEGRAM = N_("By the date of Telegram's answers it is {there}.")
    LEAPT = N_("It has leapt: by the time that has passed it should be {there}.")
    BEFORE_RECORD = N_("But something is on record from {there}.")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the clock says, and what speaks against it."""

    why: Why
    here: datetime
    there: datetime


def newest_on_record(session: Session) -> datetime | None:
    """Return the newest moment at which something was written down."""
    newest = (
        session.exec(select(Audit.at).order_by(col(Audit.id).desc()).limit(1)).first(),
        session.exec(select(Inbox.received_at).order_by(col(Inbox.update_id).desc()).limit(1)).first(),
        session.exec(select(Outbox.created_at).order_by(col(Outbox.id).desc()).limit(1)).first(),
    )
    return max((one for one in newest if one is not None), default=None)


def stamp(session: Session) -> str:
    """Return what changes each time an administrator says that the clock is right."""
    found = session.get(Setting, TRUSTED, populate_existing=True)
    return found.value if found is not None else ""


def trusted_at(session: Session) -> datetime | None:
    """Return what the clock said when an administrator last trusted it."""
    said = stamp(session)
    return datetime.fromisoformat(said) if said else None


def offset(session: Session) -> timedelta:
    """Return how far from Telegram's the clock was when it was trusted."""
    found = session.get(Setting, OFFSET)
    return timedelta(seconds=float(found.value)) if found is not None else timedelta(0)


def keep_offset(session: Session, offset: timedelta) -> None:
    """Remember how far from Telegram's the clock is that an administrator trusts."""
    session.merge(Setting(name=OFFSET, value=str(offset.total_seconds())))


def trust_clock(work: Work) -> None:
    """An administrator says that the clock is right as it is."""
    work.session.merge(Setting(name=TRUSTED, value=work.now.isoformat()))
    audit.note(work, work.person_id, N_("said that the clock is right"), "clock")


def tell_doubt(work: Work, doubt: Doubt) -> None:
    """Tell the administrators, with the button by which they say that the clock is right."""
    said = lines(say(WRONG, here=doubt.here), Text(doubt.why.value, {"there": doubt.there}), say(TO_DO))
    keys = ((key(say(N_("The clock is right")), ClockIsRight()),),)
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said, keys))


def tell_right(work: Work) -> None:
    """Tell the administrators that the clock is trusted again."""
    said = say(N_("The clock is trusted again. What was due meanwhile is done now."))
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said))
