"""In whatever order people act, nobody is paid twice, nothing is paid that was not approved, and no cap is passed.

The real services act on a real database. What was approved is remembered here from the rows themselves, so that the
program's own memory of it is not what it is measured by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from bot.run.database import Database
from domain.households.household import from_answers
from domain.notices.buttons import Answer
from domain.payments.money import Cause, MoneyState
from domain.platform.text import Refusal
from domain.procedure.state import Verdict
from models.households import HouseholdFile
from models.notices import Notice, Objection
from models.payments import MoneyRow
from models.procedure import AidCase
from services.aid import handing
from services.cases import lapsed, worker_side
from services.notices import objections
from services.payments import payments, receipts, returns, second
from services.platform.undo import undone_when_refused
from services.procedure import decisions, grounds, handover
from services.procedure.late import clock
from tests.data.households import answers_of, households
from tests.played import played_often
from tests.services.aid.test_once import with_two_programmes
from tests.union import (
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    LIN,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
    found,
)

H01 = households()["DEMO-H01"]
SPOUSE = {**answers_of(H01)["members"][0], "resident_id": f"99010119700101{1:04d}"}  # Aygul's number
SISTER = answers_of(H01)["members"][1]
SON = {**SISTER, "relation": "son", "name": "林样二", "resident_id": "990101201003110015", "stage": "senior_secondary"}
OLD, NEW, CONFIRMED = "6222020000000000005", "6222020000000000013", "6222020000000000021"
REPORT: Mapping[str, Any] = {**answers_of(H01), "members": [SPOUSE, SISTER, SON], "bank_card": OLD}
PROGRAMMES = ("golden_autumn", "second_grant")
APPLIED: Mapping[str, Any] = {"new_student": True, "school": "示例大学", "study_track": "regular", "payee": "worker"}
CORRECTIONS: tuple[Mapping[str, Any], ...] = (
    {}, {}, {"school": "示例学院"}, {"student": "m2", "stage": "senior_secondary"},
    {"payee": "student", "student_card": NEW},
)  # fmt: skip


@dataclass
class Road(World):
    """One order of acts, in one transaction that is undone at its end."""

    session: Session = None  # type: ignore[assignment]
    reviewing: dict[int, Any] = field(default_factory=dict)  # what there was at the latest approval of a review
    approving: dict[int, Any] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)  # where the grants stand in the end

    @contextmanager
    def work(self) -> Iterator[Session]:
        with undone_when_refused(self.session):
            yield self.session

    def numbered(self, number: int) -> AidCase | None:
        """Return one of the latest grants, if there is any."""
        query = select(AidCase).where(AidCase.programme != "hardship_file").order_by(col(AidCase.id).desc())
        grants = self.session.exec(query).all()
        return grants[number % len(grants)] if grants else None

    def tries(self, *ways: Callable[[], object]) -> bool:
        """Do the first of these that nothing forbids; tell whether one was done."""
        for way in ways:
            try:
                with self.work():
                    way()
                return True
            except Refusal:
                continue
        return False

    def by(self, person: int, act: Callable[..., Any], *args: Any, **more: Any) -> Callable[[], object]:
        return lambda: act(self.at_work(self.session, person), *args, **more)


def applies(road: Road, number: int, more: int) -> None:
    policy = road.house.policies.current
    programme = policy.programme(PROGRAMMES[number % 2])
    student = {"student": "m1", "stage": "higher"} if more % 2 else {"student": "m2", "stage": "senior_secondary"}
    who = LIN if more < 2 else AYGUL
    road.tries(road.by(who, handing.hand_in, programme, {**APPLIED, **student}, policy))


def goes_on(road: Road, number: int, more: int) -> None:
    """Whatever is next for a case is done by somebody who may, and as many steps more."""
    case = road.numbered(number)
    for _ in range(more + 1):
        if case is not None and not case.closed_at:
            next_step(road, case)


def next_step(road: Road, case: AidCase) -> None:
    if case.step == "notice":
        road.now += timedelta(days=10)
        clock.end_notice_if_over(road.at_work(road.session), case)
    elif case.step == "payment":
        pays(road, case)
    elif case.step == "receipt":
        road.tries(road.by(case.applicant_id, receipts.confirm_receipt, case.id))
    else:
        if case.step == "review" and case.status == "open":
            road.tries(lambda: road.visits(11, STATION, case.id))
        decides(road, case, Verdict.APPROVE)


def decides(road: Road, case: AidCase, verdict: Verdict) -> None:
    step, rests = case.step, raw(road, case)
    officers = {"review": (STATION, STATION_TOO), "approval": (APPROVER, APPROVER_TOO)}.get(step, (CASHIER,))
    for one in officers:
        looks(road, case, one)
    ways = [road.by(one, decisions.decide, case.id, case.version, verdict, reason="Why.") for one in officers]
    if road.tries(*ways) and verdict is Verdict.APPROVE:
        (road.reviewing if step == "review" else road.approving)[case.id] = rests


def looks(road: Road, case: AidCase, officer: int) -> None:
    """A press decides on what the officer was shown, so they look first."""
    grounds.mark_seen(road.at_work(road.session, officer), case)


def pays(road: Road, case: AidCase) -> None:
    road.now += timedelta(days=1)  # nothing is paid to a card that was changed today
    looks(road, case, CASHIER)
    today, reference = road.now.astimezone(ZONE).date(), f"B-{case.version}"
    more: dict[str, Any] = {"paid_on": today, "reference": reference, "same_reference": True}
    if not road.tries(road.by(CASHIER, payments.pay, case.id, case.version, **more)):
        return
    rows = select(MoneyRow).where(MoneyRow.case_id == case.id).order_by(col(MoneyRow.id))
    row = road.session.exec(rows).all()[-1]
    was = road.approving[case.id]
    assert raw(road, case)["rest"] == was["rest"] == road.reviewing[case.id]["rest"], "paid is what was approved"
    assert (row.fen, row.card in (was["card"], CONFIRMED)) == (case.amount, True)
    assert road.session.exec(select(Notice).where(Notice.case_id == case.id)).all()[-1].taken_down_at


def raw(road: Road, case: AidCase) -> dict[str, Any]:
    """Return what a case says now, in the rows: its card apart from the rest."""
    road.session.refresh(case)
    file = road.session.exec(select(HouseholdFile)).one()
    own, data = dict(case.answers), dict(file.data)
    cards = own.pop("student_card", None), data.pop("bank_card")
    data.pop("paper_diagnosis", None)
    own.pop("paper_fee_receipt", None)
    return {"card": cards[0] if own["payee"] == "student" else cards[1], "rest": (own, data, case.amount)}


def returned(road: Road, number: int, more: int) -> None:
    case = road.numbered(number)
    if case is not None:
        decides(road, case, Verdict.RETURN)


def refused(road: Road, number: int, more: int) -> None:
    case = road.numbered(number)
    if case is not None:
        decides(road, case, Verdict.REFUSE)


def asked_again(road: Road, number: int, more: int) -> None:
    """A case is refused, the same is asked for once more, or another aid, and then the refusal is found wrong."""
    case = road.numbered(number)
    if case is None:
        return
    decides(road, case, Verdict.REFUSE)
    kept = {key: value for key, value in case.answers.items() if key != "student_name"}
    policy = road.house.policies.current
    programme = policy.programme(PROGRAMMES[more % 2])
    road.tries(road.by(case.applicant_id, handing.hand_in, programme, kept, policy))
    objected_to(road, case, 0)


def corrected(road: Road, number: int, more: int) -> None:
    """A case comes back, if it has not yet, and is handed in again, as it was or with a change."""
    case = road.numbered(number)
    if case is not None:
        decides(road, case, Verdict.RETURN)
        kept = {key: value for key, value in case.answers.items() if key != "student_name"}
        answers = {**kept, **CORRECTIONS[more % len(CORRECTIONS)]}
        policy = road.house.policies.current
        road.tries(road.by(case.applicant_id, handing.hand_in_again, case.id, answers, policy))


def let_go(road: Road, number: int, more: int) -> None:
    """The worker takes a case back, or lets its days pass and takes it up again."""
    case = road.numbered(number)
    if case is None:
        return
    if more % 2:
        road.tries(road.by(case.applicant_id, worker_side.withdraw, case.id))
    elif case.status == "returned":
        case.waits_until = road.now.date() - timedelta(days=1)
        road.tries(lambda: lapsed.lapse(road.at_work(road.session), case))
    else:
        road.tries(road.by(case.applicant_id, lapsed.take_up, case.id))


def objected(road: Road, number: int, more: int) -> None:
    case = road.numbered(number)
    if case is not None:
        objected_to(road, case, more)


def objected_to(road: Road, case: AidCase, more: int) -> None:
    """Somebody objects to the notice, or the worker to a refusal, and is answered."""
    notice = road.session.exec(
        select(Notice.id).where(Notice.case_id == case.id).order_by(col(Notice.id).desc())
    ).first()
    road.tries(
        road.by(STRANGER, objections.object_to_notice, notice or 0, words="Two homes."),
        road.by(case.applicant_id, objections.object_to_decision, case.id, words="It is one home."),
    )
    of_case = select(Objection.id).where(Objection.case_id == case.id).order_by(col(Objection.id).desc())
    how = (Answer.RETURN, Answer.RETURN, Answer.DISMISS, Answer.REFUSE)[more % 4]
    for objection in road.session.exec(of_case).all()[:1]:
        args = (objections.answer, objection, how)
        road.tries(*(road.by(one, *args, words="Because.") for one in (APPROVER, APPROVER_TOO)))


def file_changed(road: Road, number: int, more: int) -> None:
    """The file reads otherwise: a second officer has confirmed it, or nobody has."""
    file = road.session.exec(select(HouseholdFile)).one()
    wage = {"self_monthly_income": (3_500_00, 3_400_00)[more % 2]}
    card = {"bank_card": CONFIRMED if number % 2 else (OLD, NEW)[more % 2]}
    file.data = {**file.data, **(card if more > 1 else wage)}
    road.session.flush()
    if number % 2:
        road.tries(road.by(APPROVER_TOO, handover.household_changed, household_id=file.id))


def came_back(road: Road, number: int, more: int) -> None:
    """The bank sends the money back, and a second officer lets it be paid once more."""
    case = road.numbered(number)
    if case is None:
        return
    today = road.now.astimezone(ZONE).date()
    road.tries(road.by(CASHIER, returns.record_return, case.id, returned_on=today, reference="R-1", cause=Cause.OTHER))
    proposed = select(MoneyRow.id).where(MoneyRow.case_id == case.id, MoneyRow.state == MoneyState.PROPOSED.value)
    for row in road.session.exec(proposed).all():
        road.tries(road.by(RECORDER, second.let_pay_again, row))


ACTS = {act.__name__: act for act in (
    applies, goes_on, returned, refused, asked_again, corrected, let_go, objected, file_changed, came_back,
)}  # fmt: skip
OFTEN = ("goes_on",) * 3 + ("corrected", "asked_again") * 3
ACT = st.tuples(st.sampled_from((*OFTEN, *ACTS)), st.integers(0, 2), st.integers(0, 4))
BEGUN = st.builds(
    lambda more, steps: [("applies", 0, more), ("goes_on", 0, steps)], st.integers(0, 3), st.integers(-1, 3)
)
# In the end the two latest cases go as far as they can.
BOTH = [("goes_on", 0, 3), ("goes_on", 1, 3)]
LONG = st.builds(lambda begun, rest: [*begun, *rest, *BOTH], BEGUN, st.lists(ACT, min_size=1, max_size=9))
# What comes back to life beside another one is what pays twice when nothing holds it, and long orders seldom get there.
BESIDE = st.builds(
    lambda begun, more, rest: [*begun, ("asked_again", 0, more), *rest, *BOTH],
    st.builds(lambda more, steps: [("applies", 0, more), ("goes_on", 0, steps)], st.integers(0, 3), st.integers(-1, 1)),
    st.integers(0, 4), st.lists(ACT, max_size=1),
)  # fmt: skip
ORDERS = LONG | BESIDE | BESIDE


def check(road: Road) -> None:
    """Nobody has the same twice, and a household that may have one programme a year has one."""
    rows = road.session.exec(
        select(AidCase.programme, AidCase.subject_print, AidCase.period, MoneyRow.id)
        .join(MoneyRow, col(MoneyRow.case_id) == col(AidCase.id))
        .where(MoneyRow.state == MoneyState.PAID.value)
    ).all()
    paid = [(programme, subject, period) for programme, subject, period, _ in rows]
    assert len(paid) == len(set(paid)), "a student is paid twice for a year"
    assert len({programme for programme, _, _ in paid}) <= 1, "two programmes in a year"


class Over(Exception):
    """The order of acts has been played; all of it is undone."""


def played(world: World, order: list[tuple[str, int, int]]) -> Road:
    road = Road(world.database, world.house, world.now)
    try:
        with world.database.work() as session:
            road.session = session
            for name, number, more in order:
                ACTS[name](road, number, more)
                check(road)
            grants = select(AidCase.step).where(AidCase.programme != "hardship_file").order_by(col(AidCase.id))
            road.steps = list(session.exec(grants))
            raise Over
    except Over:
        return road


@pytest.fixture
def filed(database: Database, tmp_path: Path) -> World:
    """A household with its file and two children at school, under a policy of one programme a year; no notice room."""
    world = found(database, policy=with_two_programmes(tmp_path, "one_programme_a_year"), room=None)
    gets_a_file(world)
    return world


@played_often
def gets_a_file(world: World) -> None:
    with world.work() as session:
        policy = world.house.policies.current
        case = worker_side.open_case(
            world.at_work(session, LIN), programme="hardship_file", policy=policy, answers=REPORT,
            household_class="deep", amount=0, members=from_answers(REPORT).members, household_id=None,
            subject_print=None, period="2026",
        )  # fmt: skip
        case_id = case.id
    world.approved(case_id)
    world.enters(case_id)


PAID = [("applies", 0, 1), ("goes_on", 0, 3)]
APPROVED = [("applies", 0, 1), ("goes_on", 0, 2)]
TWICE = [("applies", 0, 1), ("asked_again", 0, 0), *BOTH]
OTHER = [("applies", 0, 1), ("asked_again", 0, 1), *BOTH]


@pytest.mark.slow
def test_no_order_pays_twice_or_what_was_not_approved(filed: World) -> None:
    many = min(settings.default.max_examples, 60) if filed.database.is_sqlite else 12  # type: ignore[union-attr]

    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))
    @example([*APPROVED, ("corrected", 0, 3), ("goes_on", 0, 0)])
    @example([*APPROVED, ("file_changed", 0, 1), ("goes_on", 0, 0)])
    @example(TWICE)
    @example(OTHER)
    @given(ORDERS)
    def every(order: list[tuple[str, int, int]]) -> None:
        played(filed, order)

    every()


@pytest.mark.parametrize(
    ("order", "steps"),
    [
        (PAID, ["receipt"]),
        ([*PAID, ("came_back", 0, 0), ("goes_on", 0, 0)], ["receipt"]),
        ([*APPROVED, ("corrected", 0, 2)], ["review"]),
        ([*APPROVED, ("corrected", 0, 0), ("goes_on", 0, 0)], ["receipt"]),
        ([*APPROVED, ("file_changed", 1, 1)], ["review"]),
        ([*APPROVED, ("file_changed", 0, 1), ("goes_on", 0, 0)], ["payment"]),
        ([("applies", 0, 1), ("goes_on", 0, 0), ("objected", 0, 0), ("corrected", 0, 0)], ["review"]),
        ([*PAID, ("applies", 0, 0), ("applies", 1, 0)], ["receipt", "review"]),
        ([*APPROVED, ("returned", 0, 0), ("let_go", 0, 0), ("let_go", 0, 0), ("corrected", 0, 0)], ["payment"]),
        (TWICE, ["review", "receipt"]),
        (OTHER, ["review", "receipt"]),
    ],
)
def test_the_acts_get_somewhere(filed: World, order: list[tuple[str, int, int]], steps: list[str]) -> None:
    """Orders that were refused everywhere would prove nothing."""
    assert played(filed, order).steps == steps
