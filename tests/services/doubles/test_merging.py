"""One file comes of two: nothing is lost, nothing is half, and the old number leads to what stays."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from sqlmodel import col, select

from domain.doubles.joining import SAME
from domain.households.history import Kind
from domain.households.member import Member
from domain.platform.access import Action
from domain.platform.text import Refusal
from models.campaigns import Campaign, CampaignTask, Gift
from models.changes import Change
from models.households import (
    Certificate,
    FileDouble,
    FileMark,
    FileVersion,
    HomeVisit,
    HouseholdFile,
    HouseholdMember,
    MemberAccount,
)
from models.payments import MoneyRow
from models.platform.seal import vault
from models.procedure import AidCase
from services import doubles, households, lives
from services.doubles import merging
from services.households.history import stands, state_after
from services.households.record import id_of
from tests.doubles import (
    become_one,
    lies_before,
    pairs,
    says,
    the_pair,
    two_files,
)
from tests.union import APPROVER, APPROVER_TOO, AYGUL, CENTRE_REVIEWER, DAUGHTER, LIN, POINT, World

GRANDMA = Member("mother", "外婆样本", resident_id="990101195001010025")


def file(world: World, number: int) -> HouseholdFile:
    with world.work() as session:
        return session.get_one(HouseholdFile, number)


def cases_of(world: World, household: int) -> list[int]:
    with world.work() as session:
        return sorted(session.exec(select(AidCase.id).where(AidCase.household_id == household)))


def names(found: HouseholdFile) -> list[tuple[str, str]]:
    return [(one["relation"], one["name"]) for one in found.data["members"]]


def grant(world: World, who: int, household: int, *, programme: str = "golden_autumn", key: str = "household") -> int:
    """A case of a household for something of which it has one a year."""
    number = file(world, household).number
    print_ = vault().fingerprint(f"{key}:{number}")
    return world.opens(who, programme, 7_500_00, household_id=household, subject_print=print_)


def replays(world: World, number: int) -> bool:
    with world.work() as session:
        found = session.get_one(HouseholdFile, number)
        return state_after(session, number) == stands(world.at_work(session), found)


# Who lives there -----------------------------------------------------------------------------------------------------


def test_spouses_with_a_file_each_become_one_household(world: World) -> None:
    lin, aygul = two_files(world, lin=[DAUGHTER], aygul=[GRANDMA])
    told = become_one(world, lin, "spouse")
    assert "HF-2026-0002 leads to it" in told
    kept, other = file(world, lin), file(world, aygul)
    assert names(kept) == [
        ("daughter", DAUGHTER.name), ("spouse", "阿依古丽·样本"), ("parent_in_law", GRANDMA.name)
    ]  # fmt: skip
    assert (other.merged_into, other.closed_at) == (lin, world.now)
    assert kept.closed_at is None
    with world.work() as session:
        rows = session.exec(select(HouseholdMember).where(HouseholdMember.household_id == lin)).all()
        assert {row.name for row in rows if row.file_key} == {"林示例", DAUGHTER.name, "阿依古丽·样本", GRANDMA.name}
        assert households.file_of_person(session, AYGUL).id == lin  # type: ignore[union-attr]
        assert households.file_of_person(session, LIN).id == lin  # type: ignore[union-attr]
    assert replays(world, lin)
    assert replays(world, aygul)


def test_two_files_of_one_person_leave_one_head_and_each_member_once(world: World) -> None:
    same = Member("daughter", DAUGHTER.name)
    lin, _aygul = two_files(world, lin=[DAUGHTER], aygul=[same, GRANDMA])
    become_one(world, lin, SAME)
    assert names(file(world, lin)) == [("daughter", DAUGHTER.name), ("mother", GRANDMA.name)]
    with world.work() as session:
        assert households.file_of_person(session, AYGUL).id == lin  # type: ignore[union-attr]
        held = session.exec(select(HouseholdMember.file_key).where(col(HouseholdMember.file_key).is_not(None))).all()
        assert len(held) == len(set(held)) == 4, "neither number opens a second file"


def test_the_later_number_may_stay(world: World) -> None:
    lin, aygul = two_files(world)
    become_one(world, aygul, "spouse")
    assert file(world, lin).merged_into == aygul
    assert names(file(world, aygul)) == [("spouse", "林示例")]


# Nothing is lost -----------------------------------------------------------------------------------------------------


def test_cases_visits_papers_and_history_of_both_are_under_the_one(world: World) -> None:
    lin, aygul = two_files(world)
    theirs = cases_of(world, aygul)
    with world.work() as session:
        for number in (lin, aygul):
            session.add(HomeVisit(household_id=number, officer_id=POINT, visited_on=world.now.date(),
                                  findings="worse", recorded_at=world.now))  # fmt: skip
        session.get_one(HouseholdFile, aygul).last_visit_on = world.now.date()
    become_one(world, lin, "spouse")
    assert set(theirs) < set(cases_of(world, lin))
    assert cases_of(world, aygul) == []
    assert file(world, lin).last_visit_on == world.now.date()
    with world.work() as session:
        assert len(session.exec(select(HomeVisit).where(HomeVisit.household_id == lin)).all()) == 2
        work = world.at_work(session, CENTRE_REVIEWER)
        first = lives.life_of(work, lin, None)
        pages = (first, lives.life_of(work, lin, first.next))
        said = [getattr(one.said, "source", "") for page in pages for one in page.entries]
    assert said.count("The file was opened") == 2, "those of both"
    assert said.count(Kind.JOINED.said.source) == 2


def test_the_old_number_and_old_buttons_lead_to_the_file_that_stays(world: World) -> None:
    lin, aygul = two_files(world)
    become_one(world, lin, "spouse")
    with world.work() as session:
        work = world.at_work(session, CENTRE_REVIEWER)
        assert households.find(work, "hf-2026-0002") == lin
        assert id_of(work, "HF-2026-0002") == lin
        assert households.opened_to(work, Action.SEE_HOUSEHOLD, aygul).id == lin


def test_what_the_other_stood_on_a_list_by_is_not_lost(world: World) -> None:
    lin, aygul = two_files(world)
    with world.work() as session:
        kept = session.get_one(HouseholdFile, lin)
        kept.household_class, kept.national_number = "", None
    become_one(world, lin, "spouse")
    kept = file(world, lin)
    assert (kept.national_number, file(world, aygul).national_number) == ("N-002", None)
    assert kept.household_class
    assert replays(world, lin)
    assert replays(world, aygul)


def test_two_entries_in_the_national_system_are_told_to_the_officer(world: World) -> None:
    lin, _ = two_files(world)
    assert "still two entries, N-001 and N-002" in become_one(world, lin, "spouse")


def test_tasks_and_gifts_of_both_count_for_the_one(world: World) -> None:
    lin, aygul = two_files(world)
    with world.work() as session:
        day = world.now.date()
        campaigns = [
            Campaign(key=f"winter:{year}", season="winter", year=year, policy_version="x", opens=day, closes=day,
                     opened_at=world.now, handled_until=day, filled_at=world.now) for year in (2026, 2027)
        ]  # fmt: skip
        session.add_all(campaigns)
        session.flush()
        given = CampaignTask(
            campaign_id=campaigns[0].id, household_id=aygul, state="done", items={"a": 1}, added_at=world.now
        )
        session.add_all([
            CampaignTask(campaign_id=campaigns[0].id, household_id=lin, added_at=world.now), given,
            CampaignTask(campaign_id=campaigns[1].id, household_id=aygul, added_at=world.now),
        ])  # fmt: skip
        session.flush()
        session.add(
            Gift(task_id=given.id, household_id=aygul, item="a", year=2026, given_on=world.now.date(), given_by=POINT)
        )
    become_one(world, lin, "spouse")
    with world.work() as session:
        tasks = session.exec(select(CampaignTask).where(CampaignTask.household_id == lin)).all()
        assert sorted((task.campaign_id, task.state) for task in tasks) == [(1, "done"), (2, "untouched")]
        assert session.exec(select(Gift.household_id)).all() == [lin]


def test_what_was_proposed_about_the_other_is_over_and_told(world: World) -> None:
    lin, aygul = two_files(world)
    with world.work() as session:
        session.add(Change(household_id=aygul, what="a", old={"answers": {}}, new={"answers": {}}, note="x",
                           proposed_by=AYGUL, proposed_at=world.now, asked=[], open_key="k"))  # fmt: skip
    become_one(world, lin, "spouse")
    with world.work() as session:
        change = session.exec(select(Change)).one()
        assert (change.state, change.open_key, change.household_id) == ("withdrawn", None, lin)
    assert any("became one with HF-2026-0001" in said for said in world.messages(AYGUL))


def test_a_certificate_of_the_other_ends(world: World) -> None:
    lin, aygul = two_files(world)
    with world.work() as session:
        session.add(Certificate(household_id=aygul, number="C-1", household_class="deep", issued_at=world.now,
                                issued_by=1, valid_until=world.now.date(), open_key=f"{aygul}"))  # fmt: skip
    become_one(world, lin, "spouse")
    with world.work() as session:
        one = session.exec(select(Certificate)).one()
        assert (one.ended_at, one.open_key) == (world.now, None)


def test_both_households_and_their_officers_are_told(world: World) -> None:
    lin, _ = two_files(world)
    become_one(world, lin, "spouse")
    for who in (LIN, AYGUL):
        assert sum("HF-2026-0001 stays" in said for said in world.messages(who)) == 1
    assert lies_before(world) == set()
    assert (the_pair(world).state, the_pair(world).decided_by) == ("merged", APPROVER)


# Cases for the same --------------------------------------------------------------------------------------------------


def test_of_two_running_cases_for_the_same_the_later_is_taken_back(world: World) -> None:
    lin, aygul = two_files(world)
    theirs = grant(world, AYGUL, aygul)
    world.passes(hours=1)
    mine = grant(world, LIN, lin)
    told = become_one(world, lin, "spouse")
    assert (world.case(mine).status, world.case(theirs).status) == ("withdrawn", "open")
    assert f"Case {world.case(mine).number} is taken back" in told
    key = f"golden_autumn:{vault().fingerprint('household:HF-2026-0001')}:2026"
    assert world.case(theirs).once_key == key, "nobody of the household asks for it a second time"
    assert any(f"{world.case(mine).number} is taken back" in said for said in world.messages(LIN))


@pytest.mark.parametrize("paid_first", ["kept", "other"])
def test_what_was_paid_to_either_is_not_paid_again(world: World, paid_first: str) -> None:
    lin, aygul = two_files(world)
    paid, open_ = ((LIN, lin), (AYGUL, aygul)) if paid_first == "kept" else ((AYGUL, aygul), (LIN, lin))
    open_one = grant(world, *open_)
    world.passes(hours=1)
    paid_one = grant(world, *paid)
    with world.work() as session:
        case = session.get_one(AidCase, paid_one)
        case.status, case.step, case.closed_at = "finished", "closed", world.now
    become_one(world, lin, "spouse")
    assert world.case(open_one).status == "withdrawn"
    held = [world.case(one).once_key for one in (open_one, paid_one)]
    assert held == [None, f"golden_autumn:{vault().fingerprint('household:HF-2026-0001')}:2026"]


def test_what_both_were_given_stays_and_is_told_to_the_officer(world: World) -> None:
    lin, aygul = two_files(world)
    both = [grant(world, LIN, lin), grant(world, AYGUL, aygul)]
    with world.work() as session:
        for one in both:
            case = session.get_one(AidCase, one)
            case.status, case.step, case.closed_at = "finished", "closed", world.now
    assert "Both households were given the same already" in become_one(world, lin, "spouse")
    assert [world.case(one).status for one in both] == ["finished", "finished"]


def test_a_case_of_one_person_by_number_goes_on_as_it_is(world: World) -> None:
    lin, aygul = two_files(world, aygul=[DAUGHTER])
    print_ = vault().fingerprint(DAUGHTER.resident_id)
    one = world.opens(AYGUL, "golden_autumn", 1, household_id=aygul, subject_print=print_)
    become_one(world, lin, "spouse")
    assert (world.case(one).household_id, world.case(one).subject_print, world.case(one).status) == (
        lin,
        print_,
        "open",
    )


# Pairs with a third --------------------------------------------------------------------------------------------------


def test_what_was_said_of_the_other_and_a_third_holds_for_the_one(world: World) -> None:
    lin, aygul = two_files(world)
    with world.work() as session:
        third = HouseholdFile(number="HF-3", head_id=3, unit_id=4, household_class="deep", data={}, opened_at=world.now)
        session.add(third)
        session.flush()
        session.add(FileDouble(low_id=aygul, high_id=third.id, shares="card", found_at=world.now, state="apart"))
    with world.work() as session:
        number = session.exec(select(FileDouble.id).where(FileDouble.state == "asked")).one()
        doubles.mean_one(world.at_work(session, CENTRE_REVIEWER), number, lin, "spouse")
    with world.work() as session:
        doubles.confirm(world.at_work(session, APPROVER), number)
    assert [(one.low_id, one.high_id, one.state) for one in pairs(world)] == [
        (lin, aygul, "merged"), (aygul, 3, "apart"), (lin, 3, "apart")
    ]  # fmt: skip


# Nothing is half -----------------------------------------------------------------------------------------------------


def at_once(world: World, *acts: tuple[int, Any]) -> list[str]:
    """Let officers press at one instant; return how each ended."""
    number, gate, ends = the_pair(world).id, Barrier(len(acts)), [""] * len(acts)

    def press(place: int, who: int, act: Any) -> None:
        gate.wait()
        try:
            with world.work() as session:
                act(world.at_work(session, who), number)
            ends[place] = "done"
        except Refusal as refused:
            ends[place] = type(refused).__name__

    threads = [Thread(target=press, args=(place, *one)) for place, one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


def test_of_two_presses_at_one_instant_one_counts(world: World) -> None:
    lin, _ = two_files(world)
    says(world, CENTRE_REVIEWER, doubles.mean_one, lin, "spouse")
    assert at_once(world, (APPROVER, doubles.confirm), (APPROVER_TOO, doubles.confirm)) == ["DoubleOver", "done"]
    assert names(file(world, lin)) == [("spouse", "阿依古丽·样本")]
    with world.work() as session:
        joined = session.exec(select(FileVersion.household_id).where(FileVersion.kind == "joined")).all()
    assert sorted(joined) == [1, 2]


def test_a_no_and_a_yes_at_one_instant_leave_one_of_both(world: World) -> None:
    lin, aygul = two_files(world)
    says(world, CENTRE_REVIEWER, doubles.mean_one, lin, "spouse")
    ends = at_once(world, (APPROVER, doubles.confirm), (APPROVER_TOO, doubles.not_confirmed))
    assert ends == ["DoubleOver", "done"]
    is_merged = file(world, aygul).merged_into is not None
    assert the_pair(world).state == ("merged" if is_merged else "asked")


STEPS = (
    "changes.end_all", "once.settle", "_go_along", "_join_lists", "_join", "close", "_lead_here", "people.let_live",
    "tasks.go_along", "unmark", "claims.end_within", "pairs.carry_over", "_follow", "_tell",
)  # fmt: skip


def snapshot(world: World) -> dict[str, Any]:
    tables = (
        HouseholdFile,
        FileVersion,
        HouseholdMember,
        AidCase,
        HomeVisit,
        FileMark,
        FileDouble,
        MemberAccount,
        MoneyRow,
    )
    with world.work() as session:
        return {
            one.__name__: [row.model_dump() for row in session.exec(select(one).order_by(col(one.id))).all()]
            for one in tables
        }


def test_a_crash_behind_any_step_leaves_all_as_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lin, aygul = two_files(world, lin=[DAUGHTER], aygul=[GRANDMA])
    grant(world, AYGUL, aygul)
    grant(world, LIN, lin)
    says(world, CENTRE_REVIEWER, doubles.mean_one, lin, "spouse")
    before = snapshot(world)
    for step in STEPS:
        with monkeypatch.context() as broken:
            _crashes_behind(broken, step)
            with pytest.raises(ZeroDivisionError):
                says(world, APPROVER, doubles.confirm)
        assert snapshot(world) == before, step
    says(world, APPROVER, doubles.confirm)
    assert file(world, aygul).merged_into == lin


def _crashes_behind(broken: pytest.MonkeyPatch, step: str) -> None:
    owner, _, name = step.rpartition(".")
    where = getattr(merging, owner) if owner else merging
    act = getattr(where, name)

    def and_crashes(*given: Any, **more: Any) -> None:
        act(*given, **more)
        raise ZeroDivisionError

    broken.setattr(where, name, and_crashes)
