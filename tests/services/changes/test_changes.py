"""A change of a household's file: proposed with proof, confirmed by a second officer, told to both sides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from sqlmodel import col, select

from delivery.rendering import render_plain
from domain.changes.change import (
    AlreadyProposed,
    ChangeOver,
    FileMovedOn,
    NobodyToConfirm,
    NothingChanged,
    OwnProposal,
    ReadsOtherwise,
    What,
)
from domain.claims.settled import Said
from domain.forms import FileRef
from domain.households.classes import HouseholdClass
from domain.households.household import Member, from_answers
from domain.kinds.kind import Given
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import Refusal
from domain.procedure.refusals import HouseholdChanged
from models.changes import Change
from models.households import HouseholdFile, HouseholdMember, MemberAccount, NamedOfficer
from models.officers import Appointment
from models.people import Person
from models.platform.audit import Audit
from models.platform.seal import vault
from models.procedure import Paper
from services import claims
from services.aid.people import known_in, people_of
from services.cases import card, look_at_trail
from services.changes import Wanted, confirm, opened, photos, propose, reclass, refuse, take_back, waiting_for
from services.changes.applying import LivesElsewhere
from services.changes.looking import own_file, things_of
from services.households import OwnFile, household_in
from tests.data.households import answers_of, households
from tests.services.cases.test_waiting import sent
from tests.union import (
    APPROVER,
    AUDITOR,
    AYGUL,
    CASHIER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
)
from tests.unit.forms.test_forms_walker import resident_id

PHOTO = FileRef(file_id="f1", unique_id="u1", mime="image/jpeg", size=1000).to_json()
NOTED = {"change_note": "The wage fell in May.", "change_proof": [PHOTO]}
DAUGHTER = households()["DEMO-H01"]["members"][2]["id_number"]
SPOUSE = households()["DEMO-H01"]["members"][1]["id_number"]


@pytest.fixture
def file(world: World) -> int:
    """The file of Lin's household, with its case officer at the point; two reviewers are at the station."""
    case_id = world.opens(LIN, answers=answers_of(households()["DEMO-H01"]), members=_members())
    world.approved(case_id)
    world.enters(case_id)
    with world.work() as session:
        found = session.exec(select(HouseholdFile)).one()
        found.case_officer_id = POINT
        return found.id


def _members() -> tuple[Any, ...]:
    return from_answers(answers_of(households()["DEMO-H01"])).members


def lives_there(world: World, file: int) -> None:
    """Aygul has the number of the spouse, and the household has said that it is her."""
    with world.work() as session:
        print_ = vault().fingerprint(SPOUSE)
        session.get_one(Person, AYGUL).resident_id_print = print_
        session.add(
            MemberAccount(
                household_id=file, person_id=AYGUL, resident_id_print=print_, asked_at=world.now, is_them=True
            )
        )


def proposes(world: World, wanted: Wanted, answers: Mapping[str, Any], *, by: int) -> int:
    with world.work() as session:
        return propose(world.at_work(session, by), wanted, {**NOTED, **answers})


def wage(world: World, file: int | None, fen: int = 800_000, *, by: int = POINT) -> int:
    """Propose another wage."""
    return proposes(world, Wanted(file, What.ANSWER, "self_monthly_income"), {"self_monthly_income": fen}, by=by)


def confirms(world: World, change: int, *, by: int) -> str:
    """Confirm a change as it stands now."""
    with world.work() as session:
        opened(world.at_work(session, by), change)
    with world.work() as session:
        return words(confirm(world.at_work(session, by), change))


def words(message: Message) -> str:
    return render_plain(message.text, "en", timezone=ZONE, limit=4000)


def row(world: World, file: int) -> HouseholdFile:
    with world.work() as session:
        return session.get_one(HouseholdFile, file)


def state(world: World, change: int) -> str:
    with world.work() as session:
        return session.get_one(Change, change).state


