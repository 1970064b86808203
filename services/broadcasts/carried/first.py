"""A notice waits for its file: it is shown and goes out once that is kept, and not with one that cannot be used."""

from models.broadcasts import Broadcast
from services.broadcasts.cards import redraw, show_card, show_preview
from services.broadcasts.carried.papers import adopt, came, file_behind, halt, is_refused, waits
from services.broadcasts.record import COUNTING
from services.broadcasts.views import message_in
from services.platform.work import Work

__all__ = ["file_waits"]


def file_waits(work: Work, row: Broadcast) -> bool:
    """Bring the file of a notice along; say whether the notice has to wait for it.

    Once it is there, whoever wrote the notice sees it as its readers will.
    """
    adopt(work, row)
    if waits(work.session, row):
        return True
    if is_refused(file_behind(work.session, row)):
        return row.state != COUNTING and _halted(work, row)
    if came(work, row) and row.state == COUNTING:
        _show(work, row)
    return False


def _halted(work: Work, row: Broadcast) -> bool:
    halt(work, row)
    redraw(work, row)
    return True


def _show(work: Work, row: Broadcast) -> None:
    if row.made_by is not None:
        show_preview(work, message_in(row), row.made_by)
        show_card(work, row.id, row.made_by)
