"""A worker needs what they are given each month no more: it ends with the month, and their officers hear of it."""

from datetime import date, timedelta

from domain.cases.buttons import OpenCase
from domain.platform.calendar import add_months
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.payments import MonthRun
from models.procedure import AidCase
from services.payments.months.beginning import run_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import case_officers, lock_own, record_decision, subject, tell

BY_WORKER = "worker"


def running(work: Work, case: AidCase) -> MonthRun | None:
    """Return what a case is given each month, as long as it goes on."""
    runs = case.status == Status.OPEN and kind_of(case.step).runs
    run = run_of(work.session, case) if runs else None
    return run if run is not None and not run.ended else None


def check_may_stop(work: Work, case_id: int) -> tuple[str, date]:
    """Return the number of a case of whoever acts, and the last day of what is given; raises NotForYou, NotThisStep."""
    case = lock_own(work, case_id)
    if running(work, case) is None:
        raise NotThisStep(number=case.number)
    return case.number, _last_day(work)


def _last_day(work: Work) -> date:
    return add_months(work.today.replace(day=1), 1) - timedelta(days=1)


def stop(work: Work, case_id: int) -> None:
    """No month after this one is given; what is due is paid. Raises as `check_may_stop` does."""
    number, last = check_may_stop(work, case_id)
    case = lock_own(work, case_id)
    run = running(work, case)
    assert run is not None, "it was looked at"
    run.ended, run.ended_on = BY_WORKER, last
    record_decision(work, case, "run_stopped", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("needs what is given each month no more"), subject(case))
    work.session.flush()
    source = N_("Written down: what case {number} gives each month ends on {day}. If you need it again, ask: /apply")
    tell(work, case, say(source, number=number, day=last))
    told = say(N_("The worker of case {number} needs what it gives each month no more; it ends on {day}."),
               number=number, day=last)  # fmt: skip
    for officer in case_officers(work, case):
        see = ((key(say(N_("See the case")), OpenCase(case.id)),),)
        outbox.put(work, officer, Message(told, see), key=f"run-stopped:{case.id}:{officer}")
