"""What stands in the way of a grant, as its worker and its officers read it in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.demo import embedded
from domain.platform.text import Refusal
from domain.procedure.refusals import (
    GroundsChanged,
    OnceApplied,
    OnceOnly,
    OtherAidInTheWay,
    OtherAidMeanwhile,
    OtherAidStands,
    ReadsOtherwise,
)
from models.households import HouseholdFile
from models.payments import MoneyRow
from models.procedure import AidCase
from services import notices
from services.cases import worker_side as cases
from services.platform.work import Work
from services.procedure import refresh_prompts
from tests.conversations.payments.test_officer_money import PLEASE_PAY, entered, to_be_paid
from tests.data.households import answers_of, households
from tests.town import Town
from tests.words import t

STUDENT, SIBLING = "print-of-a-student", "print-of-a-sibling"

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


def work_of(town: Town, session: Session) -> Work:
    return Work(session, town.program.house(), town.program.clock.now(), embedded.LIN)


def grant(town: Town, subject: str, *, step: str, status: str = "open", has_key: bool = True) -> str:
    """Let the household have a grant at this step; return its number."""
    with town.program.database.work() as session:
        work = work_of(town, session)
        case = cases.open_case(
            work, programme="golden_autumn", policy=town.program.policies.current,
            answers={"stage": "higher", "new_student": True, "school": "示例大学", "payee": "worker"},
            household_class="accident", amount=750_000, members=(), household_id=1,
            subject_print=subject if has_key else None, period="2026",
        )  # fmt: skip
        case.subject_print, case.step, case.status = subject, step, status
        if status not in ("open", "returned"):
            case.once_key, case.closed_at = None, work.now
        session.flush()
        if status == "open":
            refresh_prompts(work, case)
        return case.number


def accident(town: Town) -> None:
    """Let the household be one that may have one grant."""
    with town.program.database.work() as session:
        file = session.get_one(HouseholdFile, 1)
        found = next(one for one in households().values() if "accident" in one["tags"])
        file.data, file.household_class = {**file.data, **answers_of(found)}, "accident"


def is_for_a_sibling(town: Town, case_id: int) -> None:
    with town.program.database.work() as session:
        case = session.get_one(AidCase, case_id)
        case.once_key, case.subject_print = None, SIBLING


def words(refusal: type[Refusal], **args: str) -> str:
    """Return how a refusal begins, as it is read."""
    return t(refusal.text, **args)


@pytest.mark.town_at(story=entered)
async def test_an_approver_and_a_cashier_read_which_grant_is_in_the_way(town: Town) -> None:
    accident(town)
    paid = grant(town, SIBLING, step="receipt")
    with town.program.database.work() as session:
        session.add(
            MoneyRow(case_id=2, period="2026", attempt=1, fen=1, state="paid", made_at=town.program.clock.now())
        )
    waiting = grant(town, STUDENT, step="approval")
    await town.approver.sees(waiting, t("Please approve it, or say why not."))
    await town.approver.presses(t("Approve"))
    await town.approver.presses(t("Yes, approve without them"))
    await town.approver.sees(words(OtherAidInTheWay, number=waiting, reason="|", others=paid).partition("|")[0], paid)
    due = grant(town, "print-of-a-third", step="payment")
    await town.cashier.sees(due, PLEASE_PAY)
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sees(words(OtherAidInTheWay, number=due, reason="|", others=paid).partition("|")[0], paid)


@pytest.mark.town_at(story=entered)
async def test_officers_read_that_another_case_has_what_this_one_is_for(town: Town) -> None:
    first = grant(town, STUDENT, step="receipt")
    second = grant(town, STUDENT, step="payment", has_key=False)
    await town.cashier.sees(second, PLEASE_PAY)
    await town.cashier.presses(t("Mark paid"))
    await town.cashier.sees(words(OnceOnly, number=second, other=first))


@pytest.mark.town_at(story=entered)
async def test_decide_anew_is_refused_at_the_press_before_any_words(town: Town) -> None:
    refused = grant(town, STUDENT, step="review", status="refused")
    with town.program.database.work() as session:
        notices.object_to_decision(work_of(town, session), 2, words="It is one home.")
    await town.approver.sees(refused, "It is one home.")
    other = grant(town, STUDENT, step="review")
    await town.approver.presses(t("Decide anew"))
    await town.approver.sees(words(OnceOnly, number=refused, other=other))
    accident(town)
    is_for_a_sibling(town, 3)
    await town.approver.presses(t("Decide anew"))
    await town.approver.sees(words(OtherAidStands, number=refused, reason="|", others=other).partition("|")[0], other)
    await town.approver.presses(t("The decision stands"))
    await town.approver.sees(t("What do you answer the person who objected? They read it, without your name."))


@pytest.mark.town_at(story=to_be_paid)
async def test_a_cashier_reads_that_something_changed_and_sees_what(town: Town) -> None:
    with town.program.database.work() as session:
        file = session.get_one(HouseholdFile, 1)
        file.data = {**file.data, "self_monthly_income": 900_000}
    await town.cashier.presses(t("Show card number"))
    await town.cashier.sees(words(ReadsOtherwise, number="2026-0002"))
    await town.cashier.sees(t("Your monthly income"), "→ 9,000")
    for button in ("Show card number", "Mark paid"):
        await town.cashier.presses(t(button))
        await town.cashier.sees(words(GroundsChanged, number="2026-0002"))


@pytest.mark.town_at(story=entered)
async def test_a_worker_who_takes_a_case_up_again_reads_what_is_in_the_way(town: Town) -> None:
    lapsed = grant(town, STUDENT, step="review", status="lapsed")
    other = grant(town, STUDENT, step="review")
    await takes_up(town, lapsed)
    await town.lin.sees(words(OnceApplied, number=lapsed, other=other))
    accident(town)
    is_for_a_sibling(town, 3)
    with town.program.database.work() as session:
        session.get_one(AidCase, 2).closed_at = town.program.clock.now() - timedelta(days=1)
    await takes_up(town, lapsed)
    await town.lin.sees(words(OtherAidMeanwhile, number=lapsed, others=other))


async def takes_up(town: Town, number: str) -> None:
    await town.lin.sends("/cases")
    await town.lin.sees(t("<b>Your cases</b>"))
    await town.lin.presses(number)
    await town.lin.presses(t("Take it up again"))
