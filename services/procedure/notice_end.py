"""The end of a public notice: the case goes on by itself, unless an objection is still open."""

from domain.platform.text import N_, say
from domain.procedure import procedure
from domain.procedure.refusals import (
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoticeNotOver,
    NoticeNotPosted,
    NotThisStep,
    ObjectionOpen,
)
from models.procedure import AidCase
from services.platform import audit
from services.platform.work import Work
from services.procedure import course, news
from services.procedure import notice as notices
from services.procedure.record import lock, record_decision, state_of, subject


def end_if_over(work: Work, case: AidCase) -> bool:
    """End the notice of a case if its days are over; tell whether the case has moved. Again, it changes nothing."""
    case = lock(work.session, case.id)
    try:
        after = procedure.end_notice(state_of(work, case), now=work.now)
    except ObjectionOpen:
        notices.take_down(work, case)  # its days are over, though the case waits for the answer
        return False
    except (CaseAlreadyClosed, CaseIsWithWorker, NotThisStep, NoticeNotOver, NoticeNotPosted):
        return False
    record_decision(work, case, "notice_over", person_id=None, role="")
    audit.note(work, None, N_("notice ended"), subject(case))
    course.move(work, case, after, say(N_("The public notice ended.")))
    news.moved_on(work, case)
    return True
