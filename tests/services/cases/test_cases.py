"""Cases through their steps: who is asked, who may decide, and what a press does that comes too late."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from domain.claims.settled import Said
from domain.households.household import Member
from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from domain.procedure.entries import NumberNotReadable
from domain.procedure.refusals import (
    AlreadyPaid,
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NotThisStep,
    ReasonNeeded,
    SecondPairOfEyesNeeded,
    VisitMissing,
)
from models.households import HouseholdFile, HouseholdMember, NamedOfficer
from models.notices import Notice
from models.officers import Appointment
from models.payments import MoneyRow
from models.people import Person
from models.procedure import AidCase, Decision, Paper
from services import claims
from services.aid.endings import NumberTaken
from services.cases import add_papers
from services.cases import worker_side as cases
from services.cases.one_household import HouseholdInOpenCase, find_open_household
from services.payments import receipts
from services.payments.payments import PaidOnAnotherDay
from services.procedure import Dossier
from services.procedure import record as case_record
from tests.union import (
    ANSWERS,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    DAUGHTER,
    LIN,
    OTHER_STATION,
    PAPER,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    World,
)


def test_the_whole_road_of_a_hardship_report(world: World) -> None:
    case_id = world.opens(members=(DAUGHTER,))
    assert world.case(case_id).number == "2026-0001"
    assert world.prompted(case_id) == {STATION, STATION_TOO}
    assert world.prompted(case_id, "visit") == {POINT}
    world.reviewed(case_id)
    assert world.case(case_id).step == "notice"
    world.now = world.now.replace(day=28, hour=0)
    world.keeps_up("end public notices")
    assert world.prompted(case_id) == {APPROVER, APPROVER_TOO}
    world.decides(APPROVER, case_id)
    assert world.prompted(case_id) == {RECORDER}
    world.enters(case_id, " ｎ-００１ ")
    case = world.case(case_id)
    assert (case.step, case.status) == ("closed", "finished")
    assert any("HF-2026-0001" in text for text in world.messages(LIN))
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert file.national_number == "N-001"
        assert {one.household_id for one in session.exec(select(HouseholdMember))} == {file.id}


def test_the_whole_road_of_a_grant(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    assert world.prompted(case_id) == {CASHIER}
    world.pays(case_id)
    paid = world.messages(LIN)[-1]
    assert "**** 0005" in paid
    assert "7,500" in paid
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)
    assert world.prompted(case_id, "dispute") == {CASHIER}
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), case_id)
    assert world.case(case_id).status == "finished"
    assert world.prompted(case_id, "dispute") == set()


def test_a_prompt_says_what_is_asked_and_never_who_it_is(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=600_000)
    (text,) = world.messages(STATION)
    for expected in ("2026-0001", "Golden Autumn", "deep hardship", "Unit 4", "6,000", "5 working days", "home visit"):
        assert expected in text
    for secret in ("林", "13800138000", "9901011970", "6222", "illness"):
        assert secret not in text
    assert all(str(LIN) not in press.split(":")[0] for press in world.presses(STATION))
    assert world.case(case_id).due_at is not None


def test_review_needs_a_visit_by_two(world: World) -> None:
    case_id = world.opens()
    with pytest.raises(VisitMissing):
        world.decides(STATION, case_id)
    world.visits(POINT, STATION, case_id, confirm=False)
    with pytest.raises(VisitMissing):
        world.decides(STATION, case_id)
    assert world.case(case_id).step == "review"


def test_four_eyes(world: World) -> None:
    """Whoever visited or reviewed is neither asked for the approval nor may give it."""
    _appoint(world, STATION, "approver", 1)
    _appoint(world, POINT, "approver", 1)
    case_id = world.opens()
    world.noticed(case_id)
    assert world.prompted(case_id) == {APPROVER, APPROVER_TOO}
    for officer in (STATION, POINT):
        with pytest.raises(SecondPairOfEyesNeeded):
            world.decides(officer, case_id)
    assert world.case(case_id).step == "approval"


def test_nobody_acts_on_their_own_household(world: World) -> None:
    with world.work() as session:
        spouse = Member("spouse", "员", resident_id=session.get_one(Person, STATION).resident_id or "")
    case_id = world.opens(members=(spouse,))
    with world.work() as session:
        asked = session.exec(select(NamedOfficer.id)).one()
        claims.answer(world.at_work(session, STATION), asked, Said.YES)
    assert world.prompted(case_id) == {STATION_TOO}
    with pytest.raises(Refusal, match="OwnHousehold"):
        world.decides(STATION, case_id)


def test_another_units_officer_cannot(world: World) -> None:
    case_id = world.opens()
    for outsider in (OTHER_STATION, RECORDER, CASHIER, APPROVER, STRANGER, LIN):
        with pytest.raises(Refusal):
            world.decides(outsider, case_id, "return")
    assert world.case(case_id).status == "open"
    with pytest.raises(NotForYou):
        world.decides(OTHER_STATION, case_id, "return")


def test_the_next_level_is_asked_when_the_step_has_nobody(world: World) -> None:
    with world.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.unit_id == 3)):
            held.ended_at = world.now
    case_id = world.opens(AYGUL)
    assert world.prompted(case_id) == {CENTRE_REVIEWER}


def test_administrators_hear_of_a_step_that_nobody_may_take(world: World) -> None:
    with world.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.role == "reviewer")):
            held.ended_at = world.now
    world.opens()
    assert "2026-0001" in world.messages(90)[0]


def test_the_first_press_wins_and_the_others_are_told(world: World) -> None:
    case_id = world.opens()
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id, version=1)
    with pytest.raises(NotThisStep):
        world.decides(STATION_TOO, case_id, version=1)
    assert "Approved by the reviewer, Unit 2." in world.edited(STATION_TOO)[-1]
    assert "Approved by the reviewer, Unit 2." in world.edited(STATION)[-1]
    assert world.presses(STATION_TOO) == []


def test_two_officers_at_the_same_instant(world: World) -> None:
    """Both have read the same state before either writes: one passes, the other is told so."""
    case_id = world.opens()
    world.visits(POINT, STATION, case_id)
    gate, outcomes = threading.Barrier(2), []

    def press(officer: int) -> None:
        gate.wait()
        try:
            world.decides(officer, case_id, version=1)
            outcomes.append("done")
        except NotThisStep:
            outcomes.append("too late")

    threads = [threading.Thread(target=press, args=(officer,)) for officer in (STATION, STATION_TOO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "too late"]
    with world.work() as session:
        assert len(session.exec(select(Decision)).all()) == 1


def test_a_prompt_from_before_a_return_is_stale(world: World) -> None:
    case_id = world.opens()
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id, "return", version=1, reason="@paper_missing")
    assert "A paper is missing. /cases shows which one" in world.messages(LIN)[-1]
    assert "Still missing: " in world.messages(LIN)[-1]
    with pytest.raises(NotThisStep):
        world.decides(STATION_TOO, case_id, version=1)
    with pytest.raises(CaseIsWithWorker):
        world.decides(STATION_TOO, case_id)
    _resubmit(world, case_id)
    with pytest.raises(NotThisStep):
        world.decides(STATION_TOO, case_id, version=1)
    assert world.prompted(case_id) == {STATION, STATION_TOO}
    assert world.case(case_id).answers["homes"] == 0
    world.visits(POINT, STATION, case_id)
    world.decides(STATION_TOO, case_id)
    assert world.case(case_id).step == "notice"


def _resubmit(world: World, case_id: int, household_class: str = "deep", *, homes: int = 0) -> None:
    with world.work() as session:
        cases.resubmit(
            world.at_work(session, LIN),
            case_id,
            answers={**ANSWERS, **PAPER, "homes": homes},
            household_class=household_class,
            amount=0,
        )


def test_a_new_class_after_the_notice_is_reviewed_and_posted_again(world: World) -> None:
    case_id = world.opens()
    world.noticed(case_id)
    world.decides(APPROVER, case_id, "return")
    _resubmit(world, case_id, homes=1)
    assert world.case(case_id).step == "approval"
    world.decides(APPROVER, case_id, "return")
    _resubmit(world, case_id, household_class="relative", homes=1)
    assert world.case(case_id).step == "review"
    assert world.prompted(case_id) == {STATION, STATION_TOO}
    world.decides(STATION, case_id)
    world.keeps_up("end public notices")
    assert world.case(case_id).step == "notice"
    with world.work() as session:
        posted = session.exec(select(Notice).where(Notice.case_id == case_id)).all()
        assert [one.taken_down_at is None for one in posted] == [False, True]


def test_a_return_needs_a_reason(world: World) -> None:
    case_id = world.opens()
    with pytest.raises(ReasonNeeded):
        world.decides(STATION, case_id, "return", reason=" ")


def test_a_refused_case_is_closed_and_the_worker_knows_why(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "refuse", reason="The home was sold in May.")
    assert "The home was sold in May." in world.messages(LIN)[-1]
    with pytest.raises(CaseAlreadyClosed):
        world.decides(STATION_TOO, case_id)


def test_one_household_one_case(world: World) -> None:
    first = world.opens(members=(DAUGHTER,))
    with pytest.raises(HouseholdInOpenCase) as refused:
        world.opens(members=(DAUGHTER,))
    assert refused.value.args_given == {"number": world.case(first).number}
    with world.work() as session:
        assert find_open_household(session, LIN) == "2026-0001"
        assert find_open_household(session, AYGUL) is None, "to be named by somebody says nothing"
        cases.withdraw(world.at_work(session, LIN), first)
    assert world.prompted(first) == set()
    assert world.case(world.opens(members=(DAUGHTER,))).number == "2026-0002"


def test_a_household_with_an_open_file_cannot_report_again(world: World) -> None:
    case_id = world.opens()
    world.approved(case_id)
    world.enters(case_id)
    with pytest.raises(HouseholdInOpenCase):
        world.opens()


def test_numbers_are_unique_when_many_open_at_once(world: World) -> None:
    people = [LIN, AYGUL, STRANGER, POINT, STATION, APPROVER]
    threads = [threading.Thread(target=world.opens, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with world.work() as session:
        numbers = sorted(session.exec(select(AidCase.number)))
    assert numbers == [f"2026-{n:04d}" for n in range(1, 7)]


def test_one_worker_reports_thrice_at_the_same_instant(world: World) -> None:
    outcomes: list[str] = []

    def report(person: int) -> None:
        try:
            world.opens(person, members=(DAUGHTER,))
            outcomes.append("open")
        except HouseholdInOpenCase:
            outcomes.append("refused")

    threads = [threading.Thread(target=report, args=(person,)) for person in (LIN, LIN, LIN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["open", "refused", "refused"]


def test_the_national_number_is_checked(world: World) -> None:
    first, second = world.opens(), world.opens(AYGUL)
    world.reviewed(first)
    world.visits(CENTRE_REVIEWER, OTHER_STATION, second)
    world.decides(OTHER_STATION, second)
    world.now = world.now.replace(day=29)
    world.keeps_up("end public notices")
    for case_id in (first, second):
        world.decides(APPROVER, case_id)
    for wrong in ("", "  ", "a", "no number!"):
        with pytest.raises(NumberNotReadable):
            world.enters(first, wrong)
    world.enters(first, "N-7")
    with pytest.raises(NumberTaken) as taken:
        world.enters(second, "ｎ-7")
    assert taken.value.args_given["file"] == "HF-2026-0001"
    assert world.case(second).step == "entry"
    world.enters(second, "N-8")


def test_money_is_paid_once_and_on_a_day_that_can_be(world: World) -> None:
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    version = world.case(case_id).version
    with pytest.raises(NotForYou):
        world.pays(case_id, officer=RECORDER)
    with pytest.raises(PaidOnAnotherDay):
        world.pays(case_id, on=world.now.date().replace(month=9))
    world.pays(case_id, version=version)
    with pytest.raises(AlreadyPaid):
        world.pays(case_id, version=version)
    with world.work() as session:
        assert len(session.exec(select(MoneyRow)).all()) == 1


def test_the_cashier_is_a_third_person(world: World) -> None:
    _appoint(world, APPROVER, "cashier", 1)
    case_id = world.opens(programme="golden_autumn", amount=750_000)
    world.approved(case_id)
    assert world.prompted(case_id) == {CASHIER}
    with pytest.raises(SecondPairOfEyesNeeded):
        world.pays(case_id, officer=APPROVER)


def test_a_recorder_can_return_a_case(world: World) -> None:
    case_id = world.opens()
    world.approved(case_id)
    world.decides(RECORDER, case_id, "return", reason="The id in the household book differs.")
    assert world.case(case_id).status == "returned"


def test_papers_are_added_once(world: World) -> None:
    case_id = world.opens()
    for _ in range(2):
        with world.work() as session:
            add_papers(world.at_work(session, LIN), case_id, PAPER)
    with world.work() as session:
        missing = Dossier(world.at_work(session), session.get_one(AidCase, case_id)).missing_papers
        assert "diagnosis" not in {kind.key for kind in missing}
        assert "medical_bills" in {kind.key for kind in missing}
        assert len(session.exec(select(Paper)).all()) == 1


def _appoint(world: World, person_id: int, role: str, unit_id: int) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=person_id, role=role, unit_id=unit_id, appointed_by=90, since=world.now))


def test_an_office_below_the_steps_level_does_not_decide(world: World) -> None:
    _appoint(world, STRANGER, "reviewer", 4)
    case_id = world.opens()
    assert STRANGER not in world.prompted(case_id)
    with pytest.raises(NotForYou):
        world.decides(STRANGER, case_id, "return")


def test_a_case_that_changed_after_it_was_read_is_not_written(world: World) -> None:
    """The count of changed rows is what decides, whatever was locked before."""
    case_id = world.opens()
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        state = case_record.state_of(world.at_work(session), case)
        faster = update(AidCase).where(col(AidCase.id) == case_id).values(version=7)
        session.execute(faster, execution_options={"synchronize_session": False})
        with pytest.raises(NotThisStep):
            case_record.save(world.at_work(session), case, replace(state, turn=state.turn + 1))
    assert world.case(case_id).version == 7
