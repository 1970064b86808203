"""The procedure: what each press does, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.platform.calendar import BEIJING
from domain.platform.fields import read_fen
from domain.platform.text import Refusal
from domain.procedure import refusals
from domain.procedure.procedure import (
    answer_objection,
    appeal,
    call_off,
    confirm_receipt,
    confirm_visit,
    decide,
    dispute_receipt,
    end_notice,
    goes_along,
    open_case,
    pay,
    post_notice,
    raise_objection,
    record_visit,
    reopen,
    resubmit,
    review_anew,
    uphold_objection,
    withdraw,
)
from domain.procedure.returns import money_back, not_back, pay_again
from domain.procedure.state import CaseState, Decision, Payment, Status, Verdict
from domain.procedure.steps import kind_of
from domain.units.steps import Band, Level, Role, Step, StepKind
from tests.data.households import demo

NOW = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
AFTER_NOTICE = datetime(2026, 8, 18, tzinfo=BEIJING)
WORKER, SPOUSE, ANA, BO, CHEN, DAI, ELI, FAN = range(1, 9)
WINDOW = demo().calendar.notice_window(NOW.date(), 5)


def a_case(procedure: str = "grant") -> CaseState:
    return open_case("A-1", demo().steps(procedure), applicant=WORKER, household=frozenset({SPOUSE}), amount=750000)


def by(officer: int, case: CaseState, verdict: Verdict = Verdict.APPROVE, reason: str = "", ref: str = "") -> Decision:
    return Decision(officer, case.turn, verdict, NOW, reason=reason, reference=ref)


def visited(case: CaseState) -> CaseState:
    for officer in (ANA, BO):
        case = record_visit(case, officer)
    return case


def reviewed(procedure: str = "grant") -> CaseState:
    case = visited(a_case(procedure))
    return decide(case, by(ANA, case))


def noticed(procedure: str = "grant") -> CaseState:
    return end_notice(post_notice(reviewed(procedure), WINDOW), now=AFTER_NOTICE)


def approved(procedure: str = "grant") -> CaseState:
    case = noticed(procedure)
    return decide(case, by(CHEN, case))


def payment(officer: int, case: CaseState, reference: str = "BANK-1") -> Payment:
    return Payment(officer, case.turn, NOW, NOW.date(), reference)


def paid() -> CaseState:
    case = approved()
    return pay(case, payment(DAI, case))


def refused(refusal: type[Refusal], act: Callable[..., CaseState], *args: Any, **kwargs: Any) -> None:
    with pytest.raises(refusal) as caught:
        act(*args, **kwargs)
    assert caught.value.said.source.format(**caught.value.said.args)


# The road -------------------------------------------------------------------------------------------------------------


def test_a_grant_goes_from_review_to_the_workers_hand() -> None:
    kinds = [case.kind for case in (a_case(), reviewed(), noticed(), approved(), paid())]
    assert kinds == [StepKind.REVIEW, StepKind.NOTICE, StepKind.APPROVAL, StepKind.PAYMENT, StepKind.RECEIPT]
    done = confirm_receipt(paid(), by=WORKER)
    assert (done.status, done.step, done.decider) == (Status.FINISHED, None, None)


def test_a_hardship_file_ends_with_its_entry_and_the_systems_number() -> None:
    case = approved("hardship")
    refused(refusals.ReferenceNeeded, decide, case, by(ELI, case))
    done = decide(case, by(ELI, case, ref="NS-2026-1"))
    assert (done.status, done.decisions[-1].step, done.decisions[-1].reference) == (
        Status.FINISHED, StepKind.ENTRY, "NS-2026-1",
    )  # fmt: skip


def test_each_step_is_recorded_with_who_and_why() -> None:
    assert [(decision.officer, decision.step) for decision in paid().decisions] == [
        (ANA, StepKind.REVIEW), (CHEN, StepKind.APPROVAL), (DAI, StepKind.PAYMENT),
    ]  # fmt: skip
    assert paid().officers_so_far == {ANA, BO, CHEN, DAI}


# Four eyes ------------------------------------------------------------------------------------------------------------


def test_the_reviewer_and_both_visitors_cannot_approve() -> None:
    case = noticed()
    for officer in (ANA, BO):
        refused(refusals.SecondPairOfEyesNeeded, decide, case, by(officer, case))


def test_reviewer_visitor_and_approver_cannot_pay() -> None:
    case = approved()
    for officer in (ANA, BO, CHEN):
        refused(refusals.SecondPairOfEyesNeeded, pay, case, payment(officer, case))


def test_an_officer_who_only_returned_the_review_cannot_approve_it_later() -> None:
    case = a_case()
    case = resubmit(decide(case, by(ELI, case, Verdict.RETURN, "a paper is missing")), by=WORKER)
    case = visited(case)
    case = decide(case, by(ANA, case))
    case = end_notice(post_notice(case, WINDOW), now=AFTER_NOTICE)
    refused(refusals.SecondPairOfEyesNeeded, decide, case, by(ELI, case))


def test_a_visitor_may_review() -> None:
    case = visited(a_case())
    assert decide(case, by(BO, case)).kind == StepKind.NOTICE


@pytest.mark.parametrize("person", [WORKER, SPOUSE])
def test_nobody_acts_on_their_own_household(person: int) -> None:
    case = visited(a_case())
    refused(refusals.OwnHousehold, decide, case, by(person, case))
    refused(refusals.OwnHousehold, record_visit, a_case(), person)
    refused(refusals.OwnHousehold, confirm_visit, a_case(), person)
    refused(refusals.OwnHousehold, decide, noticed(), by(person, noticed()))
    refused(refusals.OwnHousehold, decide, approved("hardship"), by(person, approved("hardship"), ref="1"))
    refused(refusals.OwnHousehold, pay, approved(), payment(person, approved()))


# The visit ------------------------------------------------------------------------------------------------------------


def test_a_review_needs_the_visit_of_two() -> None:
    case = a_case()
    refused(refusals.VisitMissing, decide, case, by(ANA, case))
    once = record_visit(case, ANA)
    refused(refusals.VisitMissing, decide, once, by(ANA, once))
    refused(refusals.SecondVisitorNeeded, record_visit, once, ANA)
    assert visited(case).visitors == (ANA, BO)
    refused(refusals.VisitAlreadyRecorded, record_visit, visited(case), CHEN)


def test_the_colleague_who_went_along_counts_once_they_confirm() -> None:
    case = confirm_visit(record_visit(a_case(), ANA), BO)
    assert case.visitors == (ANA, BO)
    assert confirm_visit(case, BO) == case
    assert confirm_visit(case, CHEN).visitors == (ANA, BO, CHEN)
    returned = decide(case, by(ANA, case, Verdict.RETURN, "why"))
    refused(refusals.NotThisStep, confirm_visit, returned, BO)


def test_who_approved_or_refused_a_case_does_not_visit_its_home_when_it_is_reviewed_anew() -> None:
    case = noticed()
    anew = reopen(decide(case, by(CHEN, case, Verdict.REFUSE, "why")), changed=True)
    refused(refusals.SecondPairOfEyesNeeded, record_visit, anew, CHEN)
    refused(refusals.SecondPairOfEyesNeeded, confirm_visit, anew, CHEN)
    assert confirm_visit(anew, DAI).visitors == (ANA, BO, DAI)


def test_a_visit_may_be_recorded_where_none_is_asked_for() -> None:
    review = a_case().steps[0].model_copy(update={"visitors": 0})
    case = open_case("A-1", (review,), applicant=WORKER, household=frozenset())
    once = record_visit(case, ANA)
    refused(refusals.VisitAlreadyRecorded, record_visit, once, BO)


def test_a_case_goes_along_with_its_household_until_it_is_reviewed() -> None:
    case = visited(a_case())
    returned = decide(case, by(ANA, case, Verdict.RETURN, "why"))
    assert [goes_along(one) for one in (case, returned, reviewed(), withdraw(case, by=WORKER))] == [
        True, True, False, False,
    ]  # fmt: skip


def test_without_a_visit_a_case_can_still_be_returned_or_refused() -> None:
    case = a_case()
    assert decide(case, by(ANA, case, Verdict.RETURN, "why")).status is Status.RETURNED
    assert decide(case, by(ANA, case, Verdict.REFUSE, "why")).status is Status.REFUSED


def test_a_visit_belongs_to_the_review() -> None:
    refused(refusals.NotThisStep, record_visit, noticed(), ELI)
    refused(refusals.NotThisStep, confirm_visit, noticed(), ELI)


# Return, refuse, withdraw ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [Verdict.RETURN, Verdict.REFUSE])
def test_a_no_needs_a_reason(verdict: Verdict) -> None:
    case = a_case()
    refused(refusals.ReasonNeeded, decide, case, by(ANA, case, verdict, "  "))


def test_a_returned_case_is_decided_again_at_the_same_step() -> None:
    case = noticed()
    returned = decide(case, by(CHEN, case, Verdict.RETURN, "the letter cannot be read"))
    assert (returned.status, returned.kind, returned.decider) == (Status.RETURNED, StepKind.APPROVAL, None)
    refused(refusals.CaseIsWithWorker, decide, returned, by(CHEN, returned))
    again = resubmit(returned, by=WORKER)
    assert (again.status, again.kind) == (Status.OPEN, StepKind.APPROVAL)
    assert decide(again, by(CHEN, again)).kind == StepKind.PAYMENT
    refused(refusals.NotReturned, resubmit, again, by=WORKER)
    refused(refusals.NotYourCase, resubmit, returned, by=SPOUSE)


def test_a_change_after_the_notice_is_reviewed_and_posted_again() -> None:
    case = approved()
    returned = decide(case, by(DAI, case, Verdict.RETURN, "the sum is wrong"))
    again = resubmit(returned, by=WORKER, changed=True)
    assert (again.status, again.kind, again.notice_ends_at) == (Status.OPEN, StepKind.REVIEW, None)
    posted = post_notice(decide(again, by(ANA, again)), WINDOW)
    refused(refusals.NoticeNotOver, end_notice, posted, now=NOW)
    assert resubmit(returned, by=WORKER).kind == StepKind.PAYMENT


def test_a_change_after_the_review_is_reviewed_again_without_a_notice_too() -> None:
    steps = tuple(step for step in a_case().steps if step.kind != StepKind.NOTICE)
    case = replace(noticed(), steps=steps, position=1)
    returned = decide(case, by(CHEN, case, Verdict.RETURN, "why"))
    assert resubmit(returned, by=WORKER).kind == StepKind.APPROVAL
    assert resubmit(returned, by=WORKER, changed=True).kind == StepKind.REVIEW


def test_a_refusal_that_was_wrong_is_reviewed_again_when_something_changed_meanwhile() -> None:
    case = noticed()
    refused_once = decide(case, by(CHEN, case, Verdict.REFUSE, "why"))
    assert reopen(refused_once).kind == StepKind.APPROVAL
    anew = reopen(refused_once, changed=True)
    assert (anew.kind, anew.status, anew.notice_ends_at) == (StepKind.REVIEW, Status.OPEN, None)


def test_what_changed_by_another_road_is_reviewed_anew_until_it_is_paid() -> None:
    anew = review_anew(approved())
    assert (anew.kind, anew.turn, anew.notice_ends_at) == (StepKind.REVIEW, approved().turn + 1, None)
    refused(refusals.NotThisStep, review_anew, a_case())
    paid = pay(approved(), Payment(DAI, approved().turn, NOW, NOW.date(), "B-1"))
    refused(refusals.NotThisStep, review_anew, paid)
    refused(refusals.NotThisStep, review_anew, decide(approved(), by(DAI, approved(), Verdict.RETURN, "why")))


def test_a_change_before_the_notice_stays_with_the_review() -> None:
    case = a_case()
    again = resubmit(decide(case, by(ANA, case, Verdict.RETURN, "why")), by=WORKER, changed=True)
    assert again.kind == StepKind.REVIEW


def test_who_refused_a_case_does_not_decide_it_anew() -> None:
    case = noticed()
    refused_once = decide(case, by(CHEN, case, Verdict.REFUSE, "why"))
    anew = reopen(appeal(refused_once, by=WORKER))
    refused(refusals.SecondPairOfEyesNeeded, decide, anew, by(CHEN, anew))
    assert decide(anew, by(ELI, anew)).kind == StepKind.PAYMENT
    refused(refusals.NotThisStep, decide, anew, by(ELI, refused_once))


def test_only_a_refusal_is_objected_to_and_decided_anew_and_only_by_its_worker() -> None:
    refused(refusals.NotRefused, appeal, noticed(), by=WORKER)
    refused(refusals.NotRefused, reopen, noticed())
    refused_once = decide(noticed(), by(CHEN, noticed(), Verdict.REFUSE, "why"))
    refused(refusals.NotYourCase, appeal, refused_once, by=SPOUSE)


def test_the_cashier_may_return_a_wrong_card_but_not_approve_without_paying() -> None:
    case = approved()
    refused(refusals.VerdictNotHere, decide, case, by(DAI, case))
    refused(refusals.VerdictNotHere, decide, case, by(DAI, case, Verdict.REFUSE, "no"))
    again = resubmit(decide(case, by(DAI, case, Verdict.RETURN, "card closed")), by=WORKER)
    assert pay(again, payment(DAI, again)).kind == StepKind.RECEIPT


def test_an_officer_cannot_withdraw_for_the_worker() -> None:
    case = a_case()
    refused(refusals.VerdictNotHere, decide, case, by(ANA, case, Verdict.WITHDRAW, "x"))


def test_the_worker_withdraws_until_the_money_is_paid() -> None:
    for case in (a_case(), reviewed(), noticed(), approved()):
        assert withdraw(case, by=WORKER).status is Status.WITHDRAWN
        refused(refusals.NotYourCase, withdraw, case, by=ANA)
    refused(refusals.AlreadyPaid, withdraw, paid(), by=WORKER)


def test_nothing_happens_to_a_closed_case() -> None:
    case = withdraw(a_case(), by=WORKER)
    refused(refusals.CaseAlreadyClosed, decide, case, by(ANA, case))
    refused(refusals.CaseAlreadyClosed, withdraw, case, by=WORKER)
    refused(refusals.CaseAlreadyClosed, record_visit, case, ANA)
    refused(refusals.CaseAlreadyClosed, end_notice, case, now=AFTER_NOTICE)
    refused(refusals.CaseAlreadyClosed, pay, case, payment(DAI, case))
    refused(refusals.CaseAlreadyClosed, confirm_receipt, confirm_receipt(paid(), by=WORKER), by=WORKER)


def test_a_stale_press_changes_nothing() -> None:
    case = visited(a_case())
    press = by(ANA, case)
    after = decide(case, press)
    refused(refusals.NotThisStep, decide, after, press)
    again = resubmit(decide(case, by(ANA, case, Verdict.RETURN, "why")), by=WORKER)
    assert again.kind == case.kind
    refused(refusals.NotThisStep, decide, again, press)


# Notice ---------------------------------------------------------------------------------------------------------------


def test_a_notice_ends_only_after_its_window() -> None:
    case = reviewed()
    refused(refusals.NoticeNotPosted, end_notice, case, now=AFTER_NOTICE)
    posted = post_notice(case, WINDOW)
    refused(refusals.NoticeNotOver, end_notice, posted, now=AFTER_NOTICE - timedelta(seconds=1))
    assert end_notice(posted, now=AFTER_NOTICE).kind == StepKind.APPROVAL
    later = demo().calendar.notice_window(date(2026, 9, 1), 5)
    assert post_notice(posted, later) == posted
    refused(refusals.NotThisStep, post_notice, noticed(), WINDOW)


def test_no_officer_decides_a_notice() -> None:
    case = reviewed()
    refused(refusals.VerdictNotHere, decide, case, by(CHEN, case))


def test_an_objection_stops_the_case_until_it_is_answered() -> None:
    posted = raise_objection(raise_objection(post_notice(reviewed(), WINDOW)))
    refused(refusals.ObjectionOpen, end_notice, posted, now=AFTER_NOTICE)
    one_left = answer_objection(posted)
    refused(refusals.ObjectionOpen, end_notice, one_left, now=AFTER_NOTICE)
    answered = answer_objection(one_left)
    refused(refusals.NoObjectionOpen, answer_objection, answered)
    assert end_notice(answered, now=AFTER_NOTICE).kind == StepKind.APPROVAL


def objected() -> CaseState:
    return raise_objection(post_notice(reviewed(), WINDOW))


def test_an_objection_found_right_sends_the_case_back_to_its_beginning() -> None:
    case = objected()
    returned = uphold_objection(case, by(CHEN, case, Verdict.RETURN, "two homes"))
    assert (returned.status, returned.kind, returned.open_objections) == (Status.RETURNED, StepKind.REVIEW, 0)
    again = resubmit(returned, by=WORKER)
    refused(refusals.NotThisStep, decide, again, by(ANA, case))
    refused(refusals.NoticeNotPosted, end_notice, decide(again, by(ANA, again)), now=AFTER_NOTICE)


def test_an_objection_found_right_can_refuse_the_case_which_is_posted_anew_if_that_was_wrong() -> None:
    case = objected()
    closed = uphold_objection(case, by(CHEN, case, Verdict.REFUSE, "two homes"))
    assert (closed.status, closed.decisions[-1].step) == (Status.REFUSED, StepKind.NOTICE)
    refused(refusals.NoticeNotPosted, end_notice, reopen(closed), now=AFTER_NOTICE)


def test_an_objection_is_upheld_with_a_reason_while_the_notice_is_up() -> None:
    case = objected()
    refused(refusals.ReasonNeeded, uphold_objection, case, by(CHEN, case, Verdict.RETURN, " "))
    refused(refusals.OwnHousehold, uphold_objection, case, by(SPOUSE, case, Verdict.RETURN, "why"))
    refused(refusals.VerdictNotHere, uphold_objection, case, by(CHEN, case, Verdict.APPROVE, "why"))
    refused(refusals.NoObjectionOpen, uphold_objection, answer_objection(case), by(CHEN, case, Verdict.RETURN, "why"))
    refused(refusals.NotThisStep, uphold_objection, noticed(), by(CHEN, noticed(), Verdict.RETURN, "why"))
    taken_back = withdraw(case, by=WORKER)
    refused(refusals.CaseAlreadyClosed, uphold_objection, taken_back, by(CHEN, taken_back, Verdict.RETURN, "why"))


def test_an_objection_that_slipped_through_still_blocks_the_approval() -> None:
    case = replace(noticed(), open_objections=1)
    refused(refusals.ObjectionOpen, decide, case, by(CHEN, case))


# Money ----------------------------------------------------------------------------------------------------------------


def test_money_is_paid_once() -> None:
    case = paid()
    refused(refusals.AlreadyPaid, pay, case, payment(DAI, case))
    refused(refusals.AlreadyPaid, pay, confirm_receipt(case, by=WORKER), payment(DAI, case))


def test_a_payment_needs_the_banks_reference() -> None:
    case = approved()
    refused(refusals.ReferenceNeeded, pay, case, payment(DAI, case, " "))


def test_nothing_is_paid_before_approval() -> None:
    case = noticed()
    refused(refusals.NotThisStep, pay, case, payment(DAI, case))


def test_money_that_did_not_come_keeps_the_case_open() -> None:
    case = dispute_receipt(paid(), by=WORKER)
    assert (case.receipt_disputed, case.status, case.kind) == (True, Status.OPEN, StepKind.RECEIPT)
    refused(refusals.AlreadyPaid, pay, case, payment(DAI, case))
    done = confirm_receipt(case, by=WORKER)
    assert (done.receipt_disputed, done.status) == (False, Status.FINISHED)


def test_money_that_came_back_is_no_payment_any_more_and_waits_for_a_second_officer() -> None:
    case = money_back(dispute_receipt(paid(), by=WORKER), by=DAI)
    assert (case.kind, case.payment, case.receipt_disputed, case.decider) == (StepKind.PAYMENT, None, False, None)
    for officer in (DAI, FAN):
        refused(refusals.MoneyHeld, pay, case, payment(officer, case))
        refused(refusals.MoneyHeld, decide, case, by(officer, case, Verdict.RETURN))
    refused(refusals.ReceiptNotDue, confirm_receipt, case, by=WORKER)


def test_who_paid_or_recorded_the_return_or_approved_is_no_second_officer() -> None:
    case = money_back(paid(), by=FAN)
    for officer in (DAI, FAN, CHEN):
        refused(refusals.SecondPairOfEyesNeeded, pay_again, case, by=officer)
    refused(refusals.OwnHousehold, pay_again, case, by=SPOUSE)
    case = pay_again(case, by=ELI)
    assert case.decider is not None
    refused(refusals.SecondPairOfEyesNeeded, pay, case, payment(ELI, case))
    assert pay(case, payment(DAI, case)).kind == StepKind.RECEIPT


def test_nothing_comes_back_that_was_not_paid_and_nothing_is_let_go_that_did_not_come_back() -> None:
    refused(refusals.NotThisStep, money_back, approved(), by=DAI)
    refused(refusals.CaseAlreadyClosed, money_back, confirm_receipt(paid(), by=WORKER), by=DAI)
    refused(refusals.OwnHousehold, money_back, paid(), by=SPOUSE)
    for case in (approved(), paid(), pay_again(money_back(paid(), by=DAI), by=ELI)):
        refused(refusals.NotThisStep, pay_again, case, by=ELI)
        refused(refusals.NotThisStep, not_back, case, payment(DAI, case), by=ELI, disputed=True)


def test_a_return_that_was_none_leaves_the_payment_as_it_was() -> None:
    case = paid()
    assert case.payment is not None
    back = money_back(case, by=DAI)
    refused(refusals.SecondPairOfEyesNeeded, not_back, back, case.payment, by=DAI, disputed=True)
    again = not_back(back, case.payment, by=ELI, disputed=True)
    assert (again.kind, again.payment, again.receipt_disputed) == (StepKind.RECEIPT, case.payment, True)
    refused(refusals.AlreadyPaid, pay, again, payment(FAN, again))


def test_what_came_back_can_be_taken_back_by_the_worker() -> None:
    assert withdraw(money_back(paid(), by=DAI), by=WORKER).status is Status.WITHDRAWN


def test_only_the_applicant_confirms_and_only_after_payment() -> None:
    refused(refusals.NotYourCase, confirm_receipt, paid(), by=SPOUSE)
    refused(refusals.ReceiptNotDue, confirm_receipt, approved(), by=WORKER)
    refused(refusals.ReceiptNotDue, dispute_receipt, approved(), by=WORKER)


# Settled at a visit ---------------------------------------------------------------------------------------------------


def test_what_was_settled_at_a_visit_begins_with_its_approval_and_is_never_returned() -> None:
    case = a_case("warmth")
    assert case.kind == StepKind.APPROVAL
    refused(refusals.VerdictNotHere, decide, case, by(CHEN, case, Verdict.RETURN, "why"))
    case = decide(case, by(CHEN, case))
    refused(refusals.VerdictNotHere, decide, case, by(DAI, case, Verdict.RETURN, "why"))
    assert pay(case, payment(DAI, case)).kind == StepKind.RECEIPT


def test_it_is_called_off_before_the_approval_only_and_not_for_the_own_household() -> None:
    case = a_case("warmth")
    refused(refusals.OwnHousehold, call_off, case, by=SPOUSE)
    assert call_off(case, by=ANA).status is Status.WITHDRAWN
    refused(refusals.NotThisStep, call_off, decide(case, by(CHEN, case)), by=ANA)
    refused(refusals.NotThisStep, call_off, noticed(), by=ANA)


# Who decides, until when ----------------------------------------------------------------------------------------------


def test_a_step_names_another_decider_from_an_amount_on() -> None:
    band = Band(level=Level.CENTRE, role=Role.APPROVER, from_amount=5000)
    step = Step(kind=StepKind.APPROVAL, level=Level.STATION, role=Role.APPROVER, bands=(band,))
    assert [step.decider(fen).level for fen in (0, 499999, 500000)] == [  # type: ignore[union-attr]
        Level.STATION, Level.STATION, Level.CENTRE,
    ]  # fmt: skip
    assert band.from_amount == read_fen(5000)
    assert a_case().decider is not None
    assert reviewed().decider is None


def test_levels_go_up_to_the_centre() -> None:
    assert [level.above for level in Level] == [Level.STATION, Level.CENTRE, Level.CENTRE]


def test_days_of_a_step_are_working_days() -> None:
    review, notice = demo().steps("grant")[:2]
    assert kind_of(review.kind).last_day(review, date(2026, 9, 30), demo().calendar) == date(2026, 10, 13)
    assert kind_of(notice.kind).last_day(notice, date(2026, 9, 30), demo().calendar) is None
