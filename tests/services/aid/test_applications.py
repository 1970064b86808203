"""Applications for the study grant: the household's file, the students, amounts and refusals."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from delivery.rendering import render_plain
from domain.kinds.kind import Found
from domain.platform.access import NotForYou
from domain.procedure.events import AidAsked
from domain.procedure.refusals import OtherAidInTheWay
from domain.procedure.state import Verdict
from domain.procedure.steps.approval import SumOutside
from domain.units.steps import StepKind
from models.aid import Verdict as Kept
from models.households import HouseholdFile
from models.people import Person
from models.procedure import AidCase
from services.aid import handing
from services.aid.handing import FileNeeded, NotGranted
from services.aid.other_aid import check_other_aid
from services.aid.standing import Standing, standing_of
from services.aid.verdicts import trace_of, what_holds, why
from services.platform.consent import ConsentWithdrawn
from services.procedure import decide, household_changed, money_of
from tests.data.households import answers_of, households, study_grant_in
from tests.union import APPROVER, AUDITOR, CASHIER, LIN, OTHER_STATION, RECORDER, STATION, ZONE, World

ANSWERS: dict[str, Any] = {
    "student": "m1", "stage": "higher", "new_student": True, "school": "示例大学", "study_track": "regular",
    "payee": "worker",
}  # fmt: skip


def with_file(world: World, household: str = "DEMO-H01") -> None:
    with world.work() as session:
        session.add(
            HouseholdFile(
                number="HF-1", national_number="N1", head_id=LIN, unit_id=4, household_class="deep",
                data=answers_of(households()[household]), opened_at=world.now,
            )
        )  # fmt: skip


def standing(world: World) -> Standing | None:
    with world.work() as session:
        today = world.now.date()
        return standing_of(world.at_work(session, LIN), world.house.policies.current, today=today)


def hand_in(world: World, **changes: Any) -> int:
    policy = world.house.policies.current
    with world.work() as session:
        number = handing.hand_in(world.at_work(session, LIN), study_grant_in(policy), {**ANSWERS, **changes}, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one().id


def offered(world: World, **changes: Any) -> Found:
    policy = world.house.policies.current
    with world.work() as session:
        work = world.at_work(session, LIN)
        return handing.preview(work, handing.wish_for(work, "golden_autumn", policy), {**ANSWERS, **changes})


def against(world: World, **changes: Any) -> tuple[str, ...]:
    return tuple(reason.key for reason in offered(world, **changes).against)


def test_without_a_file_there_is_no_aid(world: World) -> None:
    assert standing(world) is None
    with pytest.raises(FileNeeded):
        hand_in(world)


def test_the_daughter_of_h01_gets_7500(world: World) -> None:
    with_file(world)
    case = world.case(hand_in(world))
    assert (case.amount, case.period, case.programme) == (7_500_00, "2026", "golden_autumn")
    assert case.answers["student_name"] == "林样一"


def test_a_child_applies_once(world: World) -> None:
    with_file(world)
    hand_in(world)
    assert against(world) == ("already_applied",)
    with pytest.raises(NotGranted):
        hand_in(world)


def test_twins_get_one_each(world: World) -> None:
    with_file(world, "DEMO-H04")
    assert world.case(hand_in(world, student="m1", new_student=False)).amount == 7_500_00
    assert world.case(hand_in(world, student="m2", new_student=False)).amount == 7_500_00


def test_every_reason_is_told(world: World) -> None:
    with_file(world)
    assert against(world, stage="primary", study_track="military") == (
        "condition_study_track", "condition_study_stage",
    )  # fmt: skip


def test_what_was_looked_at_is_kept_as_it_was(world: World) -> None:
    """Later changes of the file, and even of the household's class, change no word of it."""
    with_file(world)
    case_id = hand_in(world)
    with world.work() as session:
        before = trace_of(session, case_id)
        file = session.exec(select(HouseholdFile)).one()
        file.data, file.household_class = {**file.data, "self_monthly_income": 90_000_00}, "relative"
    with world.work() as session:
        told = why(world.at_work(session, LIN), case_id)
        after = trace_of(session, case_id)
        assert after == before
        assert after is not None
        assert (after.household_class, after.amount, after.programme) == ("deep", 7_500_00, "golden_autumn")
        assert {"window", "study_track", "amount", "once", "class"} <= {one.key for one in after.looked}
        assert all(one.holds for one in after.looked)
        held = "\n".join(shown(one) for one in what_holds(world.at_work(session, LIN), case_id))
        assert all(shown(one.said) in held for one in after.looked)
    assert "Nothing of what was looked at speaks against it." in shown(told.text)
    assert len(told.keys) == 1


