"""Every job of the schedule does something in a union where all is due, and nothing more when it runs again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.run.database import Database
from bot.run.scheduler import SCHEDULE
from domain.changes.change import What
from domain.policy.danger import Danger
from domain.tasks.checklist import Given
from models.aid import ReInvitation
from models.books.ledger import Fund
from models.broadcasts import Broadcast
from models.campaigns import CampaignTask
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.officers import Invitation
from models.payments import MoneyRow, MonthRun
from models.people import AccountMove, Behalf, Erasure, Person
from models.plans.plans import HouseholdPlan, PlanMeasure
from models.platform.inbox import DONE, Inbox
from models.platform.outbox import PARKED, SENT, Outbox
from models.policy import SentPolicy
from models.procedure import AidCase
from models.registers.imports import RegisterImport
from models.warnings.early import EarlyWarning
from services import books, requests
from services.changes import Wanted, propose
from services.forms import drafts
from services.tasks import ticking
from tests.everything import watched
from tests.season_tasks import add_campaign, add_household
from tests.services.books.test_books import GRANT, at_approval, comes_in
from tests.union import ADMIN, APPROVER, AYGUL, CASHIER, LIN, POINT, STATION, STATION_TOO, ZONE, World, found

NOW = datetime(2026, 7, 20, 9, tzinfo=ZONE)
LONG_AGO = NOW - timedelta(days=200)


def _overdue(world: World) -> None:
    world.opens()
    world.now = NOW + timedelta(days=30)


def _noticed(world: World) -> None:
    world.reviewed(world.opens())
    world.now = NOW + timedelta(days=30)


def _came_back(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=1)
    with world.work() as session:
        session.get_one(AidCase, case_id).step = "payment"
        session.add(
            MoneyRow(case_id=case_id, period="2026", fen=1, state="returned", cause="closed", made_at=NOW,
                     returned_at=LONG_AGO)
        )  # fmt: skip


def _lent(world: World) -> None:
    case_id = world.opens(programme="startup_loan", amount=600, answers={"own_loan_months": 6})
    with world.work() as session:
        session.get_one(AidCase, case_id).step = "repay"
        session.add(
            MoneyRow(case_id=case_id, period="2026", fen=600, state="paid", made_at=NOW, paid_on=date(2026, 6, 18))
        )


def _given_each_month(world: World) -> None:
    case_id = world.opens(programme="love_card", amount=600, months=2)
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.step = "run"
        session.add(MonthRun(case_id=case_id, fen=300, first=date(2026, 6, 10), months=2))


def _counted_otherwise(world: World) -> None:
    case_id = world.opens()
    with world.work() as session:
        session.get_one(AidCase, case_id).due_at = NOW


def _returned(world: World) -> None:
    world.decides(STATION, world.opens(), "return")
    world.now = NOW + timedelta(days=30)


def _refused(world: World) -> None:
    world.reviewed(world.opens())
    world.room_gets(PARKED, "chat not found")
    world.now = NOW + timedelta(days=1)


def _settled(world: World) -> None:
    with world.work() as session:
        household = add_household(session, LONG_AGO, head=LIN, officer=POINT)
        (task,) = add_campaign(session, world.house, "winter_warmth", [household], NOW, closes=date(2027, 2, 20))
    with world.work() as session:
        ticking.tick(world.at_work(session, POINT), task, "money", Given(amount=100))
    world.passes(days=1)


def _out_of_reach(world: World) -> None:
    world.opens()
    with world.work() as session:
        for officer in (STATION, STATION_TOO):
            session.get_one(Person, officer).blocked_at = NOW


def _draft(days: int) -> Callable[[World], None]:
    def put(world: World) -> None:
        with world.work() as session:
            drafts.begin(world.at_work(session, LIN), "report", {})
        world.passes(days=days)

    return put


def _rows(*make: Callable[[Session, World], Any]) -> Callable[[World], None]:
    def put(world: World) -> None:
        with world.work() as session:
            for one in make:
                session.add(one(session, world))
                session.flush()

    return put


def _offer(session: Session, world: World) -> Offer:
    return Offer(
        kind="vacancy", title="Welder", place="Harbour", places=1, unit_id=2, made_by=STATION, made_at=LONG_AGO,
        closes=date(2026, 7, 10),
    )  # fmt: skip


def _reply(session: Session, world: World) -> OfferReply:
    household = add_household(session, LONG_AGO, head=LIN, officer=POINT)
    return OfferReply(
        offer_id=1, person_id=LIN, household_id=household, state="interested", told_at=LONG_AGO, changed_at=LONG_AGO
    )


def _asked_each_year(world: World) -> None:
    world.now = datetime(2026, 11, 2, 9, tzinfo=ZONE)
    with world.work() as session:
        add_household(session, LONG_AGO, head=LIN, officer=POINT)


def _surveyed(world: World) -> None:
    world.now = datetime(2026, 5, 11, 9, tzinfo=ZONE)


def _household(officer: int | None) -> Callable[[World], None]:
    def put(world: World) -> None:
        with world.work() as session:
            add_household(session, LONG_AGO, head=LIN, officer=officer)

    return put


def _proposed(world: World) -> None:
    with world.work() as session:
        household = add_household(session, LONG_AGO, head=LIN, officer=POINT)
        answers = {"homes": 7, "change_note": "They inherited.", "change_proof": []}
        propose(world.at_work(session, POINT), Wanted(household, What.ANSWER, "homes"), answers)
    world.passes(days=5)


def _put_off(world: World) -> None:
    with world.work() as session:
        household = add_household(session, LONG_AGO, head=LIN, officer=POINT)
        (task,) = add_campaign(session, world.house, "summer_cooling", [household], NOW, closes=date(2026, 9, 30))
        session.get_one(CampaignTask, task).later_on = NOW.date()


def _asked(world: World) -> None:
    world.visits(POINT, STATION, world.opens(), confirm=False)
    world.now = NOW + timedelta(days=3)


def _nudged(world: World) -> None:
    _draft(30)(world)
    _runs(world, "nudge unfinished drafts")
    world.passes(days=30)


def _danger(world: World) -> None:
    with world.work() as session:
        requests.hear(world.at_work(session, LIN), Danger.LIFE, "我不想活了", may_be_answer=False)
    world.passes(minutes=5)


def _decided(world: World) -> None:
    world.house = replace(world.house, undo_seconds=60)
    world.decides(STATION, world.opens(), "return")
    world.passes(minutes=1)


def _request(world: World) -> None:
    with world.work() as session:
        requests.ask(world.at_work(session, LIN), "What about the school fees?")
    world.passes(days=1)


def _planned(world: World) -> None:
    """A measure that is late."""
    with world.work() as session:
        file = add_household(session, LONG_AGO, head=LIN, officer=POINT)
        plan = HouseholdPlan(
            household_id=file, open_key=file, state="agreed", made_by=POINT, made_at=LONG_AGO, shown_at=LONG_AGO
        )
        session.add(plan)
        session.flush()
        session.add(PlanMeasure(
            plan_id=plan.id, household_id=file, words="Go along.", who="officer", how="hand",
            until=world.now.date() - timedelta(days=5), added_by=POINT, added_at=LONG_AGO,
        ))  # fmt: skip


def _not_confirmed(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, CASHIER)
        books.enter(work, "union_own", GRANT, came_on=work.today, reference="IN-1", giver="")
    world.passes(days=4)


def _money_came(world: World) -> None:
    (case_id,) = at_approval(world, LIN)
    comes_in(world, 1)
    world.decides(APPROVER, case_id)
    with world.work() as session:  # what somebody else gave back
        session.exec(select(Fund)).one().received = GRANT


DUE: dict[str, Callable[[World], None]] = {
    "tell the next of danger": _danger,
    "let decisions take effect": _decided,
    "call on officers for requests": _request,
    "follow the newest calendar": _counted_otherwise,
    "end public notices": _noticed,
    "let cases go on that waited for money": _money_came,
    "remind of money that came in": _not_confirmed,
    "let months be due": _given_each_month,
    "remind of overdue steps": _overdue,
    "remind of money that came back": _came_back,
    "remind of repayments": _lent,
    "put lists before approvers": _settled,
    "call on workers who are waited for": _returned,
    "remind of proposed changes": _proposed,
    "call on officers who are waited for": _asked,
    "remind of notices that were refused": _refused,
    "call on colleagues for notices": _rows(
        lambda _s, _w: Broadcast(
            topic="seasonal",
            title="Eyes",
            made_by=STATION,
            unit_id=2,
            body={"message": {}},
            state="to_confirm",
            created_at=NOW - timedelta(days=3),
        )
    ),
    "ask others for officers who cannot be reached": _out_of_reach,
    "nudge unfinished drafts": _draft(5),
    "expire old drafts": _nudged,
    "re-invite workers whose bar has ended": _rows(lambda _s, _w: ReInvitation(person_id=LIN, on=NOW.date())),
    "remind of policies that were sent": _rows(
        lambda _s, world: SentPolicy(
            person_id=ADMIN,
            file_name="new.toml",
            text="",
            sent_at=LONG_AGO,
            state="ready",
            waits_since=LONG_AGO.date(),
            waits_until=LONG_AGO.date(),
            call_on=world.now.date(),
        )
    ),
    "remind of registers": _rows(
        lambda _s, world: RegisterImport(
            person_id=ADMIN,
            file_name="register.xlsx",
            sent_at=LONG_AGO,
            state="columns",
            waits_since=LONG_AGO.date(),
            waits_until=LONG_AGO.date(),
            call_on=world.now.date(),
        )
    ),
    "remind of offers": _rows(_offer, _reply),
    "report households without officer": _household(None),
    "keep up with who acts for somebody": _rows(
        lambda _s, _w: Behalf(
            person_id=LIN,
            hand_id=AYGUL,
            kind="helper",
            may="ask",
            until=LONG_AGO.date(),
            begun_at=LONG_AGO,
            agreed_at=LONG_AGO,
            open_key="1:2",
        )
    ),
    "remind of visits to households": _household(POINT),
    "keep up with plans": _planned,
    "keep up with early warnings": _rows(
        lambda _s, world: EarlyWarning(
            sign="survey",
            once="survey:1:1",
            person_id=LIN,
            unit_id=4,
            found_at=LONG_AGO,
            asked=[POINT],
            told=1,
            call_on=world.now.date(),
        )
    ),
    "settle season tasks": _put_off,
    "carry campaigns on": _household(POINT),
    "carry the yearly re-check on": _asked_each_year,
    "carry the survey on": _surveyed,
    "tell of the year's days": lambda world: None,
    "call on administrators for invitations": _rows(
        lambda _s, world: Invitation(
            token_hash="hash",
            role="reviewer",
            unit_id=4,
            made_by=ADMIN,
            made_at=LONG_AGO,
            expires_at=LONG_AGO,
            used_by=LIN,
            used_at=world.now - timedelta(days=2),
        )
    ),
    "call on officers for accounts that move": _rows(
        lambda _s, world: AccountMove(
            person_id=LIN,
            asker_id=AYGUL,
            asked_at=LONG_AGO,
            name="林示例",
            phone="13900139002",
            asked={},
            call_on=world.now.date(),
        )
    ),
    "look for files of one household": _rows(
        lambda _s, world: HouseholdFile(
            number="HF-1", head_id=LIN, unit_id=4, household_class="deep", data={}, opened_at=LONG_AGO
        )
    ),
    "keep up with who wishes to be erased": _rows(lambda _session, _world: Erasure(person_id=LIN, asked_at=LONG_AGO)),
    "forget handled updates": _rows(
        lambda _s, _w: Inbox(update_id=1, person_id=LIN, payload=None, received_at=LONG_AGO, state=DONE)
    ),
    "forget old messages": _rows(
        lambda _s, _w: Outbox(chat_id=LIN, kind="send", body={}, created_at=LONG_AGO, state=SENT, key=None)
    ),
}


def _runs(world: World, job: str) -> None:
    with world.work() as session:
        SCHEDULE[job].job(world.at_work(session))


def test_every_job_is_tried_here() -> None:
    assert set(SCHEDULE) == set(DUE)


@pytest.mark.parametrize("job", SCHEDULE)
def test_a_second_run_changes_nothing(database: Database, job: str) -> None:
    world = found(database, NOW)
    DUE[job](world)
    world.room_gets()
    with watched(database) as everything:
        before = everything.read()
        _runs(world, job)
        after = everything.read()
        assert after != before, "nothing was due; put what is into DUE"
        _runs(world, job)
        assert everything.read() == after
