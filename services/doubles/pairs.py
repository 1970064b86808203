"""What was asked, and said, of a file that is no more is asked and said of the one that it became."""

from collections.abc import Iterator

from sqlmodel import Session, col, or_, select

from domain.platform.text import N_, say
from models.households import FileDouble, HouseholdFile
from services.doubles import asking
from services.platform.undo import is_first
from services.platform.work import Work


def carry_over(work: Work, settled: FileDouble, kept: HouseholdFile, other: HouseholdFile) -> None:
    """Two households of which one was the other's stay two; what is open is asked of the file that stays."""
    for double in list(_of(work.session, settled, other)):
        third = double.low_id if double.high_id == other.id else double.high_id
        was = double.state
        if was in asking.OPEN:
            asking.take_back(work, double, say(N_("One of the files became one with another. Nothing is to be done.")))
            double.state = "over"
            work.session.flush()
        if was in (*asking.OPEN, "apart"):
            _of_kept(work, double, kept.id, third, "apart" if was == "apart" else "asked")


def _of(session: Session, settled: FileDouble, other: HouseholdFile) -> Iterator[FileDouble]:
    either = or_(FileDouble.low_id == other.id, FileDouble.high_id == other.id)
    found = select(FileDouble).where(either, FileDouble.id != settled.id).order_by(col(FileDouble.id))
    yield from session.exec(found).all()


def _of_kept(work: Work, double: FileDouble, kept_id: int, third_id: int, state: str) -> None:
    new = FileDouble(
        low_id=min(kept_id, third_id), high_id=max(kept_id, third_id), shares=double.shares, found_at=work.now,
        state=state, decided_by=double.decided_by, decided_at=double.decided_at,
    )  # fmt: skip
    third = work.session.get_one(HouseholdFile, third_id)
    if third.closed_at is None and is_first(work.session, new) and state == "asked":
        asking.ask(work, new)