def test_what_speaks_against_it_stands_first(world: World) -> None:
    with_file(world)
    case_id = hand_in(world)
    with world.work() as session:
        kept = session.exec(select(Kept).where(Kept.case_id == case_id)).one()
        looked = [one | {"holds": one["key"] != "window"} for one in kept.trace["looked"]]
        kept.trace = {**kept.trace, "looked": looked}
    with world.work() as session:
        told = shown(why(world.at_work(session, LIN), case_id).text)
        assert "This speaks against it" in told
        assert "✗ Window" in told
        assert "✓" not in told


def test_a_way_to_a_class_that_was_not_needed_does_not_speak_against_it(world: World) -> None:
    with_file(world)
    case_id = hand_in(world)
    missed = {"key": "accident", "found": 0, "wanted": 0, "holds": False, "said": "no accident", "source": "answer"}
    told, held = [], []
    for household_class in ("deep", "none"):
        with world.work() as session:
            kept = session.exec(select(Kept).where(Kept.case_id == case_id)).one()
            looked = [one for one in kept.trace["looked"] if one["key"] != "accident"]
            kept.trace = {**kept.trace, "looked": [*looked, missed], "class": household_class}
        with world.work() as session:
            work = world.at_work(session, LIN)
            told.append(shown(why(work, case_id).text))
            held.append("\n".join(shown(one) for one in what_holds(work, case_id)))
    assert "speaks against it." in told[0]
    assert "✗ no accident" in told[1]
    assert "– no accident" in held[0]
    assert "no accident" not in held[1]


def shown(text: Any) -> str:
    return render_plain(text, "en", timezone=ZONE, limit=9000)


def test_officers_read_no_reasons_of_who_has_withdrawn_the_worker_does(world: World) -> None:
    with_file(world)
    case_id = hand_in(world)
    with world.work() as session:
        session.get_one(Person, LIN).consented_at = None
    with world.work() as session:
        assert why(world.at_work(session, LIN), case_id)
        with pytest.raises(ConsentWithdrawn):
            why(world.at_work(session, STATION), case_id)
        with pytest.raises(NotForYou):
            why(world.at_work(session, OTHER_STATION), case_id)


@pytest.mark.parametrize("officer", [RECORDER, CASHIER, AUDITOR])
def test_who_does_not_read_how_people_live_reads_no_reasons(world: World, officer: int) -> None:
    with_file(world)
    case_id = hand_in(world)
    with world.work() as session, pytest.raises(NotForYou):
        why(world.at_work(session, officer), case_id)


