"""The plan of a household: made from the measures for its causes, agreed, ticked off, late, and ended with the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, col, select

from domain.households.history import Kind
from domain.people.consent import ConsentKind
from domain.plans.state import MeasureOver, NothingPlanned, PlanChanged, PlanFull, PlanState, PlanView
from domain.platform.access import NotForYou
from domain.policy.frame.measures import Doer
from domain.policy.frame.warnings import Sign
from models.campaigns import CampaignTask
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.platform.outbox import SENT, WAITING, Outbox
from models.procedure import AidCase
from models.warnings.early import EarlyWarning
from services import households, people, plans, warnings
from services.households import OwnFile
from services.platform.consent import ConsentWithdrawn
from services.platform.work import Work
from tests.season_tasks import add_campaign, add_household
from tests.union import ADMIN, AYGUL, CASHIER, LIN, OTHER_STATION, POINT, STATION, STATION_TOO, World


@pytest.fixture
def file(world: World) -> int:
    with world.work() as session:
        return add_household(session, world.now, head=LIN, officer=POINT, main_cause="laid_off")


def does(world: World, who: int, act: Callable[[Work], Any]) -> Any:
    with world.work() as session:
        return act(world.at_work(session, who))


def made(world: World, file: int) -> int:
    plan: int = does(world, POINT, lambda work: plans.make(work, file))
    return plan


def seen(world: World, file: int, who: int = POINT) -> PlanView:
    found = does(world, who, lambda work: plans.opened(work, file))
    assert isinstance(found, PlanView)
    return found


def measure(world: World, rule: str) -> PlanMeasure:
    with world.work() as session:
        rows = session.exec(select(PlanMeasure).where(PlanMeasure.rule == rule).order_by(col(PlanMeasure.id))).all()
        return rows[-1]


def agreed(world: World, file: int) -> int:
    plan = made(world, file)
    does(world, POINT, lambda work: plans.send(work, plan))
    version = seen(world, file).version
    does(world, LIN, lambda work: plans.agree(work, plan, version))
    return plan


def keeps_up(world: World, days: int = 0) -> None:
    """All that waits goes out, and days pass."""
    with world.work() as session:
        for row in session.exec(select(Outbox).where(Outbox.state == WAITING)):
            row.state, row.sent_at, row.message_id = SENT, world.now, row.id
    world.passes(days=days)
    with world.work() as session:
        plans.keep_up(world.at_work(session))


def said(world: World, who: int, words: str) -> int:
    return len([text for text in world.messages(who) if words in text])


def test_it_is_made_of_the_measures_for_the_causes_once(world: World, file: int) -> None:
    assert made(world, file) == made(world, file)
    plan = seen(world, file)
    with world.work() as session:
        rules = [one.rule for one in session.exec(select(PlanMeasure).order_by(col(PlanMeasure.until)))]
    assert set(rules) == {"job", "course", "medical", "dibao", "living_aid", "visit"}
    assert plan.state is PlanState.DRAFT
    assert len(plan.measures) == 6
    assert all(one.until > world.now.date() for one in plan.measures)
    assert does(world, LIN, plans.own) is None, "it was not shown yet"


def test_the_worker_agrees_to_what_they_read(world: World, file: int) -> None:
    plan = made(world, file)
    for _ in range(2):
        does(world, POINT, lambda work: plans.send(work, plan))
    assert said(world, LIN, "has made a plan for your household") == 1
    version = seen(world, file).version
    one = measure(world, "visit").id
    does(world, POINT, lambda work: plans.take_out(work, one))
    with pytest.raises(PlanChanged):
        does(world, LIN, lambda work: plans.agree(work, plan, version))
    does(world, POINT, lambda work: plans.send(work, plan))
    version = seen(world, file).version
    for _ in range(2):
        does(world, LIN, lambda work: plans.agree(work, plan, version))
    assert said(world, POINT, "agrees to the plan") == 1
    assert seen(world, file).agreed_on == world.now.date()


def test_a_wish_reaches_the_officer_and_takes_the_plan_back_to_them(world: World, file: int) -> None:
    plan = agreed(world, file)
    does(world, LIN, lambda work: plans.wish(work, plan, "I rather work afternoons."))
    assert said(world, POINT, "I rather work afternoons.") == 1
    assert (seen(world, file).state, seen(world, file).wish) == (
        PlanState.DRAFT,
        "I rather work afternoons.",
    )
    keeps_up(world, 3)
    assert said(world, POINT, "is not shown to the worker yet") == 1
    does(world, POINT, lambda work: plans.send(work, plan))
    assert seen(world, file).wish == ""


@pytest.mark.parametrize("who", [OTHER_STATION, CASHIER, AYGUL, LIN])
def test_nobody_else_reads_or_makes_it(world: World, file: int, who: int) -> None:
    plan = made(world, file)
    one = measure(world, "visit").id
    for act in (
        lambda work: plans.opened(work, file), lambda work: plans.make(work, file), lambda work: plans.send(work, plan),
        lambda work: plans.set_goal(work, plan, "work"), lambda work: plans.add(work, plan, "medical"),
        lambda work: plans.write(work, plan, "Go along.", Doer.OFFICER, world.now.date()),
        lambda work: plans.done(work, one, ""), lambda work: plans.take_out(work, one),
        lambda work: plans.put_off(work, one), lambda work: plans.to_add(work, plan),
    ):  # fmt: skip
        with pytest.raises((NotForYou, OwnFile)):
            does(world, who, act)


@pytest.mark.parametrize("who", [POINT, STATION, AYGUL])
def test_nobody_agrees_for_the_worker(world: World, file: int, who: int) -> None:
    plan = made(world, file)
    does(world, POINT, lambda work: plans.send(work, plan))
    version = seen(world, file).version
    for act in (lambda work: plans.agree(work, plan, version), lambda work: plans.wish(work, plan, "Other.")):
        with pytest.raises(NotForYou):
            does(world, who, act)


def test_a_measure_is_added_once_and_no_more_than_a_dozen_are_open(world: World, file: int) -> None:
    plan = made(world, file)
    for _ in range(2):
        does(world, POINT, lambda work: plans.add(work, plan, "insurance"))
    assert len(seen(world, file).measures) == 7
    for number in range(5):
        does(world, POINT, partial(writes, plan=plan, number=number))
    with pytest.raises(PlanFull):
        does(world, POINT, lambda work: writes(work, plan, 8))


def writes(work: Work, plan: int, number: int) -> None:
    plans.write(work, plan, f"Measure {number}", Doer.WORKER, work.today)


def test_a_plan_without_measures_is_not_shown(world: World, file: int) -> None:
    plan = made(world, file)
    for one in seen(world, file).measures:
        does(world, POINT, partial(plans.take_out, measure_id=one.measure_id))
    with pytest.raises(NothingPlanned):
        does(world, POINT, lambda work: plans.send(work, plan))


def test_the_officer_ticks_off_once_with_a_word_that_the_worker_reads(world: World, file: int) -> None:
    agreed(world, file)
    one = measure(world, "visit").id
    does(world, POINT, lambda work: plans.done(work, one, "We found a place."))
    for act in (lambda work: plans.done(work, one, ""), lambda work: plans.take_out(work, one),
                lambda work: plans.put_off(work, one)):  # fmt: skip
        with pytest.raises(MeasureOver):
            does(world, POINT, act)
    assert said(world, LIN, "We found a place.") == 1


def visit(session: Session, world: World, file: int) -> None:
    households.log(
        world.at_work(session, POINT), file, visited_on=world.now.date(), findings="unchanged", note="", files=[]
    )


def grant(session: Session, world: World, file: int) -> None:
    session.add(AidCase(
        number="LA-1", programme="living_aid", applicant_id=LIN, unit_id=4, household_id=file, policy_version="x",
        answers={}, household_class="deep", amount=1, period="2026", step="closed", status="finished",
        opened_at=world.now, step_since=world.now, closed_at=world.now,
    ))  # fmt: skip


def job(session: Session, world: World, file: int) -> None:
    offer = Offer(kind="vacancy", title="Welder", place="Harbour", places=1, unit_id=2, made_by=STATION,
                  made_at=world.now, closes=date(2026, 9, 10))  # fmt: skip
    session.add(offer)
    session.flush()
    session.add(OfferReply(offer_id=offer.id, person_id=LIN, household_id=file, state="hired", told_at=world.now,
                           changed_at=world.now))  # fmt: skip


@pytest.mark.parametrize(("rule", "happens"), [("visit", visit), ("living_aid", grant), ("job", job)])
def test_what_a_measure_is_linked_to_ticks_it_off(
    world: World, file: int, rule: str, happens: Callable[[Session, World, int], None]
) -> None:
    with world.work() as session:
        happens(session, world, file)  # what was before the plan counts for nothing
    world.passes(days=1)
    agreed(world, file)
    assert measure(world, rule).done_at is None
    world.passes(days=1)
    with world.work() as session:
        if happens is job:
            session.exec(select(OfferReply)).one().changed_at = world.now
        elif happens is grant:
            session.exec(select(AidCase)).one().closed_at = world.now
        else:
            happens(session, world, file)
    for _ in range(2):
        keeps_up(world)
    assert measure(world, rule).done_at == world.now
    assert said(world, LIN, "is done") == 1


def test_a_checklist_ticks_off_what_is_of_its_season(world: World, file: int) -> None:
    agreed(world, file)
    with world.work() as session:
        row = session.exec(select(PlanMeasure).where(PlanMeasure.rule == "visit")).one()
        row.how, row.of = "season", "winter_warmth"
        (task,) = add_campaign(session, world.house, "winter_warmth", [file], world.now, closes=date(2027, 2, 20))
        found = session.get_one(CampaignTask, task)
        found.state, found.finished_at = "done", world.now
    keeps_up(world)
    assert measure(world, "visit").done_at == world.now


LATE = "⏰ Visit them and see what is still needed: was due"


def test_a_measure_that_is_late_reminds_and_goes_up(world: World, file: int) -> None:
    agreed(world, file)
    days = (measure(world, "visit").until - world.now.date()).days
    keeps_up(world, days)
    assert said(world, POINT, LATE) == 0, "it is the day itself"
    keeps_up(world, 4)
    assert said(world, POINT, LATE) == 1
    keeps_up(world)
    assert said(world, POINT, LATE) == 1, "once"
    keeps_up(world, 12)
    assert (said(world, STATION, LATE), said(world, STATION_TOO, LATE)) == (1, 1)
    one = measure(world, "visit").id
    does(world, POINT, lambda work: plans.put_off(work, one))
    assert said(world, LIN, "has another day") == 1
    before = said(world, POINT, LATE)
    keeps_up(world, 5)
    assert said(world, POINT, LATE) == before


def test_a_worker_who_says_nothing_is_reminded_and_their_officer_told(world: World, file: int) -> None:
    plan = made(world, file)
    does(world, POINT, lambda work: plans.send(work, plan))
    for days in (3, 4, 8, 8, 8):
        keeps_up(world, days)
    assert said(world, LIN, "still waits for your word") == 2
    assert said(world, POINT, "has said nothing to the plan") == 1
    assert does(world, LIN, plans.own)[0].state is PlanState.PROPOSED, "they can still agree"


def test_it_ends_with_the_file(world: World, file: int) -> None:
    agreed(world, file)
    with world.work() as session:
        warnings.sign(world.at_work(session), LIN, Sign.SURVEY, "survey:1")
        row = session.get_one(HouseholdFile, file)
        households.close(world.at_work(session, ADMIN), row, households.Why(Kind.CLOSED))
    with world.work() as session:
        plan = session.exec(select(HouseholdPlan)).one()
        assert (plan.state, plan.open_key) == (PlanState.ENDED.value, None)
        assert session.exec(select(EarlyWarning)).one().answer == "o"
    before = len(world.messages(POINT))
    keeps_up(world, 200)
    assert len(world.messages(POINT)) == before


def test_a_measure_answers_a_warning(world: World, file: int) -> None:
    with world.work() as session:
        warnings.sign(world.at_work(session), LIN, Sign.SURVEY, "survey:1")
    made(world, file)
    with world.work() as session:
        assert session.exec(select(EarlyWarning)).one().answer == "m"


def test_nothing_of_it_is_read_once_the_consent_is_withdrawn(world: World, file: int) -> None:
    plan = made(world, file)
    does(world, POINT, lambda work: plans.send(work, plan))
    with world.work() as session:
        people.withdraw(world.at_work(session, LIN), ConsentKind.SENSITIVE, ())
    with pytest.raises(ConsentWithdrawn):
        seen(world, file)
    before = len(world.messages(POINT)) + len(world.messages(LIN))
    keeps_up(world, 40)
    assert len(world.messages(POINT)) + len(world.messages(LIN)) == before