def as_worker(world: World, who: int = LIN) -> None:
    """Let a worker be registered and agreed."""
    with world.work() as session:
        person = session.get_one(Person, who)
        person.consented_at = person.sensitive_consented_at = person.registered_at = world.now


def test_a_proof_that_shows_a_number_goes_from_the_chat_and_others_stay(world: World, file: int) -> None:
    sent = {"change_note": "A new card.", "change_proof": [{**PHOTO, "message_id": 7}]}
    proposes(world, Wanted(file, What.ANSWER, "bank_card"), {"bank_card": "6222021234567890128", **sent}, by=POINT)
    proposes(world, Wanted(file, What.ANSWER, "self_monthly_income"), {"self_monthly_income": 1, **sent}, by=POINT)
    with world.work() as session:
        papers = session.exec(select(Paper).where(Paper.household_id == file).order_by(col(Paper.id))).all()
        assert [paper.message_id for paper in papers] == [7, None]


# A second pair of eyes -----------------------------------------------------------------------------------------------


def test_a_change_counts_once_a_second_officer_confirms_it(world: World, file: int) -> None:
    change = wage(world, file)
    assert row(world, file).data["self_monthly_income"] == 350_000
    asked = world.messages(STATION)[-1]
    assert "Your monthly income: ¥3,500 → ¥8,000" in asked
    assert "What happened: The wage fell in May." in asked
    assert "Proof: 1 file" in asked
    assert "The class changes: deep hardship → in none of the classes of hardship." in asked
    assert world.messages(STATION_TOO)[-1] == asked
    told = confirms(world, change, by=STATION)
    assert "Your monthly income: ¥3,500 → ¥8,000" in told
    after = row(world, file)
    assert after.data["self_monthly_income"] == 800_000
    assert (after.household_class, after.class_on) == ("none", world.now.date())
    assert after.class_version == world.house.policies.current.version


def test_both_sides_see_old_and_new(world: World, file: int) -> None:
    confirms(world, wage(world, file), by=STATION)
    for who in (LIN, POINT):
        assert "Your monthly income: ¥3,500 → ¥8,000" in world.messages(who)[-1]
    assert "your household no longer counts as in hardship" in world.messages(LIN)[-1]
    assert "Confirmed by" in world.edited(STATION_TOO)[-1]


def test_a_class_that_stays_is_dated_anew_and_not_told(world: World, file: int) -> None:
    confirms(world, wage(world, file, 340_000), by=STATION)
    assert (row(world, file).household_class, row(world, file).class_on) == ("deep", world.now.date())
    assert "class" not in world.messages(LIN)[-1]


def test_nobody_confirms_their_own_proposal(world: World, file: int) -> None:
    change = wage(world, file)
    with pytest.raises(OwnProposal):
        confirms(world, change, by=POINT)
    with world.work() as session, pytest.raises(OwnProposal):
        refuse(world.at_work(session, POINT), change, "no")
    assert state(world, change) == "proposed"


@pytest.mark.parametrize("who", [OTHER_STATION, CASHIER, AUDITOR, LIN, AYGUL, STRANGER])
def test_others_may_neither_confirm_refuse_nor_look(world: World, file: int, who: int) -> None:
    change = wage(world, file)
    for act in (confirm, opened, photos, lambda work, one: refuse(work, one, "no")):
        with world.work() as session, pytest.raises(Refusal):
            act(world.at_work(session, who), change)
    assert state(world, change) == "proposed"
    assert row(world, file).data["self_monthly_income"] == 350_000


@pytest.mark.parametrize("who", [STATION, STATION_TOO, APPROVER])
def test_leaders_over_the_household_may(world: World, file: int, who: int) -> None:
    confirms(world, wage(world, file), by=who)
    assert row(world, file).data["self_monthly_income"] == 800_000


