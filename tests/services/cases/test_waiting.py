"""A case that was returned waits for its worker: reminded, ended with notice, and taken up again, on both databases."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.text import pack
from domain.procedure.refusals import (
    HasLapsed,
    NotLapsed,
    OnceApplied,
    OtherAidMeanwhile,
    TooLateToTakeUp,
)
from domain.procedure.state import Status
from models.households import HouseholdFile, HouseholdMember
from models.platform.outbox import FAILED, SENT, WAITING, Outbox
from models.platform.seal import vault
from models.procedure import AidCase, Decision
from services.aid import other_aid
from services.cases import add_papers, card, own, worker_side
from services.cases.history import history
from services.cases.one_household import HouseholdInOpenCase
from services.forms import drafts
from tests.data.households import demo
from tests.services.aid.test_once import applies, file_of, two  # noqa: F401 - `two` is a fixture
from tests.union import ANSWERS, AYGUL, LIN, NAMES, POINT, STATION, STATION_TOO, ZONE, World, told

JOB = "call on workers who are waited for"
RETURNED_ON = date(2026, 7, 20)


def on(world: World, day: date, *, in_time: bool = True) -> None:
    """Let a day come, with the job; what was queued before was sent in time."""
    if in_time:
        sent(world)
    world.now = datetime(day.year, day.month, day.day, 9, 5, tzinfo=ZONE)
    world.keeps_up(JOB)


def sent(world: World, state: str = SENT) -> None:
    with world.work() as session:
        when = {"state": state, "sent_at": col(Outbox.created_at) if state == SENT else None}
        session.execute(update(Outbox).where(col(Outbox.state) == WAITING).values(**when))


def returned(world: World, case_id: int = 0) -> int:
    case_id = case_id or world.opens()
    world.decides(STATION, case_id, "return")
    return case_id


def lapsed(world: World, case_id: int = 0) -> int:
    case_id = returned(world, case_id)
    for day in (date(2026, 7, 27), date(2026, 7, 30), date(2026, 8, 20)):
        on(world, day)
    assert world.case(case_id).status == Status.LAPSED
    return case_id


def takes_up(world: World, case_id: int, by: int = LIN) -> None:
    with world.work() as session:
        other_aid.take_up(world.at_work(session, by), case_id)


def reminders(world: World, chat_id: int = LIN) -> list[str]:
    return [one for one in world.messages(chat_id) if "still waits for you" in one]


# Reminders, and the end -----------------------------------------------------------------------------------------------


def test_a_returned_case_is_reminded_of_and_ends(world: World) -> None:
    case_id = returned(world)
    assert world.case(case_id).waits_until == date(2026, 8, 19)
    assert "by 19 August 2026" in world.messages(LIN)[-1]
    on(world, date(2026, 7, 24))
    assert reminders(world) == []
    on(world, date(2026, 7, 27))
    assert len(reminders(world)) == 1
    assert not [one for one in world.messages(POINT) if "still waits for its worker" in one]
    on(world, date(2026, 7, 30))
    on(world, date(2026, 7, 30))
    assert len(reminders(world)) == 2
    assert "19 August 2026" in reminders(world)[-1]
    assert len([one for one in world.messages(POINT) if "still waits for its worker" in one]) == 1
    on(world, date(2026, 8, 19))
    assert world.case(case_id).status == Status.RETURNED, "the last day is the worker's"
    on(world, date(2026, 8, 20))
    case = world.case(case_id)
    assert (case.status, case.waits_until, case.call_on) == ("lapsed", None, None)
    assert "has ended, because it was not handed in again by 19 August 2026" in world.messages(LIN)[-1]
    assert "Until 18 November 2026 you can take it up again" in world.messages(LIN)[-1]
    assert "Until 18 November 2026 they can take it up again" in world.messages(POINT)[-1]
    assert world.prompted(case_id) == set()
    on(world, date(2027, 8, 20))
    assert len(reminders(world)) == 2, "nothing more comes of what is over"
    with world.work() as session:
        assert session.exec(select(Decision.verdict).order_by(col(Decision.id))).all() == ["return", "lapse"]


def test_whoever_hands_in_again_hears_no_more(world: World) -> None:
    case_id = returned(world)
    on(world, date(2026, 7, 27))
    with world.work() as session:
        worker_side.resubmit(world.at_work(session, LIN), case_id, answers=ANSWERS, household_class="deep", amount=0)
    for day in (date(2026, 7, 30), date(2026, 9, 20)):
        on(world, day)
    assert len(reminders(world)) == 1
    assert world.case(case_id).status == Status.OPEN
    returned(world, case_id)
    on(world, date(2026, 9, 28))
    assert len(reminders(world)) == 2, "it was returned anew, and the days begin anew"


def test_whoever_is_just_correcting_it_is_not_cut_off(world: World) -> None:
    case_id = returned(world)
    for day in (date(2026, 7, 27), date(2026, 7, 30)):
        on(world, day)
    world.now = datetime(2026, 8, 19, 20, tzinfo=ZONE)
    with world.work() as session:
        drafts.begin(world.at_work(session, LIN), "report", {}, subject=str(case_id))
    on(world, date(2026, 8, 20))
    assert world.case(case_id).status == Status.RETURNED
    on(world, date(2026, 8, 25))
    assert world.case(case_id).status == Status.LAPSED


def test_a_clock_that_jumped_ends_nothing_unforeseen(world: World) -> None:
    case_id = returned(world)
    on(world, date(2027, 7, 20))
    assert len(reminders(world)) == 1
    assert world.case(case_id).waits_until == date(2027, 8, 9)
    on(world, date(2027, 8, 9))
    assert world.case(case_id).status == Status.RETURNED
    on(world, date(2027, 8, 10))
    assert world.case(case_id).status == Status.LAPSED


def test_nothing_ends_before_the_reminder_has_gone_out(world: World) -> None:
    case_id = returned(world)
    on(world, date(2026, 7, 27))
    on(world, date(2026, 7, 30))
    on(world, date(2026, 8, 20), in_time=False)
    assert world.case(case_id).status == Status.RETURNED, "it still waits in the outbox"
    with world.work() as session:
        session.execute(update(Outbox).where(col(Outbox.state) == WAITING).values(state=SENT, sent_at=world.now))
    on(world, date(2026, 8, 21))
    assert world.case(case_id).status == Status.RETURNED
    assert world.case(case_id).waits_until == date(2026, 9, 9), "twenty days after it was really sent"
    on(world, date(2026, 9, 10))
    assert world.case(case_id).status == Status.LAPSED


def test_whoever_blocked_the_bot_keeps_nobody_waiting(world: World) -> None:
    case_id = returned(world)
    on(world, date(2026, 7, 27))
    on(world, date(2026, 7, 30))
    sent(world, FAILED)
    on(world, date(2026, 8, 20))
    assert world.case(case_id).status == Status.LAPSED


def test_a_case_returned_by_the_version_before_gets_its_days(world: World) -> None:
    case_id = returned(world)
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.waits_since = case.waits_until = case.call_on = None
    on(world, date(2026, 7, 21))
    assert reminders(world) == []
    assert world.case(case_id).waits_until == date(2026, 8, 19)
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        case.waits_since = case.waits_until = case.call_on = None
    on(world, date(2026, 9, 21))
    assert len(reminders(world)) == 1
    assert world.case(case_id).waits_until == date(2026, 10, 12), "the holidays of October end on the 7th"


def test_thousands_that_wait_cost_a_few_statements(world: World) -> None:
    case_id = returned(world)
    with world.work() as session:
        one = session.get_one(AidCase, case_id).model_dump(exclude={"id", "number", "seal"})
        session.add_all(AidCase(**one, number=f"2026-{number:04d}") for number in range(100, 600))
    statements: list[str] = []
    event.listen(world.database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    on(world, date(2026, 7, 24))
    resting = len(statements)
    statements.clear()
    world.now = datetime(2026, 7, 27, 9, 5, tzinfo=ZONE)
    world.keeps_up(JOB)
    assert resting < 12
    assert len(statements) < 30, "one for all, not one for each"
    for _ in range(3):
        world.keeps_up(JOB)
    assert len(reminders(world)) == 501


# The way back ---------------------------------------------------------------------------------------------------------


def test_what_has_ended_is_taken_up_with_its_answers(world: World) -> None:
    case_id = lapsed(world)
    with world.work() as session, pytest.raises(HasLapsed):
        worker_side.resubmit(world.at_work(session, LIN), case_id, answers=ANSWERS, household_class="deep", amount=0)
    with pytest.raises(NotForYou):
        takes_up(world, case_id, AYGUL)
    takes_up(world, case_id)
    case = world.case(case_id)
    assert (case.status, case.step, case.waits_until) == ("returned", "review", date(2026, 9, 20)), (
        "a Sunday that is worked"
    )
    with pytest.raises(NotLapsed):
        takes_up(world, case_id)
    with world.work() as session:
        worker_side.resubmit(world.at_work(session, LIN), case_id, answers=ANSWERS, household_class="deep", amount=0)
    assert world.prompted(case_id)
    with world.work() as session:
        said = [told_line.said.source for told_line in history(session, session.get_one(AidCase, case_id), demo())]
    assert [line for line in said if "ended" in line or "Taken up" in line] == [
        "It was not handed in again in time and ended", "Taken up again by the worker",
    ]  # fmt: skip


def test_it_can_be_taken_up_for_some_months_only(world: World) -> None:
    case_id = lapsed(world)
    world.now = datetime(2026, 11, 19, 9, tzinfo=ZONE)
    with pytest.raises(TooLateToTakeUp):
        takes_up(world, case_id)
    world.now = datetime(2026, 11, 18, 9, tzinfo=ZONE)
    takes_up(world, case_id)


def test_a_household_may_report_anew_and_then_the_old_report_stays_over(world: World) -> None:
    case_id = world.opens()
    with world.work() as session:
        session.add(
            HouseholdMember(case_id=case_id, resident_id_print=vault().fingerprint("990101197001010000"),
                            resident_id="990101197001010000", name=NAMES[LIN], relation="self")
        )  # fmt: skip
    lapsed(world, case_id)
    world.opens()
    with pytest.raises(HouseholdInOpenCase):
        takes_up(world, case_id)
    assert world.case(case_id).status == Status.LAPSED


def test_a_grant_gives_its_place_free_and_takes_it_only_while_it_is_free(world: World) -> None:
    file_of(world)
    first = applies(world)
    held = world.case(first).once_key
    lapsed(world, first)
    assert world.case(first).once_key is None
    second = applies(world)
    with pytest.raises(OnceApplied):
        takes_up(world, first)
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), second)
    takes_up(world, first)
    assert world.case(first).once_key == held


@pytest.mark.parametrize("two", ["one_programme_a_year"], indirect=True)
def test_other_aid_that_came_meanwhile_is_in_the_way(two: World) -> None:  # noqa: F811
    file_of(two)
    first = lapsed(two, applies(two))
    second = applies(two, "second_grant")
    with pytest.raises(OtherAidMeanwhile) as stopped:
        takes_up(two, first)
    assert stopped.value.args_given["others"] == two.case(second).number
    assert two.case(first).status == Status.LAPSED
    with two.work() as session:
        worker_side.withdraw(two.at_work(session, LIN), second)
    takes_up(two, first)


def test_a_case_goes_along_with_its_household_when_it_comes_back(world: World) -> None:
    file = file_of(world)
    case_id = lapsed(world, applies(world))
    with world.work() as session:
        session.get_one(HouseholdFile, file).unit_id = 5
    takes_up(world, case_id)
    assert world.case(case_id).unit_id == 5


# Papers that were to follow ------------------------------------------------------------------------------------------

ALL_PAPERS = ("resident_id_copy", "household_book", "wage_proof", "bank_card_copy", "diagnosis", "medical_bills")


def brings(world: World, case_id: int, *kinds: str) -> None:
    files = {f"paper_{kind}": [FileRef(kind, kind, mime="image/jpeg").to_json()] for kind in kinds}
    with world.work() as session:
        add_papers(world.at_work(session, LIN), case_id, files)


def asked_for_papers(world: World) -> list[str]:
    return [one for one in world.messages(LIN) if "still needs papers from you" in one]


def test_papers_that_were_to_follow_are_reminded_of_and_then_the_reviewers_are_told(world: World) -> None:
    case_id = world.opens()
    brings(world, case_id, *ALL_PAPERS[:-1])
    on(world, date(2026, 7, 22))
    assert asked_for_papers(world) == []
    on(world, date(2026, 7, 23))
    on(world, date(2026, 7, 27))
    assert len(asked_for_papers(world)) == 2
    assert "A year's medical bills you paid yourself. Please send them by 27 July 2026" in asked_for_papers(world)[-1]
    on(world, date(2026, 7, 28))
    on(world, date(2026, 7, 29))
    for officer in (STATION, STATION_TOO):
        told_of = [one for one in world.messages(officer) if "that were to follow have not come" in one]
        assert len(told_of) == 1
    assert (world.case(case_id).status, world.case(case_id).call_on) == ("open", None)
    assert len(asked_for_papers(world)) == 2


def test_whoever_brought_the_papers_hears_nothing(world: World) -> None:
    case_id = world.opens()
    on(world, date(2026, 7, 23))
    brings(world, case_id, *ALL_PAPERS)
    for day in (27, 28, 29):
        on(world, date(2026, 7, day))
    assert len(asked_for_papers(world)) == 1
    assert not [one for one in world.messages(STATION) if "have not come" in one]


def test_whose_review_is_over_hears_nothing(world: World) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    on(world, date(2026, 7, 24))
    assert asked_for_papers(world) == []
    with world.work() as session:
        assert own.own_case(world.at_work(session, LIN), case_id).waits_until is None


def test_the_worker_reads_until_when_papers_are_waited_for(world: World) -> None:
    case_id = world.opens()
    with world.work() as session:
        assert own.own_case(world.at_work(session, LIN), case_id).waits_until == date(2026, 7, 27)
    brings(world, case_id, *ALL_PAPERS)
    with world.work() as session:
        assert own.own_case(world.at_work(session, LIN), case_id).waits_until is None


# How both sides read it -----------------------------------------------------------------------------------------------


def test_both_sides_read_until_when(world: World) -> None:
    case_id = returned(world)
    on(world, date(2026, 7, 27))

    def seen() -> tuple[own.CaseView, str]:
        with world.work() as session:
            worker = own.own_case(world.at_work(session, LIN), case_id)
            officer = card.look_at_case(world.at_work(session, STATION), case_id)[-1]
            return worker, told(pack(officer.text))

    worker, officer = seen()
    assert worker.waits_until == date(2026, 8, 19)
    assert "It waits for the worker until 19 August 2026; reminded 1 time." in officer
    for day in (date(2026, 7, 30), date(2026, 8, 20)):
        on(world, day)
    worker, officer = seen()
    assert (worker.is_closed, worker.back_until, worker.reason) == (True, date(2026, 11, 18), "because")
    assert "The worker can take it up again until 18 November 2026." in officer
    assert "ended, since it was not handed in again in time" in officer
