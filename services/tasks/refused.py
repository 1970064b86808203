"""Money settled at a visit that came to nothing: the item is open again, and the case officer hears of it."""

from sqlmodel import col, select

from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from domain.procedure.events import CameToNothing
from domain.procedure.reasons import reason_said
from domain.tasks.buttons import OpenTask
from domain.tasks.checklist import without
from models.procedure import AidCase, Decision
from services.platform import outbox
from services.platform.work import Work
from services.procedure import case_officers
from services.tasks import gifts
from services.tasks.record import UnknownTask, locked
from services.tasks.ticking import after_change, keep

__all__ = ["open_again"]


def open_again(work: Work, ended: CameToNothing) -> None:
    """Open the item of a case that ended without money again, so that nothing stands as given that was not."""
    gift = gifts.of_case(work.session, ended.case_id)
    if gift is None:
        return
    case = work.session.get_one(AidCase, ended.case_id)
    task_id, item = gift.task_id, gift.item
    work.session.delete(gift)
    work.session.flush()
    source = N_(
        "Case {number}, money settled at a visit, has ended without being paid, and the item of the checklist "
        "is open again. Reason: {reason}"
    )
    said = say(source, number=case.number, reason=reason_said(_reason(work, case)) or "-")
    keys = ((key(say(N_("Open")), OpenTask(task_id)),),)
    for officer in case_officers(work, case):
        outbox.put(work, officer, Message(said, keys), key=f"money-off:{case.id}:{case.version}:{officer}")
    try:
        found = locked(work, task_id)
    except UnknownTask:
        return
    if found.is_running and item in found.entries:
        keep(found, without(found.entries, item), work.now)
        after_change(work, found)


def _reason(work: Work, case: AidCase) -> str:
    query = select(Decision).where(Decision.case_id == case.id, col(Decision.verdict).in_(("refuse", "withdraw")))
    found = work.session.exec(query.order_by(col(Decision.id).desc())).first()
    return found.reason or "" if found is not None else ""
