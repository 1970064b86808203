"""A file is closed: not while anything that was asked for is open, unless nobody is left who could take it back."""

from sqlmodel import col, select

from domain.changes.asked import Part
from domain.changes.change import FileMovedOn, Standing, StillUnderWay
from domain.households.history import Closed, Kind
from domain.menu.buttons import Go
from domain.platform.messages import Message, key
from domain.platform.text import N_, Joined, Sayable, paragraphs, say
from models.changes import Change
from models.households import HouseholdFile
from services import cases
from services.changes.record import About, why_of
from services.households import Why, close
from services.people import lay_to_rest
from services.platform import outbox
from services.platform.work import Work

__all__ = ["check_may_close", "close_file", "closing_said", "no_longer_changed", "parts", "tell_closed"]


def parts(field: str) -> tuple[Part, Part]:
    """Return old and new of it."""
    return Part({"closed": ""}), Part({"closed": field})


def closing_said(field: str) -> Sayable:
    """Return the line that says why a file is to be closed."""
    return _ASKED[Closed(field)]


_ASKED = {
    Closed.BETTER: say(N_("Close the file: the household is out of difficulty")),
    Closed.MOVED_AWAY: say(N_("Close the file: the household has moved away")),
    Closed.RETIRED: say(N_("Close the file: its worker has retired")),
    Closed.DEATH: say(N_("Close the file after a death: nobody is left in it who could head it")),
}


def check_may_close(work: Work, whose: About, field: str) -> None:
    """Raise StillUnderWay while something is open that the household can still decide on."""
    assert whose.file is not None, "only a file is closed"
    numbers = [] if field == Closed.DEATH else cases.still_open(work, whose.file.id)
    if numbers:
        raise StillUnderWay(numbers=Joined(tuple(numbers), ", "))


def close_file(work: Work, change: Change, whose: About) -> None:
    """Close a file as was confirmed; raises FileMovedOn, StillUnderWay."""
    file = whose.file
    if file is None or file.closed_at is not None:
        raise FileMovedOn
    check_may_close(work, whose, change.field)
    end_file(work, file, why_of(work, change), Closed(change.field))


def end_file(work: Work, file: HouseholdFile, why: Why, closed: Closed) -> None:
    """Close a file, whatever it is for; after a death, nobody hears of anything any more."""
    if closed is Closed.DEATH:
        lay_to_rest(work, file.head_id)
        cases.end_after_death(work, file.head_id, household_id=file.id, successor=None)
    close(work, file, Why(Kind.CLOSED, why.said_by, why.confirmed_by, why.case_id, why.change_id), closed)
    work.session.flush()


def no_longer_changed(work: Work, file: HouseholdFile, *, but: int | None = None) -> list[Change]:
    """Return what is proposed about a file and comes to nothing once it is closed."""
    query = select(Change).where(Change.household_id == file.id, Change.state == Standing.PROPOSED.value)
    return list(work.session.exec(query.where(Change.id != (but or 0)).order_by(col(Change.id))))


def tell_closed(work: Work, file: HouseholdFile, closed: Closed) -> None:
    """Tell the head of a household that its file is closed, and the way back; after a death nobody is written to."""
    if closed.told is None:
        return
    source = N_(
        "The file {number} of your household is closed. It is kept, and nothing in it is lost: if things become hard "
        "again, please report, and the same file is opened again."
    )
    text = paragraphs(closed.told, say(source, number=file.number))
    outbox.put(work, file.head_id, Message(text, ((key(say(N_("Report hardship")), Go("report")),),)))
