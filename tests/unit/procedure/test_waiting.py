"""A returned case has days: reminders, an end that never comes unforeseen, and a way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.platform.calendar import BEIJING, WorkingCalendar
from domain.policy.waits import Patience, Waiting
from domain.procedure import refusals
from domain.procedure.checks import check_open
from domain.procedure.late import close_unheard, hear, lapse, speak_up, take_up
from domain.procedure.procedure import decide, open_case, resubmit, withdraw
from domain.procedure.state import CaseState, Decision, Status, Verdict
from domain.procedure.steps import KINDS, kind_of
from domain.procedure.waiting import WaitsFor, patience_of, waits_for
from domain.units.steps import StepKind
from tests.data.households import demo
from tests.unit.procedure.test_procedure import DAI, ELI, approved, paid

WORKER, SPOUSE, ANA = 1, 2, 3
MONDAY = date(2026, 7, 20)
UNTIL = date(2026, 8, 19)
CALENDAR = demo().calendar
PATIENCE = Patience(remind_after_days=(5, 10), ends_after_days=30)


def returned() -> CaseState:
    case = open_case("A-1", demo().steps("grant"), applicant=WORKER, household=frozenset({SPOUSE}), amount=750000)
    at = datetime(2026, 7, 20, 9, tzinfo=BEIJING)
    after = decide(case, Decision(ANA, case.turn, Verdict.RETURN, at, reason="a paper is missing"))
    return replace(after, waits_until=UNTIL)


def lapsed() -> CaseState:
    return lapse(returned(), today=UNTIL + timedelta(days=1))


# The transitions ------------------------------------------------------------------------------------------------------


def test_a_returned_case_lapses_when_its_days_are_over() -> None:
    with pytest.raises(refusals.StillTime):
        lapse(returned(), today=UNTIL)
    case = lapsed()
    assert (case.status, case.turn, case.position) == (Status.LAPSED, returned().turn + 1, returned().position)
    assert case.status.is_closed
    assert case.status.came_to_nothing
    assert case.decider is None


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.RETURNED])
def test_nothing_else_lapses(status: Status) -> None:
    with pytest.raises(refusals.NotReturned):
        lapse(replace(returned(), status=status), today=date(2027, 1, 1))


def test_what_has_lapsed_goes_on_only_after_it_was_taken_up() -> None:
    case = lapsed()
    with pytest.raises(refusals.HasLapsed):
        resubmit(case, by=WORKER)
    with pytest.raises(refusals.CaseAlreadyClosed):
        withdraw(case, by=WORKER)
    with pytest.raises(refusals.CaseAlreadyClosed):
        check_open(case, case.turn)
    again = take_up(case, by=WORKER, today=date(2026, 9, 1), until=date(2026, 11, 18))
    assert (again.status, again.turn, again.position) == (Status.RETURNED, case.turn + 1, case.position)
    assert resubmit(again, by=WORKER).status is Status.OPEN


def test_only_its_worker_takes_it_up_and_only_for_a_time() -> None:
    with pytest.raises(refusals.NotYourCase):
        take_up(lapsed(), by=SPOUSE, today=UNTIL, until=UNTIL)
    with pytest.raises(refusals.TooLateToTakeUp):
        take_up(lapsed(), by=WORKER, today=UNTIL + timedelta(days=1), until=UNTIL)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.LAPSED])
def test_only_what_has_lapsed_is_taken_up(status: Status) -> None:
    with pytest.raises(refusals.NotLapsed):
        take_up(replace(returned(), status=status), by=WORKER, today=UNTIL, until=UNTIL)


# The days -------------------------------------------------------------------------------------------------------------


def test_days_that_nobody_works_move_on() -> None:
    began = PATIENCE.begun(MONDAY, CALENDAR)
    assert began == Waiting(MONDAY, 0, date(2026, 8, 19), date(2026, 7, 27)), "Saturday the 25th moves to Monday"
    once = PATIENCE.reminded(began, date(2026, 7, 27), CALENDAR)
    assert once == Waiting(MONDAY, 1, date(2026, 8, 19), date(2026, 7, 30)), "on its day: the last day stays"
    twice = PATIENCE.reminded(once, date(2026, 7, 30), CALENDAR)
    assert twice == Waiting(MONDAY, 2, date(2026, 8, 19), date(2026, 8, 20))
    assert PATIENCE.is_last(twice)
    assert PATIENCE.begun(date(2026, 9, 1), CALENDAR).until == date(2026, 10, 8), "the holidays of October"


def test_a_clock_that_jumped_reminds_once_and_then_gives_the_days() -> None:
    later = PATIENCE.reminded(PATIENCE.begun(MONDAY, CALENDAR), date(2027, 7, 20), CALENDAR)
    assert later.reminded == 2
    assert later.until == date(2027, 8, 9)
    assert later.call_on == date(2027, 8, 10)


def test_a_last_day_that_became_a_holiday_moves_on_and_a_reminder_sent_late_gives_the_days() -> None:
    told = PATIENCE.reminded(PATIENCE.begun(MONDAY, CALENDAR), date(2026, 7, 30), CALENDAR)
    assert PATIENCE.counted_anew(told, date(2026, 7, 30), CALENDAR) == told
    announced = WorkingCalendar(holidays=frozenset({date(2026, 8, 19), date(2026, 8, 20)}))
    assert PATIENCE.counted_anew(told, None, announced).until == date(2026, 8, 21)
    assert PATIENCE.counted_anew(told, date(2026, 8, 6), CALENDAR).until == date(2026, 8, 26)


@example({1, 26}, 1, [36])  # the reminder moves over a weekend, the one day after it must not
@given(
    st.sets(st.integers(1, 60), min_size=1, max_size=4),
    st.integers(1, 60),
    st.lists(st.integers(1, 400), min_size=1, max_size=8),
)
def test_whenever_the_clock_runs_whoever_was_reminded_keeps_the_days(
    reminders: set[int], more: int, jumps: list[int]
) -> None:
    patience = Patience(remind_after_days=tuple(sorted(reminders)), ends_after_days=max(reminders) + more)
    calendar, today = WorkingCalendar(), MONDAY
    waiting, said = patience.begun(MONDAY, calendar), None
    for jump in jumps:
        today += timedelta(days=jump)
        if today < waiting.call_on:
            continue
        if patience.is_last(waiting):
            assert said is not None
            assert today > waiting.until
            assert today - said >= timedelta(days=more - 2), "a weekend at the most lies between"
            return
        before = waiting
        waiting, said = patience.reminded(waiting, today, calendar), today
        assert waiting.reminded > before.reminded
        assert waiting.until >= before.until
        assert waiting.call_on > today


@pytest.mark.parametrize(
    ("reminders", "ends"), [((), 30), ((10, 5), 30), ((5, 5), 30), ((5, 10), 10), ((0,), 5), ((5,), 731)]
)
def test_a_patience_that_makes_no_sense_is_refused(reminders: tuple[int, ...], ends: int) -> None:
    with pytest.raises(ValidationError):
        Patience(remind_after_days=reminders, ends_after_days=ends)


# Whether the money came ----------------------------------------------------------------------------------------------


def at_receipt(**more: Any) -> CaseState:
    return replace(paid(), waits_until=UNTIL, **more)


def unheard() -> CaseState:
    return close_unheard(at_receipt(), today=UNTIL + timedelta(days=1))


def test_what_nobody_said_anything_about_is_closed_as_paid() -> None:
    with pytest.raises(refusals.StillTime):
        close_unheard(at_receipt(), today=UNTIL)
    with pytest.raises(refusals.NotThisStep):
        close_unheard(at_receipt(receipt_disputed=True), today=date(2027, 1, 1))
    with pytest.raises(refusals.NotThisStep):
        close_unheard(approved(), today=date(2027, 1, 1))
    case = unheard()
    assert (case.status, case.step, case.payment) == (Status.FINISHED, None, paid().payment)
    with pytest.raises(refusals.CaseAlreadyClosed):
        close_unheard(case, today=date(2027, 1, 1))


def test_the_worker_may_say_late_that_it_did_not_come() -> None:
    again = speak_up(unheard(), by=WORKER, confirmed=False)
    assert (again.status, again.kind, again.receipt_disputed) == (Status.OPEN, StepKind.RECEIPT, True)
    assert again.turn > unheard().turn
    with pytest.raises(refusals.NotYourCase):
        speak_up(unheard(), by=SPOUSE, confirmed=False)
    with pytest.raises(refusals.CaseAlreadyClosed):
        speak_up(unheard(), by=WORKER, confirmed=True)
    with pytest.raises(refusals.CaseAlreadyClosed):
        speak_up(at_receipt(), by=WORKER, confirmed=False)


def test_an_officer_writes_down_what_the_worker_says() -> None:
    case = at_receipt()
    assert hear(case, by=ELI, turn=case.turn, arrived=True).status is Status.FINISHED
    assert hear(case, by=ELI, turn=case.turn, arrived=False).receipt_disputed
    with pytest.raises(refusals.SecondPairOfEyesNeeded):
        hear(case, by=DAI, turn=case.turn, arrived=True)
    with pytest.raises(refusals.OwnHousehold):
        hear(case, by=SPOUSE, turn=case.turn, arrived=True)
    with pytest.raises(refusals.NotThisStep):
        hear(case, by=ELI, turn=case.turn - 1, arrived=True)
    with pytest.raises(refusals.NotThisStep):
        hear(approved(), by=ELI, turn=approved().turn, arrived=True)
    with pytest.raises(refusals.CaseAlreadyClosed):
        hear(unheard(), by=ELI, turn=unheard().turn, arrived=True)


# Whom everything waits for -------------------------------------------------------------------------------------------


USED = {step.kind for name in ("hardship", "grant") for step in demo().steps(name)}


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS.values()])
def test_every_case_that_goes_on_waits_for_somebody_with_a_clock(kind: StepKind) -> None:
    """An officer decides it in so many days, a notice ends by itself, or the worker has days of the policy."""
    waits = demo().waits
    assert waits_for(Status.RETURNED, kind) is WaitsFor.RETURNED
    for status in Status:
        what = waits_for(status, kind)
        assert what is None or patience_of(waits, what).ends_after_days
        assert not (status.is_closed and what)
    steps = [step for name in ("hardship", "grant") for step in demo().steps(name) if step.kind == kind]
    in_time = all(step.days for step in steps) if kind_of(kind).by_officer else kind == StepKind.NOTICE
    assert steps or kind not in USED
    assert in_time or waits_for(Status.OPEN, kind)
    assert waits_for(Status.OPEN, StepKind.RECEIPT, disputed=True) is None, "then the cashier looks for it"
