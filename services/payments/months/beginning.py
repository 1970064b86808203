"""A monthly run begins when its case comes to it, and is off when the case leaves it before its end."""

from sqlmodel import Session, select

from domain.payments.money import MoneyState
from domain.platform.calendar import BEIJING
from domain.policy.caps import days_of
from domain.procedure.events import RunBegun, RunOff
from models.payments import MonthRun
from models.procedure import AidCase
from services.payments.rows import months_of
from services.platform.work import Work
from services.procedure import Dossier, find_case


def run_of(session: Session, case: AidCase) -> MonthRun | None:
    """Return the monthly run of a case, None before it has come to it."""
    return session.exec(select(MonthRun).where(MonthRun.case_id == case.id)).first()


def begin_run(work: Work, begun: RunBegun) -> None:
    """Write down which months there are, from the one after the application on; one that runs already goes on."""
    case = find_case(work.session, begun.case_id)
    run, month = run_of(work.session, case), Dossier(work, case).policy.given(case.programme).monthly
    assert month is not None, "policy check lets nothing run that is not given each month"
    if run is not None and run.ended != OFF:
        return
    run = run or MonthRun(case_id=case.id, fen=0, first=work.today, months=0)
    run.fen, run.months, run.ended_on, run.ended = case.amount // case.months, case.months, None, ""
    run.first = days_of(case.opened_at.astimezone(BEIJING).date(), month.day, 1)[0]
    work.session.add(run)
    work.session.flush()


OFF = "off"


def run_off(work: Work, off: RunOff) -> None:
    """Call off the months that are due: the case ended, or goes back to be reviewed."""
    case = find_case(work.session, off.case_id)
    run = run_of(work.session, case)
    if run is not None:
        run.ended_on, run.ended = work.today, OFF
    call_off(work, case)


def call_off(work: Work, case: AidCase) -> None:
    """Call off every month that is due and not paid."""
    for row in months_of(work.session, case):
        if row.state in (MoneyState.DUE, MoneyState.PROPOSED):
            row.state = MoneyState.CANCELLED.value
    work.session.flush()
