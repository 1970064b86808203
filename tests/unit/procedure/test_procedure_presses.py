"""No sequence of presses breaks four eyes, skips a step or pays twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from domain.platform.text import Refusal
from domain.procedure.late import close_unheard, hear, lapse, speak_up, take_up
from domain.procedure.procedure import (
    answer_objection,
    confirm_receipt,
    confirm_visit,
    decide,
    dispute_receipt,
    end_notice,
    pay,
    post_notice,
    raise_objection,
    record_visit,
    reopen,
    resubmit,
    uphold_objection,
)
from domain.procedure.returns import money_back, not_back, pay_again
from domain.procedure.state import CaseState, Decision, Payment, Status, Verdict
from domain.procedure.steps import kind_of
from domain.units.steps import StepKind
from tests.data.households import demo
from tests.unit.procedure.test_procedure import ANA, BO, CHEN, DAI, ELI, NOW, SPOUSE, WORKER, a_case

PEOPLE = st.sampled_from([WORKER, SPOUSE, ANA, BO, CHEN, DAI, ELI])
TURNS_BACK = st.sampled_from([0, 0, 0, 0, 1, 2])


class AnyPresses(RuleBasedStateMachine):
    """Officers, worker and clock do anything in any order; what must hold is checked after each press."""

    procedure = "grant"

    def __init__(self) -> None:
        super().__init__()
        self.case = a_case(self.procedure)
        self.now = NOW
        self.times_paid = 0  # and not come back since
        self.came_back = 0
        self.decided_before = 0  # decisions from before the case went back to its review

    def press(self, act: Callable[..., CaseState], *args: Any, **kwargs: Any) -> bool:
        before = self.case
        try:
            self.case = act(before, *args, **kwargs)
        except Refusal:
            assert self.case == before
            return False
        back = (resubmit, reopen, uphold_objection, money_back)
        went_back = act in back and self.case.position < before.position
        assert went_back or self.case.position - before.position in (0, 1)
        if went_back and act is not money_back:
            assert act is uphold_objection or kwargs["changed"]
            self.came_back = 0
            self.decided_before = len(before.decisions)
        return True

    @rule(officer=PEOPLE, verdict=st.sampled_from([*Verdict, Verdict.APPROVE, Verdict.APPROVE]), back=TURNS_BACK,
          reason=st.sampled_from(["why", ""]), ref=st.sampled_from(["NS-1", ""]))  # fmt: skip
    def officer_decides(self, officer: int, verdict: Verdict, back: int, reason: str, ref: str) -> None:
        seen = self.case.turn - back
        self.press(decide, Decision(officer, seen, verdict, self.now, reason, ref))

    @rule(officer=PEOPLE, colleague=PEOPLE)
    def somebody_does_what_is_next(self, officer: int, colleague: int) -> None:
        """Without this, random presses would hardly ever get as far as the money."""
        match self.case.kind:
            case StepKind.NOTICE:
                self.press(post_notice, demo().calendar.notice_window(self.now.date(), 5))
                self.clock_ticks(days=12)
            case StepKind.PAYMENT:
                self.cashier_pays(officer, back=0)
            case _:
                self.press(record_visit, officer)
                self.press(confirm_visit, colleague)
                self.officer_decides(officer, Verdict.APPROVE, back=0, reason="", ref="NS-1")

    @rule(officer=PEOPLE)
    def officer_visits(self, officer: int) -> None:
        self.press(record_visit, officer)

    @rule(officer=PEOPLE)
    def colleague_confirms(self, officer: int) -> None:
        self.press(confirm_visit, officer)

    @rule(officer=PEOPLE, verdict=st.sampled_from([Verdict.RETURN, Verdict.REFUSE]), back=TURNS_BACK)
    def objection_is_found_right(self, officer: int, verdict: Verdict, back: int) -> None:
        self.press(uphold_objection, Decision(officer, self.case.turn - back, verdict, self.now, "why"))

    @rule(changed=st.booleans())
    def refusal_is_found_wrong(self, changed: bool) -> None:
        self.press(reopen, changed=changed)

    @rule(officer=PEOPLE, back=TURNS_BACK)
    def cashier_pays(self, officer: int, back: int) -> None:
        paid_now = self.press(pay, Payment(officer, self.case.turn - back, self.now, self.now.date(), "B-1"))
        self.times_paid += paid_now

    @rule(person=PEOPLE, act=st.sampled_from([resubmit, resubmit, confirm_receipt, dispute_receipt]))
    def worker_presses(self, person: int, act: Callable[..., CaseState]) -> None:
        self.press(act, by=person)

    @rule(officer=PEOPLE)
    def cashier_records_a_return(self, officer: int) -> None:
        if self.press(money_back, by=officer):
            self.times_paid -= 1
            self.came_back += 1

    @rule(officer=PEOPLE)
    def second_officer_lets_it_be_paid_again(self, officer: int) -> None:
        held_by = self.case.held_by
        if self.press(pay_again, by=officer):
            assert officer not in held_by
            assert self.came_back

    @rule(officer=PEOPLE)
    def second_officer_finds_it_had_not_come_back(self, officer: int) -> None:
        paid = Payment(CHEN, self.case.turn, self.now, self.now.date(), "B-1")
        if self.press(not_back, paid, by=officer, disputed=True):
            self.times_paid += 1
            self.came_back -= 1

    @rule(person=PEOPLE, changed=st.booleans())
    def worker_corrects(self, person: int, changed: bool) -> None:
        self.press(resubmit, by=person, changed=changed)

    @rule(late=st.booleans())
    def days_of_the_worker_pass(self, late: bool) -> None:
        until = self.now.date() + timedelta(days=-1 if late else 1)
        if self.case.status is Status.RETURNED:
            self.case = replace(self.case, waits_until=until)
        lapsed = self.press(lapse, today=self.now.date())
        assert not lapsed or late
        was_disputed = self.case.receipt_disputed
        if self.case.kind == StepKind.RECEIPT and self.case.status is Status.OPEN:
            self.case = replace(self.case, waits_until=until)
        if self.press(close_unheard, today=self.now.date()):
            assert late
            assert not was_disputed

    @rule(officer=PEOPLE, arrived=st.booleans(), back=TURNS_BACK)
    def officer_hears_of_the_money(self, officer: int, arrived: bool, back: int) -> None:
        if self.press(hear, by=officer, turn=self.case.turn - back, arrived=arrived):
            assert self.case.payment is not None
            assert officer not in (self.case.payment.officer, WORKER, SPOUSE)

    @rule(person=PEOPLE, confirmed=st.booleans())
    def worker_speaks_up_late(self, person: int, confirmed: bool) -> None:
        before = self.case
        try:
            self.case = speak_up(before, by=person, confirmed=confirmed)
        except Refusal:
            return
        assert before.status is Status.FINISHED
        assert person == WORKER
        assert self.case.payment == before.payment

    @rule(person=PEOPLE, late=st.booleans())
    def worker_takes_it_up(self, person: int, late: bool) -> None:
        today = self.now.date()
        if self.press(take_up, by=person, today=today, until=today - timedelta(days=late)):
            assert person == WORKER
            assert not late

    @rule(act=st.sampled_from([raise_objection, answer_objection, answer_objection]))
    def somebody_objects(self, act: Callable[..., CaseState]) -> None:
        self.press(act)

    @rule()
    def notice_is_posted(self) -> None:
        self.press(post_notice, demo().calendar.notice_window(self.now.date(), 5))

    @rule(days=st.integers(0, 12))
    def clock_ticks(self, days: int) -> None:
        self.now += timedelta(days=days)
        ends_at, objections = self.case.notice_ends_at, self.case.open_objections
        if self.press(end_notice, now=self.now):
            assert ends_at is not None
            assert ends_at <= self.now
            assert not objections

    @invariant()
    def duties_are_apart(self) -> None:
        duties: dict[int, set[StepKind]] = {}
        for decision in self.case.decisions:
            assert decision.step is not None
            if decision.step not in (StepKind.ENTRY, StepKind.NOTICE):
                duties.setdefault(decision.officer, set()).add(decision.step)
        assert all(len(kinds) == 1 for kinds in duties.values())
        for officer in self.case.visitors:
            assert duties.get(officer, {StepKind.REVIEW}) == {StepKind.REVIEW}
        assert not self.case.officers_so_far & self.case.household

    @invariant()
    def no_step_is_skipped(self) -> None:
        since = self.case.decisions[self.decided_before :]
        agreed = [decision.step for decision in since if decision.verdict is Verdict.APPROVE]
        for _ in range(self.came_back):
            agreed.remove(StepKind.PAYMENT)
        passed = [step.kind for step in self.case.steps[: self.case.position]]
        assert agreed == [kind for kind in passed if kind_of(kind).by_officer]
        if StepKind.REVIEW in passed:
            assert len(set(self.case.visitors)) >= 2
        if StepKind.NOTICE in passed:
            assert self.case.notice_ends_at is not None
            assert self.case.notice_ends_at <= self.now

    @invariant()
    def money_is_paid_at_most_once(self) -> None:
        assert self.times_paid == (self.case.payment is not None)
        assert self.times_paid <= 1
        assert not (self.case.payment and self.case.status in (Status.RETURNED, Status.WITHDRAWN, Status.REFUSED))

    @invariant()
    def finished_means_all_steps(self) -> None:
        assert (self.case.status is Status.FINISHED) == (self.case.step is None)


class AnyPressesOnAFile(AnyPresses):
    """The same for a hardship file, which ends with its entry."""

    procedure = "hardship"


MANY = settings(max_examples=150, stateful_step_count=60, deadline=None)


def test_no_presses_break_the_rules_of_a_grant() -> None:
    run_state_machine_as_test(AnyPresses, settings=MANY)


def test_no_presses_break_the_rules_of_a_hardship_file() -> None:
    run_state_machine_as_test(AnyPressesOnAFile, settings=MANY)
