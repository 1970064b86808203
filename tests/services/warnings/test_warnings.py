"""Early warnings: one for each event, before the case officer, then level by level, until somebody answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.run.database import Database
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.policy.frame.warnings import Sign, WarningRule
from domain.procedure.events import NearTheLine
from domain.warnings.answers import Answer, Answered
from models.changes import Change
from models.households import HouseholdFile
from models.people import Person
from models.platform.outbox import SENT, WAITING, Outbox
from models.warnings.early import EarlyWarning
from models.warnings.edges import EdgeHousehold
from services import households, people, warnings
from services.changes.deciding import look_for_signs
from services.platform.consent import ConsentWithdrawn
from tests.season_tasks import add_household
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    DEMO,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    World,
    found,
)

KEEP_UP = "keep up with early warnings"
EVERYBODY = (POINT, STATION, STATION_TOO, OTHER_STATION, CENTRE_REVIEWER, APPROVER, APPROVER_TOO, ADMIN)


@pytest.fixture
def file(world: World) -> int:
    with world.work() as session:
        return add_household(session, world.now, head=LIN, officer=POINT)


def signs(world: World, kind: Sign = Sign.SURVEY, source: str = "survey:1", who: int = LIN) -> bool:
    with world.work() as session:
        return warnings.sign(world.at_work(session), who, kind, source)


def the_one(session: Session) -> EarlyWarning:
    return session.exec(select(EarlyWarning).order_by(col(EarlyWarning.id).desc())).first() or pytest.fail("none")


def number(world: World) -> int:
    with world.work() as session:
        return the_one(session).id


def answers(world: World, who: int, answer: Answer = Answer.SPOKE) -> None:
    with world.work() as session:
        warnings.answer(world.at_work(session, who), the_one(session).id, answer)


def told(world: World) -> list[int]:
    return [who for who in EVERYBODY if any("Early warning" in text for text in world.messages(who))]


def a_day(world: World, days: int = 1) -> list[int]:
    """Let days pass; return who hears of it anew."""
    before = {who: len(world.messages(who)) for who in EVERYBODY}
    world.passes(days=days)
    world.room_gets()
    with world.work() as session:
        warnings.keep_up(world.at_work(session))
    return [who for who in EVERYBODY if len(world.messages(who)) > before[who]]


def sent(world: World) -> None:
    """All that waits goes out."""
    with world.work() as session:
        for row in session.exec(select(Outbox).where(Outbox.state == WAITING)):
            row.state, row.sent_at, row.message_id = SENT, world.now, row.id


def test_one_event_warns_once(world: World, file: int) -> None:
    assert signs(world)
    assert not signs(world)
    assert signs(world, source="survey:2")
    assert told(world) == [POINT]
    assert "林示例 · Unit 4 · household HF-2026-0001" in world.messages(POINT)[0]


def test_nobody_is_warned_of_what_the_policy_does_not_look_for(world: World, file: int) -> None:
    assert not signs(world, Sign.NO_VISIT)


def test_it_goes_up_until_somebody_answers(world: World, file: int) -> None:
    assert signs(world)
    sent(world)
    assert a_day(world) == [POINT], "a reminder"
    sent(world)
    assert a_day(world, 3) == [STATION, STATION_TOO]
    sent(world)
    assert a_day(world, 3) == [POINT, STATION, STATION_TOO], "it was a Friday"
    sent(world)
    assert a_day(world, 4) == [CENTRE_REVIEWER, APPROVER, APPROVER_TOO]
    answers(world, CENTRE_REVIEWER, Answer.HELPED)
    assert a_day(world, 30) == []
    assert any("they get help for it already" in text for text in world.edited(POINT))


def test_a_second_answer_is_told_that_somebody_was_faster(world: World, file: int) -> None:
    signs(world)
    answers(world, POINT)
    with pytest.raises(Answered):
        answers(world, STATION, Answer.UNFOUNDED)
    with world.work() as session:
        assert (the_one(session).answer, the_one(session).call_on) == (Answer.SPOKE.value, None)


@pytest.mark.parametrize("who", [OTHER_STATION, CASHIER, LIN, AYGUL])
def test_nobody_else_opens_or_answers_it(world: World, file: int, who: int) -> None:
    signs(world)
    with pytest.raises(NotForYou):
        answers(world, who)
    one = number(world)
    with pytest.raises(NotForYou), world.work() as session:
        warnings.opened(world.at_work(session, who), one)


@pytest.mark.parametrize("answer", [Answer.VISIT, Answer.MEASURE, Answer.OVER])
def test_what_is_not_a_press_is_no_answer_by_a_press(world: World, file: int, answer: Answer) -> None:
    signs(world)
    with pytest.raises(NotForYou):
        answers(world, POINT, answer)


def test_a_visit_answers_it(world: World, file: int) -> None:
    signs(world)
    with world.work() as session:
        households.log(
            world.at_work(session, POINT), file, visited_on=world.now.date(), findings="unchanged", note="", files=[]
        )
    with world.work() as session:
        assert the_one(session).answer == Answer.VISIT.value
        assert warnings.waiting_ones(world.at_work(session, STATION)) == []


def test_who_has_no_file_is_told_of_to_their_point(world: World) -> None:
    assert signs(world)
    assert told(world) == [POINT]
    with world.work() as session:
        text = warnings.opened(world.at_work(session, POINT), the_one(session).id).text
        assert "13800138000" in str(text)
    answers(world, POINT, Answer.VISIT)


def test_two_refusals_are_a_sign_and_one_is_not(world: World, file: int) -> None:
    for place in (1, 2):
        case = world.opens(programme="golden_autumn", amount=1, household_id=file, subject_print=f"p{place}")
        world.decides(STATION, case, "refuse")
        for _ in range(2):
            a_day(world, 0)
        assert bool(told(world)) is (place == 2)


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [
        ({"self_health": "good"}, {"self_health": "serious_illness"}, True),
        ({"self_health": "serious_illness"}, {"self_health": "serious_illness"}, False),
        ({"self_health": "good"}, {"self_health": "chronic"}, False),
        ({"work_status": "on_duty"}, {"work_status": "laid_off"}, True),
        ({"monthly_income": 70_000}, {"monthly_income": 0}, False),
    ],
)
def test_an_illness_or_a_lay_off_that_is_new_is_a_sign(
    world: World, file: int, old: dict[str, object], new: dict[str, object], warns: bool
) -> None:
    parts: dict[str, Any] = {"old": {"answers": old, "member": None}, "new": {"answers": new, "member": None}}
    change = Change(
        id=1, household_id=file, what="a", note="", proposed_by=LIN, proposed_at=world.now, asked=[], **parts
    )
    with world.work() as session:
        look_for_signs(world.at_work(session), session.get_one(HouseholdFile, file), change)
    assert bool(told(world)) is warns


def test_words_are_a_sign_once_a_day(world: World, file: int) -> None:
    for lead in ("mind", "mind", "hello"):
        with world.work() as session:
            warnings.words_said(world.at_work(session, LIN), lead)
    assert len([text for text in world.messages(POINT) if "sounds like trouble" in text]) == 1


def near(world: World, net: int, line: int = 100_000, *, is_near: bool = True) -> None:
    with world.work() as session:
        warnings.near_the_line(world.at_work(session), NearTheLine(LIN, net, line, is_near))


def test_an_edge_household_has_a_short_record_until_it_has_a_file(world: World) -> None:
    near(world, 110_000)
    near(world, 112_000)
    with world.work() as session:
        (one,) = warnings.edges(world.at_work(session, POINT))
        assert (one.name, one.above) == ("林示例", 12)
        assert warnings.edge(world.at_work(session, STATION), one.edge_id).phone == "13800138000"
        assert warnings.edges(world.at_work(session, OTHER_STATION)) == []
        with pytest.raises(NotForYou):
            warnings.edge(world.at_work(session, OTHER_STATION), one.edge_id)
    assert len([text for text in world.messages(POINT) if "a little above the line" in text]) == 1, "once a year"
    with world.work() as session:
        add_household(session, world.now, head=LIN, officer=POINT)
        assert warnings.edges(world.at_work(session, POINT)) == []


def test_who_is_no_longer_near_has_no_record(world: World) -> None:
    near(world, 110_000)
    near(world, 300_000, is_near=False)
    with world.work() as session:
        assert session.exec(select(EdgeHousehold)).one().ended_on == world.now.date()


@pytest.mark.parametrize(("net", "expected"), [(100_000, False), (100_001, True), (120_000, True), (120_001, False)])
def test_near_is_above_the_line_by_so_much(net: int, expected: bool) -> None:
    assert WarningRule(key=Sign.EDGE, within=20).is_near(net, 100_000) is expected


def test_lizhuang_warns_of_households_that_nobody_visits_in_time(database: Database) -> None:
    world = found(database, policy=DEMO.with_name("lizhuang.toml"))
    with world.work() as session:
        late = add_household(session, world.now - timedelta(days=216), head=LIN, officer=POINT)
        add_household(session, world.now - timedelta(days=200), head=AYGUL, officer=POINT, number=2)
    for _ in range(2):
        a_day(world, 0)
    with world.work() as session:
        assert the_one(session).household_id == late
        assert len(session.exec(select(EarlyWarning)).all()) == 1
    assert len([text for text in world.messages(POINT) if "Nobody has visited" in text]) == 1


def test_consent_withdrawn_hides_it_and_a_new_one_brings_it_again(world: World, file: int) -> None:
    signs(world)
    with world.work() as session:
        people.withdraw(world.at_work(session, LIN), ConsentKind.SENSITIVE, ())
    assert "so nothing of it is shown" in world.edited(POINT)[-1]
    with pytest.raises(ConsentWithdrawn):
        answers(world, POINT)
    assert a_day(world, 5) == []
    assert not signs(world, source="survey:2")
    with world.work() as session:
        people.set_consent(world.at_work(session, LIN), ConsentKind.SENSITIVE, True)
    assert "林示例" in world.messages(POINT)[-1]


def test_nobody_reachable_is_tried_again(world: World, file: int) -> None:
    with world.work() as session:
        for who in EVERYBODY:
            session.get_one(Person, who).blocked_at = world.now
    assert signs(world)
    assert told(world) == []
    with world.work() as session:
        session.get_one(Person, STATION).blocked_at = None
    assert a_day(world) == [STATION]


def test_counts_are_by_unit_for_leaders(world: World, file: int) -> None:
    signs(world)
    signs(world, who=AYGUL)
    answers(world, APPROVER, Answer.UNFOUNDED)
    with world.work() as session:
        found = warnings.counts(world.at_work(session, APPROVER))
        assert [(one.unit, one.total, one.waiting) for one in found] == [("Unit 4", 1, 1), ("Unit 5", 1, 0)]
        assert [one.unit for one in warnings.counts(world.at_work(session, STATION))] == ["Unit 4"]
        assert warnings.counts(world.at_work(session, POINT)) == []