@pytest.mark.parametrize("who", [OTHER_STATION, CASHIER, AUDITOR, AYGUL])
def test_others_may_not_propose(world: World, file: int, who: int) -> None:
    with pytest.raises(NotForYou):
        wage(world, file, by=who)


def test_an_officer_who_lives_there_neither_proposes_nor_confirms(world: World, file: int) -> None:
    with world.work() as session:
        session.get_one(Person, STATION).resident_id_print = vault().fingerprint(SPOUSE)
    with pytest.raises(OwnFile):
        wage(world, file, by=STATION)
    change = wage(world, file)
    assert not [one for one in world.messages(STATION) if "Change " in one]
    with pytest.raises(OwnFile):
        confirms(world, change, by=STATION)
    confirms(world, change, by=STATION_TOO)


def test_an_officer_who_is_to_live_there_does_not_confirm_that(world: World, file: int) -> None:
    number = resident_id(41, "19850101")
    with world.work() as session:
        session.get_one(Person, STATION).resident_id_print = vault().fingerprint(number)
    change = proposes(world, Wanted(file, What.JOIN), joins(number), by=POINT)
    with world.work() as session:
        asked = session.exec(select(NamedOfficer.id)).one()
        claims.answer(world.at_work(session, STATION), asked, Said.YES)
    with pytest.raises(OwnFile):
        confirms(world, change, by=STATION)
    confirms(world, change, by=STATION_TOO)


def test_a_leader_proposes_and_the_case_officer_confirms(world: World, file: int) -> None:
    change = wage(world, file, by=STATION)
    assert "Change " in world.messages(POINT)[-1]
    confirms(world, change, by=POINT)


def test_without_a_second_officer_nothing_is_proposed(world: World, file: int) -> None:
    with world.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.person_id != POINT)):
            held.ended_at = world.now
    with pytest.raises(NobodyToConfirm):
        wage(world, file)


# The worker proposes -------------------------------------------------------------------------------------------------


def test_a_workers_proposal_is_confirmed_by_their_case_officer(world: World, file: int) -> None:
    change = wage(world, None, by=LIN)
    assert "Proposed by the worker's side" in world.messages(POINT)[-1]
    with world.work() as session:
        assert [one.mine for one in own_file(world.at_work(session, LIN)).waiting] == [True]
    confirms(world, change, by=POINT)
    assert "Your monthly income: ¥3,500 → ¥8,000" in world.messages(LIN)[-1]
    with world.work() as session:
        assert own_file(world.at_work(session, LIN)).waiting == []


def test_a_refusal_says_why_and_changes_nothing(world: World, file: int) -> None:
    change = wage(world, None, by=LIN)
    with world.work() as session:
        refuse(world.at_work(session, POINT), change, "The slip is of another month.")
    assert "Reason: The slip is of another month." in world.messages(LIN)[-1]
    assert "¥3,500 → ¥8,000" in world.messages(LIN)[-1]
    assert row(world, file).data["self_monthly_income"] == 350_000
    wage(world, None, by=LIN)  # with better proof


def test_whoever_proposed_it_takes_it_back_and_nobody_else(world: World, file: int) -> None:
    change = wage(world, None, by=LIN)
    with world.work() as session, pytest.raises(NotForYou):
        take_back(world.at_work(session, POINT), change)
    with world.work() as session:
        take_back(world.at_work(session, LIN), change)
    assert state(world, change) == "withdrawn"
    assert "It was taken back" in world.edited(POINT)[-1]
    with pytest.raises(ChangeOver):
        confirms(world, change, by=POINT)


def test_a_member_who_is_registered_proposes_as_the_head_does(world: World, file: int) -> None:
    lives_there(world, file)
    change = wage(world, None, by=AYGUL)
    with world.work() as session:
        assert session.get_one(Change, change).household_id == file
    confirms(world, change, by=POINT)
    assert "¥3,500 → ¥8,000" in world.messages(LIN)[-1]
    assert "¥3,500 → ¥8,000" in world.messages(AYGUL)[-1]


