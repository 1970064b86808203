"""The money did not come: the cashier writes to the worker what the bank says. What came back is for `returns`."""

from domain.platform.access import Action
from domain.platform.text import N_, paragraphs, say
from domain.procedure.checks import check_disputed
from domain.procedure.refusals import ReasonNeeded
from models.procedure import AidCase
from services.payments.payments import receipt_keys
from services.platform import audit
from services.platform.work import Work
from services.procedure import lock, office_for, record_decision, state_of, subject, tell


def check_may_answer(work: Work, case_id: int) -> None:
    """Raise unless this cashier may answer the worker now: NotForYou, OwnHousehold, NotThisStep."""
    _disputed(work, case_id)


def _disputed(work: Work, case_id: int) -> AidCase:
    case = lock(work.session, case_id)
    office_for(work, Action.PAY, case)
    check_disputed(state_of(work, case))
    return case


def answer_worker(work: Work, case_id: int, *, words: str) -> None:
    """Write to the worker; the question stays open. Raises what `check_may_answer` does, ReasonNeeded."""
    case = _disputed(work, case_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    record_decision(work, case, "answered", person_id=work.person_id, role="", reason=words.strip())
    audit.note(work, work.person_id, N_("answered the worker about the money"), subject(case))
    head = say(N_("The cashier looked into the money of case {number} and writes to you:"), number=case.number)
    told = paragraphs(head, say(N_("<blockquote>{words}</blockquote>"), words=words.strip()))
    tell(work, case, told, keys=receipt_keys(case))
