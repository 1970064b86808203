"""The end of a public notice: the case goes on by itself, unless an objection is still open."""

from datetime import datetime

from sqlmodel import Session

from domain.platform.text import N_, say
from domain.procedure import procedure
from domain.procedure.refusals import NoticeNotOver, NoticeNotPosted, NotThisStep, ObjectionOpen
from models.procedure import AidCase
from services.platform import audit
from services.platform.house import House
from services.procedure import course, news
from services.procedure import notice as notices
from services.procedure.record import lock, record_decision, state_of, subject


def end_if_over(session: Session, house: House, case: AidCase, *, now: datetime) -> bool:
    """End the notice of a case if its days are over; tell whether the case has moved. Again, it changes nothing."""
    case = lock(session, case.id or 0)
    try:
        after = procedure.end_notice(state_of(session, house, case), now=now)
    except ObjectionOpen:
        notices.take_down(session, house, case, now=now)  # its days are over, though the case waits for the answer
        return False
    except (NotThisStep, NoticeNotOver, NoticeNotPosted):
        return False
    record_decision(session, case, "notice_over", person_id=None, role="", now=now)
    audit.note(session, None, N_("notice ended"), subject(case), now=now)
    course.move(session, house, case, after, say(N_("The public notice ended.")), now=now)
    news.moved_on(session, case, now=now)
    return True