# Once, and only what it was made for ---------------------------------------------------------------------------------


def test_one_thing_is_proposed_once_at_a_time(world: World, file: int) -> None:
    change = wage(world, file)
    with pytest.raises(AlreadyProposed):
        wage(world, None, 700_000, by=LIN)
    other = proposes(world, Wanted(file, What.ANSWER, "homes"), {"homes": 2}, by=POINT)
    confirms(world, change, by=STATION)
    confirms(world, other, by=STATION)
    assert (row(world, file).data["self_monthly_income"], row(world, file).data["homes"]) == (800_000, 2)
    wage(world, file, 650_000)


def test_what_is_the_same_is_no_change(world: World, file: int) -> None:
    with pytest.raises(NothingChanged):
        wage(world, file, 350_000)


def test_a_change_for_what_no_longer_stands_there_is_not_carried_out(world: World, file: int) -> None:
    change = wage(world, file)
    with world.work() as session:
        found = session.get_one(HouseholdFile, file)
        found.data = {**found.data, "self_monthly_income": 400_000}
    with pytest.raises(FileMovedOn):
        confirms(world, change, by=STATION)
    assert row(world, file).data["self_monthly_income"] == 400_000


def test_two_officers_confirm_at_one_instant_and_one_is_told(world: World, file: int) -> None:
    change, failed = wage(world, file), []

    def press(who: int) -> None:
        try:
            confirms(world, change, by=who)
        except ChangeOver as over:
            failed.append(over)

    both = [Thread(target=press, args=(who,)) for who in (STATION, STATION_TOO)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert len(failed) == 1
    assert len([one for one in world.messages(LIN) if "¥8,000" in one]) == 1


# Members -------------------------------------------------------------------------------------------------------------


def joins(number: str) -> dict[str, Any]:
    """What is said of somebody who lives with them now."""
    return {"relation": "mother", "name": "林样母", "work_status": "retired", "monthly_income": 0, "health": "good",
            "resident_id": number}  # fmt: skip


def listed(world: World, file: int) -> set[str]:
    with world.work() as session:
        rows = session.exec(select(HouseholdMember).where(HouseholdMember.household_id == file))
        return {one.resident_id for one in rows}


def test_an_answer_of_a_member_changes(world: World, file: int) -> None:
    change = proposes(world, Wanted(file, What.MEMBER, "monthly_income", 0), {"monthly_income": 250_000}, by=POINT)
    assert "About 王样本 · " in world.messages(STATION)[-1]
    confirms(world, change, by=STATION)
    members = row(world, file).data["members"]
    assert [one["monthly_income"] for one in members] == [250_000, 0]
    assert members[0]["name"] == "王样本"


def test_somebody_joins_and_counts(world: World, file: int) -> None:
    number = resident_id(55, "19550101")
    change = proposes(world, Wanted(file, What.JOIN), joins(number), by=POINT)
    assert number not in world.messages(STATION)[-1]
    confirms(world, change, by=STATION)
    assert len(row(world, file).data["members"]) == 3
    assert number in listed(world, file)
    again = {**NOTED, **joins(number)}
    with world.work() as session, pytest.raises(NothingChanged):
        propose(world.at_work(session, POINT), Wanted(file, What.JOIN), again)


def test_who_is_named_elsewhere_later_joins_all_the_same_and_the_later_one_is_looked_at(
    world: World, file: int
) -> None:
    number = resident_id(56, "19550101")
    change = proposes(world, Wanted(file, What.JOIN), joins(number), by=POINT)
    later = world.opens(AYGUL, answers={"members": [joins(number)]}, members=_one(number))
    confirms(world, change, by=STATION)
    assert len(row(world, file).data["members"]) == 3
    assert world.prompted(later, "clash")


def test_who_lives_elsewhere_already_is_looked_at_before_it_counts(world: World, file: int) -> None:
    number = resident_id(56, "19550101")
    world.opens(AYGUL, answers={"members": [joins(number)]}, members=_one(number))
    change = proposes(world, Wanted(file, What.JOIN), joins(number), by=POINT)
    with pytest.raises(LivesElsewhere):
        confirms(world, change, by=STATION)
    assert len(row(world, file).data["members"]) == 2


def _one(number: str) -> tuple[Any, ...]:
    return (Member("mother", "林样母", resident_id=number),)


def test_who_is_proposed_twice_joins_once(world: World, file: int) -> None:
    number = resident_id(57, "19550101")
    first, second = (proposes(world, Wanted(file, What.JOIN), joins(number), by=POINT) for _ in range(2))
    confirms(world, first, by=STATION)
    with pytest.raises(Refusal):
        confirms(world, second, by=STATION)
    assert len(row(world, file).data["members"]) == 3


def test_a_member_leaves_and_is_free_for_another_file(world: World, file: int) -> None:
    change = proposes(world, Wanted(file, What.LEAVE, index=1), {}, by=POINT)
    assert "No longer in the household: 林样一" in world.messages(STATION)[-1]
    confirms(world, change, by=STATION)
    assert [one["name"] for one in row(world, file).data["members"]] == ["王样本"]
    assert DAUGHTER not in listed(world, file)
    world.opens(AYGUL, answers={"members": [joins(DAUGHTER)]}, members=_one(DAUGHTER))


def test_a_change_finds_its_member_wherever_they_stand(world: World, file: int) -> None:
    change = proposes(world, Wanted(file, What.MEMBER, "school", 1), {"school": "示例二中"}, by=POINT)
    confirms(world, proposes(world, Wanted(file, What.LEAVE, index=0), {}, by=POINT), by=STATION)
    confirms(world, change, by=STATION)
    assert [(one["name"], one["school"]) for one in row(world, file).data["members"]] == [("林样一", "示例二中")]


def test_a_change_about_somebody_who_left_is_not_carried_out(world: World, file: int) -> None:
    change = proposes(world, Wanted(file, What.MEMBER, "school", 1), {"school": "示例二中"}, by=POINT)
    confirms(world, proposes(world, Wanted(file, What.LEAVE, index=1), {}, by=POINT), by=STATION)
    with pytest.raises(FileMovedOn):
        confirms(world, change, by=STATION)
    with world.work() as session:
        opened(world.at_work(session, STATION), change)  # still readable
        refuse(world.at_work(session, STATION), change, "She has moved out.")


# The class by the rules in force -------------------------------------------------------------------------------------


def test_a_class_that_the_rules_no_longer_give_is_proposed_and_confirmed(world: World, file: int) -> None:
    with world.work() as session:
        session.get_one(HouseholdFile, file).household_class = "relative"
    with world.work() as session:
        found = things_of(world.at_work(session, POINT), file)
        assert found.class_by_rules == HouseholdClass.DEEP
        change = reclass(world.at_work(session, POINT), file)
    assert "Class by the rules in force: relative hardship → deep hardship" in world.messages(STATION)[-1]
    assert row(world, file).household_class == "relative"
    confirms(world, change, by=STATION)
    assert row(world, file).household_class == "deep"
    with world.work() as session, pytest.raises(NothingChanged):
        reclass(world.at_work(session, POINT), file)


# The trail, the proof, the clock -------------------------------------------------------------------------------------


def test_every_step_and_every_look_is_on_record(world: World, file: int) -> None:
    change = wage(world, file)
    with world.work() as session:
        opened(world.at_work(session, STATION), change)
        assert len(photos(world.at_work(session, STATION), change)) == 1
    with world.work() as session:
        confirm(world.at_work(session, STATION), change)
    with world.work() as session:
        rows = session.exec(select(Audit).where(Audit.subject == f"household:{file}").order_by(col(Audit.id))).all()
        told = [(one.person_id, one.action, one.detail) for one in rows if str(change) in one.detail]
        paper = session.exec(select(Paper).where(Paper.about == f"change:{change}")).one()
    assert told == [
        (POINT, "proposed a change", str(change)),
        (STATION, "looked at a proposed change", str(change)),
        (STATION, "looked at the proof of a change", str(change)),
        (STATION, "confirmed a change", f"{change}: deep > none"),
    ]
    assert (paper.household_id, paper.added_by) == (file, POINT)
    with world.work() as session:
        trail = look_at_trail(world.at_work(session, AUDITOR), "2026-0001")
    told_trail = render_plain(trail, "en", timezone=ZONE, limit=9000)
    assert f"confirmed a change · {change}: deep > none · household file" in told_trail


def test_what_waits_is_reminded_of_and_ends(world: World, file: int) -> None:
    change = wage(world, None, by=LIN)
    before = len(world.messages(POINT))
    world.passes(days=2)
    world.keeps_up("remind of proposed changes")
    assert len(world.messages(POINT)) == before
    world.passes(days=1)
    for _ in range(2):
        world.keeps_up("remind of proposed changes")
    assert len(world.messages(POINT)) == before + 1
    assert "for your confirmation since 28 July 2026" in world.messages(POINT)[-1]
    assert "by 27 August 2026, it is over" in world.messages(POINT)[-1]
    for days in (7, 7, 7, 6):
        sent(world)
        world.passes(days=days)
        world.keeps_up("remind of proposed changes")
    assert len(world.messages(POINT)) == before + 4
    assert state(world, change) == "proposed"
    world.passes(days=1)
    world.keeps_up("remind of proposed changes")
    assert state(world, change) == "lapsed"
    assert "not confirmed by 27 August 2026" in world.messages(LIN)[-1]
    wage(world, None, by=LIN)


def test_a_new_case_officer_is_asked(world: World, file: int) -> None:
    wage(world, None, by=LIN)
    with world.work() as session:
        session.get_one(HouseholdFile, file).case_officer_id = STATION
    world.keeps_up("remind of proposed changes")
    assert "Change " in world.messages(STATION)[-1]
    with world.work() as session:
        assert [one.mine for one in waiting_for(world.at_work(session, STATION))] == [False]
        assert waiting_for(world.at_work(session, STATION_TOO)) == []


def test_what_the_worker_reads_of_the_file(world: World, file: int) -> None:
    with world.work() as session:
        seen = own_file(world.at_work(session, LIN))
        nobody = own_file(world.at_work(session, AYGUL))
    assert (seen.number, seen.household_class, seen.class_on, seen.people) == (
        "HF-2026-0001",
        HouseholdClass.DEEP,
        date(2026, 7, 20),
        3,
    )
    assert nobody.number is None


# What is under way ---------------------------------------------------------------------------------------------------


def grant_of(world: World, file: int) -> int:
    print_ = vault().fingerprint(DAUGHTER)
    return world.opens(LIN, "golden_autumn", 750_000, household_id=file, subject_print=print_)


def test_an_application_worked_out_before_the_change_is_not_approved(world: World, file: int) -> None:
    """Whoever reviews it reads the new answers, but the sum is still that of the old class."""
    grant = grant_of(world, file)
    confirms(world, wage(world, file), by=STATION)
    world.visits(POINT, STATION, grant)
    with world.work() as session:
        card.look_at_case(world.at_work(session, STATION), grant)
    with pytest.raises(HouseholdChanged):
        world.decides(STATION, grant)
    world.decides(STATION, grant, "return")


def test_what_is_reviewed_anew_is_not_approved_in_the_old_class(world: World, file: int) -> None:
    grant = grant_of(world, file)
    world.reviewed(grant)
    confirms(world, wage(world, file), by=STATION_TOO)
    assert world.case(grant).step == "review"
    world.visits(POINT, STATION, grant)
    with pytest.raises(HouseholdChanged):
        world.decides(STATION, grant)


def test_a_change_that_leaves_the_class_lets_a_new_application_go_on(world: World, file: int) -> None:
    grant = grant_of(world, file)
    confirms(world, wage(world, file, 340_000), by=STATION)
    with world.work() as session:
        card.look_at_case(world.at_work(session, STATION), grant)
    world.reviewed(grant)
    world.now = world.now + timedelta(days=20)
    world.keeps_up("end public notices")
    world.decides(APPROVER, grant)


def test_a_form_knows_its_student_whoever_else_comes_or_goes(world: World, file: int) -> None:
    """Nobody else slips into an application; one of the version before named the place."""
    before = {"student": "m1", "student_name": "林样一"}

    def now(answers: Mapping[str, Any]) -> str | None:
        with world.work() as session:
            policy = world.house.policies.current
            programme = policy.programme("golden_autumn")
            people = known_in(session.get_one(HouseholdFile, file))
            given = Given(policy=policy, programme=programme, answers=answers, today=world.now.date(), people=people)
            return world.house.kinds.of(programme).again(given).get("student")

    with world.work() as session:
        households_students = people_of(household_in(session.get_one(HouseholdFile, file)))
    (mine,) = [key for key, member in households_students.items() if member.name == "林样一"]
    assert now(before) == mine
    assert mine.startswith("s")
    confirms(world, proposes(world, Wanted(file, What.LEAVE, index=0), {}, by=POINT), by=STATION)
    assert now(before) is None
    assert now({"student": mine, "student_name": "林样一"}) == mine
    assert now({"student": mine, "student_name": "王样本"}) is None
    with world.work() as session:
        household = household_in(session.get_one(HouseholdFile, file))
        assert known_in(household)[mine].name == "林样一"
        assert "s000000000000" not in known_in(household)


def test_a_clock_that_jumped_ends_no_change_unforeseen(world: World, file: int) -> None:
    change = wage(world, None, by=LIN)
    world.passes(days=400)
    for _ in range(2):
        world.keeps_up("remind of proposed changes")
    assert state(world, change) == "proposed"
    assert "for your confirmation since" in world.messages(POINT)[-1]
    sent(world)
    world.passes(days=8)
    world.keeps_up("remind of proposed changes")
    assert state(world, change) == "lapsed"


def test_what_rests_on_the_file_is_reviewed_anew_when_it_changed(world: World, file: int) -> None:
    case_id = world.opens(LIN, "golden_autumn", 750_000, household_id=file)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    told = confirms(world, wage(world, file, 320_000), by=STATION_TOO)
    assert "What rests on the change is reviewed anew." in told
    assert (world.case(case_id).step, world.case(case_id).status) == ("review", "open")
    assert any("your union reviews it once more" in one for one in world.messages(LIN))
    with world.work() as session:
        changed, _ = card.look_at_case(world.at_work(session, STATION), case_id)
    assert "Your monthly income: ¥3,500 → ¥3,200" in words(changed)


# What the officer has been shown -------------------------------------------------------------------------------------


def test_a_change_whose_file_has_changed_is_shown_before_it_is_decided(world: World, file: int) -> None:
    change = wage(world, file)
    confirms(world, proposes(world, Wanted(file, What.ANSWER, "homes"), {"homes": 2}, by=POINT), by=STATION)
    for decides in (confirm, lambda work, one: refuse(work, one, "It is not so.")):
        with world.work() as session, pytest.raises(ReadsOtherwise):
            decides(world.at_work(session, STATION), change)
    assert state(world, change) == "proposed"
    with world.work() as session:
        opened(world.at_work(session, STATION), change)
    with world.work() as session, pytest.raises(ReadsOtherwise):
        confirm(world.at_work(session, STATION_TOO), change)
    confirms(world, change, by=STATION)
