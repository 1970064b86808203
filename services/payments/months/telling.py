"""How what is given each month stands, as its worker and its officers read it."""

from collections.abc import Iterator

from domain.payments.money import MoneyState
from domain.platform.text import N_, Money, Sayable, Text, lines, say
from models.payments import MoneyRow, MonthRun
from models.procedure import AidCase
from services.payments.months.becoming_due import days_of_run, month_of
from services.payments.months.beginning import OFF, run_of
from services.payments.rows import months_of
from services.platform.work import Work


def run_told(work: Work, case: AidCase) -> Sayable | None:
    """Return the months with what has come of each; None where nothing is given each month."""
    run = run_of(work.session, case) if case.months else None
    if run is None or run.ended == OFF:
        return None
    return lines(_whole(run), *_each(work, case, run), _rests(run))


def _whole(run: MonthRun) -> Text:
    days = days_of_run(run)
    if not days:
        return say(N_("{amount} a month; it ended before its first month."), amount=Money(run.fen))
    source = N_("{amount} a month, from {first} to {last}:")
    if run.ended:
        source = N_("{amount} a month, from {first} to {last}; it has ended:")
    return say(source, amount=Money(run.fen), first=days[0], last=days[-1])


def _each(work: Work, case: AidCase, run: MonthRun) -> Iterator[Text]:
    latest = {row.period: row for row in months_of(work.session, case)}
    for day in days_of_run(run):
        yield _one(month_of(day), latest.get(month_of(day)))


def _one(month: str, row: MoneyRow | None) -> Text:
    if row is None:
        return say(N_("{month}: not due yet"), month=month)
    if row.state == MoneyState.PAID and row.paid_on is not None:
        return say(N_("{month}: paid on {day}"), month=month, day=row.paid_on)
    return say(_SOURCES[MoneyState(row.state)], month=month)


_SOURCES = {
    MoneyState.DUE: N_("{month}: is being paid"),
    MoneyState.PROPOSED: N_("{month}: came back from the bank; a colleague looks at it"),
    MoneyState.RETURNED: N_("{month}: came back from the bank"),
    MoneyState.CANCELLED: N_("{month}: is not paid"),
    MoneyState.PAID: N_("{month}: paid"),
}


def _rests(run: MonthRun) -> Text | None:
    if run.held_since is None:
        return None
    source = N_("It rests since {since}: {reason}")
    return say(source, since=run.held_since, reason=run.held_reason or "-")