def emergency(world: World, day: str, yuan: int) -> int:
    policy = world.house.policies.current
    answers = {
        "own_emergency_on": day, "own_emergency_what": "家里着火", "own_emergency_needed": yuan * 100,
        "bank_card": "6200000000000005",
    }  # fmt: skip
    with world.work() as session:
        number = handing.hand_in(world.at_work(session, LIN), policy.given("emergency"), answers, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one().id


def test_the_cap_of_a_year_is_asked_at_the_door_and_again_when_it_is_decided(world: World) -> None:
    """A refusal that is taken back beside another case does not pass it."""
    first = emergency(world, "2026-07-01", 3_000)
    with pytest.raises(NotGranted):
        emergency(world, "2026-07-02", 500)
    with world.work() as session:
        session.get_one(AidCase, first).status = "refused"
    second = emergency(world, "2026-07-02", 3_000)
    with world.work() as session:
        case = session.get_one(AidCase, second)
        case.step, case.status = "payment", "open"
    with world.work() as session:
        session.get_one(AidCase, first).status = "open"
        work = world.at_work(session, STATION)
        with pytest.raises(OtherAidInTheWay):
            check_other_aid(work, AidAsked(first, StepKind.APPROVAL))
        check_other_aid(work, AidAsked(second, StepKind.PAYMENT))


def chooses(world: World, case_id: int, fen: int | None) -> None:
    with world.work() as session:
        version = session.get_one(AidCase, case_id).version
        answers = {"sum": fen} if fen is not None else None
        decide(world.at_work(session, APPROVER), case_id, version, Verdict.APPROVE, answers=answers)


@pytest.mark.parametrize("fen", [None, 0, 499_99, 3_000_01])
def test_nothing_is_approved_without_a_sum_within_its_limits(world: World, fen: int | None) -> None:
    case_id = emergency(world, "2026-07-01", 2_000)
    with pytest.raises(SumOutside):
        chooses(world, case_id, fen)
    assert (world.case(case_id).step, world.case(case_id).amount) == ("approval", 3_000_00)


def test_the_sum_that_was_chosen_is_due_and_kept_and_is_open_again_when_the_case_is_decided_anew(world: World) -> None:
    case_id = emergency(world, "2026-07-01", 2_000)
    chooses(world, case_id, 1_200_00)
    with world.work() as session:
        (row,) = money_of(session, session.get_one(AidCase, case_id))
        assert (row.state, row.fen) == ("due", 1_200_00)
        trace = trace_of(session, case_id)
        assert trace is not None
        assert (trace.amount, trace.looked[-1].found) == (1_200_00, "1200.00")
        session.get_one(Person, LIN).name = "林改名"
        household_changed(world.at_work(session, STATION), person_id=LIN)
    case = world.case(case_id)
    assert (case.step, case.amount, case.upto) == ("approval", 3_000_00, 3_000_00)
    chooses(world, case_id, 500_00)
    world.pays(case_id)
    with world.work() as session:
        paid = [row.fen for row in money_of(session, session.get_one(AidCase, case_id)) if row.state == "paid"]
    assert paid == [500_00]


def test_the_cap_of_the_year_is_asked_of_the_sum_that_is_chosen(world: World) -> None:
    """Two that came in at one time: what the first got is what the second cannot get."""
    first, second = emergency(world, "2026-07-01", 3_000), 0
    with world.work() as session:
        session.get_one(AidCase, first).status = "refused"
    second = emergency(world, "2026-07-02", 3_000)
    with world.work() as session:
        session.get_one(AidCase, first).status = "open"
    chooses(world, first, 2_000_00)
    with pytest.raises(OtherAidInTheWay):
        chooses(world, second, 1_000_01)
    chooses(world, second, 1_000_00)
    assert world.case(second).amount == 1_000_00


def test_a_sum_that_can_be_taken_back_is_chosen_only_when_it_takes_effect(world: World) -> None:
    case_id = emergency(world, "2026-07-01", 2_000)
    world.house = replace(world.house, undo_seconds=60)
    with pytest.raises(SumOutside):
        chooses(world, case_id, 3_000_01)
    chooses(world, case_id, 1_200_00)
    assert (world.case(case_id).step, world.case(case_id).amount) == ("approval", 3_000_00)
    world.passes(minutes=2)
    world.keeps_up("let decisions take effect")
    assert (world.case(case_id).step, world.case(case_id).amount) == ("payment", 1_200_00)
