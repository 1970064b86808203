"""The contract as its worker sends it: kept with the case, and looked at by whoever signs for the union."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, lines, say
from domain.procedure.buttons import SendContract
from domain.procedure.refusals import NotThisStep, ReasonNeeded
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.procedure import AidCase
from services.platform import audit
from services.platform.work import Work
from services.procedure.decisions import step_in_hand
from services.procedure.grounds import SET_ASIDE, contract_of, keep_files
from services.procedure.news import tell
from services.procedure.prompts import redraw_prompts, ring
from services.procedure.record import record_decision, subject
from services.procedure.reports.holding import lock_own


def check_may_send(work: Work, case_id: int) -> str:
    """Return the number of a case to its worker, if its contract is to be signed; raises NotForYou, NotThisStep."""
    return _signed(work, case_id).number


def _signed(work: Work, case_id: int) -> AidCase:
    case = lock_own(work, case_id)
    if case.status != Status.OPEN or not kind_of(case.step).is_signed:
        raise NotThisStep(number=case.number)
    return case


def send_contract(work: Work, case_id: int, files: Sequence[Mapping[str, Any]]) -> str:
    """Keep the pages (`FileRef.to_json()`) and put the step before its officers anew; return the number of the case.

    Raises as `check_may_send` does.
    """
    case = _signed(work, case_id)
    keep_files(work, case, f"contract:{case.version}", files)
    record_decision(work, case, "contract_sent", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("sent the contract"), subject(case), detail=str(len(files)))
    work.session.flush()
    ring(work, case)
    return case.number


def check_may_send_back(work: Work, case_id: int, version: int) -> str:
    """Return the number of a case to an officer who may say that its contract cannot be read.

    Raises NotForYou, NotThisStep and what `decide` raises of the person and the step.
    """
    return _sent(work, case_id, version).number


def _sent(work: Work, case_id: int, version: int) -> AidCase:
    step = step_in_hand(work, case_id, version, Action.DECIDE)
    step.check()
    if not kind_of(step.case.step).is_signed or not contract_of(work.session, step.case):
        raise NotThisStep(number=step.case.number)
    return step.case


def send_back(work: Work, case_id: int, version: int, *, reason: str) -> None:
    """The pages cannot be read: they are set aside, and the worker is asked for them once more, with the reason.

    Raises as `check_may_send_back` does, ReasonNeeded.
    """
    case = _sent(work, case_id, version)
    if not reason.strip():
        raise ReasonNeeded(number=case.number)
    for paper in contract_of(work.session, case):
        paper.about = f"{SET_ASIDE}{case.version}"
    record_decision(work, case, "contract_back", person_id=work.person_id, role="", reason=reason.strip())
    audit.note(work, work.person_id, N_("could not read the contract"), subject(case))
    work.session.flush()
    redraw_prompts(work, case)
    source = N_("The photos of the contract for case {number} cannot be read well. Please send them once more.")
    why = say(N_("Reason: {reason}"), reason=reason.strip())
    keys = ((key(say(N_("Send the contract")), SendContract(case.id)),),)
    tell(work, case, lines(say(source, number=case.number), why), keys=keys)
