"""Months become due, each on its day and once, however late the clock: and what ends them is looked at each time."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import col, select

from domain.payments.money import MoneyState
from domain.platform.calendar import BEIJING, add_months
from domain.platform.text import N_, say
from domain.policy.caps import MonthEnd
from domain.procedure import returns
from domain.procedure.state import Status
from domain.procedure.steps import named
from models.households import HouseholdFile
from models.payments import MoneyRow, MonthRun
from models.procedure import AidCase
from services.households import class_for_case
from services.payments.cards import card_on_file
from services.payments.due import follow_card
from services.payments.months.beginning import run_of
from services.payments.months.ending import end
from services.payments.once_more import let_have_again
from services.payments.rows import add_month, months_of
from services.platform import audit
from services.platform.work import Work
from services.procedure import (
    Dossier,
    lock,
    move,
    put_before,
    record_decision,
    refresh_prompts,
    state_of,
    subject,
    tell,
)

BACK_WITHIN = timedelta(days=10)  # so long a bank may send the last month back


def let_months_be_due(work: Work) -> None:
    """Write down the months whose day has come, and let what is over go on."""
    there = select(AidCase.id).where(col(AidCase.step).in_(named(lambda kind: kind.runs)))
    for case_id in work.session.exec(there.where(AidCase.status == Status.OPEN.value).order_by(col(AidCase.id))).all():
        case = lock(work.session, case_id)
        run = run_of(work.session, case)
        if run is not None:
            let_be_due(work, case, run)
            _let_go_on(work, case, run)


def let_be_due(work: Work, case: AidCase, run: MonthRun) -> None:
    """Write down the months of one case whose day has come; while it is held they wait."""
    follow_card(work, case)
    came = [_add(work, case, run, day) for day in _new(work, case, run)]
    if came:
        put_before(work, case, f"step:{case.version}", ())
        refresh_prompts(work, case)


def _new(work: Work, case: AidCase, run: MonthRun) -> Iterator[date]:
    there = {row.period for row in months_of(work.session, case)}
    for day in days_of_run(run):
        if day > work.today or run.held_since is not None or _rests(work, case):
            return
        if month_of(day) in there:
            continue
        if (why := _what_ends(work, case, day)) is not None:
            end(work, case, run, why, on=day)
            return
        yield day


def _rests(work: Work, case: AidCase) -> bool:
    """Say whether the file rests: what is given each month waits, and its months become due once it is open again."""
    file = work.session.get(HouseholdFile, case.household_id) if case.household_id else None
    return file is not None and file.suspended_on is not None


def days_of_run(run: MonthRun) -> tuple[date, ...]:
    """Return the day of each of its months, none after it was ended."""
    days = (add_months(run.first, number) for number in range(run.months))
    return tuple(day for day in days if run.ended_on is None or day <= run.ended_on)


def month_of(day: date) -> str:
    """Return how a month is kept and shown, such as "2027-05"."""
    return f"{day:%Y-%m}"


def _add(work: Work, case: AidCase, run: MonthRun, day: date) -> MoneyRow:
    return add_month(work, case, month_of(day), run.fen, card_on_file(work.session, case))


def _what_ends(work: Work, case: AidCase, day: date) -> MonthEnd | None:
    """Return what, by the case's own policy, has ended it by the day of a month."""
    policy = Dossier(work, case).policy
    programme = policy.given(case.programme)
    file = work.session.get(HouseholdFile, case.household_id) if case.household_id else None
    ends = programme.monthly.ends if programme.monthly else ()
    if file is None:
        return None
    closed = file.closed_at is not None and file.closed_at.astimezone(BEIJING).date() <= day
    if closed and MonthEnd.FILE_CLOSED in ends:
        return MonthEnd.FILE_CLOSED
    now = class_for_case(work, file, policy, programme, on=day)
    is_lost = (file.class_on or day) <= day and not programme.keeps(now, case.household_class)
    return MonthEnd.CLASS_LOST if is_lost and MonthEnd.CLASS_LOST in ends else None


def _let_go_on(work: Work, case: AidCase, run: MonthRun) -> None:
    """It is over once every month is paid and a bank would have sent the last one back by now."""
    latest = {row.period: row for row in months_of(work.session, case)}
    rows = [latest.get(month_of(day)) for day in days_of_run(run)]
    if any(row is None or row.state != MoneyState.PAID for row in rows):
        return
    paid_on = max((row.paid_on for row in rows if row and row.paid_on), default=None)
    if paid_on is not None and paid_on + BACK_WITHIN > work.today:
        return
    after = returns.end_run(state_of(work, case))
    record_decision(work, case, "run_over", person_id=None, role="")
    audit.note(work, None, N_("all months are paid"), subject(case))
    move(work, case, after, say(N_("All of its months are paid.")))
    let_have_again(work, case)
    if not run.ended:
        source = N_("All months of case {number} are paid, and it is finished. If you still need it, ask again: /apply")
        tell(work, case, say(source, number=case.number))
