"""What waits for an officer has a clock, too: reminded, then taken back or told to the administrators."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import event
from sqlmodel import select

from domain.notices.buttons import Answer
from models.notices import Notice, Objection
from models.procedure import AidCase, Prompt, Visit
from services.notices import objections
from services.payments import receipts
from services.procedure import prompts
from tests.services.cases.test_waiting import sent
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    CASHIER,
    CENTRE_REVIEWER,
    LIN,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
)

JOB = "call on officers who are waited for"
OVERDUE = "remind of overdue steps"


def on(world: World, day: date, job: str = JOB) -> None:
    sent(world)
    world.now = datetime(day.year, day.month, day.day, 9, 5, tzinfo=ZONE)
    for _ in range(2):
        world.keeps_up(job)


def reminded(world: World, officer: int, of: str) -> int:
    return sum("still waits for you" in text and of in text for text in world.messages(officer))


def objects(world: World, case_id: int) -> int:
    with world.work() as session:
        notice = session.exec(select(Notice).where(Notice.case_id == case_id)).one()
        objections.object_to_notice(world.at_work(session, STRANGER), notice.id, words="Two homes.")
        return session.exec(select(Objection)).all()[-1].id


def visits(world: World) -> int:
    with world.work() as session:
        return len(session.exec(select(Visit)).all())


# Visits to confirm ---------------------------------------------------------------------------------------------------


def test_a_visit_that_nobody_confirms_is_reminded_of_and_then_recorded_anew(world: World) -> None:
    case_id = world.opens()
    world.visits(POINT, STATION_TOO, case_id, confirm=False)
    on(world, date(2026, 7, 21))
    assert reminded(world, STATION_TOO, "confirm a visit") == 0
    on(world, date(2026, 7, 22))
    on(world, date(2026, 7, 27))
    assert reminded(world, STATION_TOO, "confirm a visit") == 2
    on(world, date(2026, 7, 30))
    assert visits(world) == 1
    on(world, date(2026, 7, 31))
    assert visits(world) == 0
    assert "was not confirmed and is taken back" in "\n".join(world.messages(POINT))
    assert world.prompted(case_id, "confirm") == set()
    assert world.prompted(case_id, "visit") == {POINT}, "and is asked for anew"
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)


def test_what_waits_at_one_moment_is_one_message_and_each_counts_as_reminded(world: World) -> None:
    for worker in (LIN, STRANGER):
        world.visits(POINT, STATION_TOO, world.opens(worker), confirm=False)
    on(world, date(2026, 7, 22))
    (told,) = (text for text in world.messages(STATION_TOO) if "2 things still wait for you" in text)
    assert told.count("confirm a visit") == 2
    assert reminded(world, STATION_TOO, "confirm a visit") == 0
    on(world, date(2026, 7, 27))
    on(world, date(2026, 7, 30))
    assert visits(world) == 2
    on(world, date(2026, 7, 31))
    assert visits(world) == 0, "the list was the reminder without which nothing ends"


def test_who_confirms_hears_no_more(world: World) -> None:
    world.visits(POINT, STATION_TOO, world.opens())
    for day in (22, 27, 31):
        on(world, date(2026, 7, day))
    assert reminded(world, STATION_TOO, "confirm a visit") == 0
    assert visits(world) == 1


def test_a_clock_that_jumped_takes_nothing_back_unforeseen(world: World) -> None:
    world.visits(POINT, STATION_TOO, world.opens(), confirm=False)
    on(world, date(2027, 7, 20))
    assert reminded(world, STATION_TOO, "confirm a visit") == 1
    assert visits(world) == 1
    on(world, date(2027, 7, 26))
    assert visits(world) == 1, "five days after it, which are Sunday: until Monday"
    on(world, date(2027, 7, 27))
    assert visits(world) == 0


# Objections and missing money ----------------------------------------------------------------------------------------


def test_an_objection_that_nobody_answers_goes_to_the_administrators_again_and_again(world: World) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    world.room_gets()
    objection = objects(world, case_id)
    for day in (22, 27, 30):
        on(world, date(2026, 7, day))
    assert [reminded(world, one, "answer an objection") for one in (APPROVER, APPROVER_TOO)] == [2, 2]
    told = [text for text in world.messages(ADMIN) if "waits for an officer since" in text]
    assert told == []
    on(world, date(2026, 7, 31))
    told = [text for text in world.messages(ADMIN) if "waits for an officer since" in text]
    assert len(told) == 1, "once, though two approvers were asked"
    assert "answer an objection" in told[0]
    for day in (2, 6, 11):
        on(world, date(2026, 8, day))
    on(world, date(2026, 8, 12))
    assert len([text for text in world.messages(ADMIN) if "waits for an officer since" in text]) == 2
    with world.work() as session:
        objections.answer(world.at_work(session, APPROVER), objection, Answer.DISMISS, words="One home.")
    before = len(world.messages(ADMIN))
    on(world, date(2026, 9, 20))
    assert len(world.messages(ADMIN)) == before


def test_the_cashier_is_reminded_of_money_that_did_not_come(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    world.pays(case_id)
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)
    on(world, date(2026, 7, 30))
    assert reminded(world, CASHIER, "money did not come") == 1


def test_looking_at_it_is_not_doing_it(world: World) -> None:
    world.visits(POINT, STATION_TOO, world.opens(), confirm=False)
    on(world, date(2026, 7, 22))
    with world.work() as session:
        (prompt,) = session.exec(select(Prompt).where(Prompt.officer_id == STATION_TOO, Prompt.about == "confirm:1"))
        assert prompts.show_again(world.at_work(session, STATION_TOO), prompt.id)
    on(world, date(2026, 7, 27))
    assert reminded(world, STATION_TOO, "confirm a visit") == 2


def test_what_was_asked_before_this_version_gets_its_days(world: World) -> None:
    world.visits(POINT, STATION_TOO, world.opens(), confirm=False)
    with world.work() as session:
        (prompt,) = session.exec(select(Prompt).where(Prompt.about == "confirm:1"))
        prompt.waits_since = prompt.waits_until = None
        prompt.call_on = date(2020, 1, 1)
    on(world, date(2026, 7, 21))
    assert reminded(world, STATION_TOO, "confirm a visit") == 0
    on(world, date(2026, 7, 22))
    assert reminded(world, STATION_TOO, "confirm a visit") == 1


# Steps ---------------------------------------------------------------------------------------------------------------


def overdue(world: World, chat_id: int) -> int:
    return sum("has waited too long" in text for text in world.messages(chat_id))


def test_whoever_does_nothing_is_reminded_every_week(world: World) -> None:
    world.opens()
    for days in range(12):
        on(world, date(2026, 7, 28) + timedelta(days=days), OVERDUE)
    assert overdue(world, STATION) == 2
    assert overdue(world, CENTRE_REVIEWER) == 2
    for days in range(12, 19):
        on(world, date(2026, 7, 28) + timedelta(days=days), OVERDUE)
    assert overdue(world, STATION) == 3
    assert overdue(world, ADMIN) >= 2


def test_thousands_that_are_late_cost_a_few_statements(world: World) -> None:
    case_id = world.opens()
    on(world, date(2026, 8, 5), OVERDUE)
    with world.work() as session:
        late = session.get_one(AidCase, case_id)
        one = late.model_dump(exclude={"id", "number", "seal"})
        asked = session.exec(select(Prompt).where(Prompt.officer_id == STATION, Prompt.case_id == case_id)).one()
        cases = [AidCase(**one, number=f"2026-{number:04d}") for number in range(100, 600)]
        session.add_all(cases)
        session.flush()
        for number, case in enumerate(cases):
            session.add(Prompt(case_id=case.id, about=asked.about, officer_id=STATION, key=f"p{number}",
                               issued_at=asked.issued_at))  # fmt: skip
    statements: list[str] = []
    event.listen(world.database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    world.now += timedelta(days=1)
    world.keeps_up(OVERDUE)
    assert overdue(world, STATION) == 1, "of the one that was late before"
    assert sum("500 things still wait for you" in text for text in world.messages(STATION)) == 1
    assert len(statements) < 20, "one for all, not one for each"
