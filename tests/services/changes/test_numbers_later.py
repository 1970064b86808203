"""Numbers that were not at hand: nobody is left out for it, nobody is taken for another, and they are added later."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.changes.change import What
from domain.households.household import from_answers
from domain.households.numbers import BornOtherwise, NumberFirst
from domain.platform.access import NotForYou
from models.households import Clash, HouseholdFile, HouseholdMember
from models.platform.seal import NO_NUMBER, print_of
from models.procedure import AidCase
from services.cases.disclosures import show_entry_data
from services.changes import Wanted, add_number, number_wanted
from services.changes.numbers import NumberThere
from services.procedure import Dossier
from tests.services.aid.test_applications import hand_in, with_file
from tests.services.cases.test_waiting import sent
from tests.services.changes.test_changes import confirms, proposes
from tests.union import ANSWERS, APPROVER, AYGUL, LIN, POINT, RECORDER, STATION, World
from tests.unit.forms.test_forms_walker import resident_id

WIFE = {"relation": "spouse", "name": "陈美", "resident_id": "HKMO:H12345678", "work_status": "unemployed"}
OLDER = {"relation": "son", "name": "林大宝", "born": "2026-06-20", "guardian_consent": True}
YOUNGER = OLDER | {"name": "林小宝"}
BABYS_ID = resident_id(7, "20260620")


def opens(world: World, *people: dict[str, Any], applicant: int = LIN) -> int:
    answers = {**ANSWERS, "members": list(people)}
    return world.opens(applicant, answers=answers, members=from_answers(answers).members)


def adds(world: World, case_id: int, key: str, number: str, *, by: int = LIN) -> None:
    with world.work() as session:
        add_number(world.at_work(session, by), case_id, key, {"resident_id": number})


def missing(world: World, case_id: int) -> list[str]:
    with world.work() as session:
        dossier = Dossier(world.at_work(session), session.get_one(AidCase, case_id))
        return [one.key for one in dossier.missing_papers if one.key.startswith("number_")]


def changed(world: World, case_id: int) -> bool:
    with world.work() as session:
        dossier = Dossier(world.at_work(session), session.get_one(AidCase, case_id))
        return bool(dossier.changed_since(dossier.rested_on))


def test_two_without_a_number_live_in_one_file_and_are_not_the_same_person(world: World) -> None:
    case_id = opens(world, WIFE, OLDER, YOUNGER)
    opens(world, OLDER, applicant=AYGUL)
    world.approved(case_id)
    world.enters(case_id)
    with world.work() as session:
        rows = session.exec(select(HouseholdMember).where(HouseholdMember.case_id == case_id)).all()
        assert [row.name for row in rows if row.resident_id_print == NO_NUMBER] == ["林大宝", "林小宝"]
        assert [row.file_key for row in rows if row.resident_id_print == NO_NUMBER] == [None, None]
        assert print_of("HKMO:H12345678") in {row.file_key for row in rows}
        assert session.exec(select(Clash)).all() == []


def test_it_is_missing_until_its_worker_adds_it_and_no_decision_changes(world: World) -> None:
    case_id = opens(world, WIFE, OLDER, YOUNGER)
    assert missing(world, case_id) == ["number_1", "number_2"]
    world.reviewed(case_id)
    adds(world, case_id, "number_1", BABYS_ID)
    assert missing(world, case_id) == ["number_2"]
    assert not changed(world, case_id)
    with pytest.raises(NumberThere):
        adds(world, case_id, "number_1", BABYS_ID)
    with pytest.raises(NotForYou):
        adds(world, case_id, "number_2", resident_id(8, "20260620"), by=AYGUL)
    world.now = world.now.replace(day=28, hour=0)
    world.keeps_up("end public notices")
    world.decides(APPROVER, case_id)
    world.enters(case_id)
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert file.data["members"][1]["resident_id"] == BABYS_ID
        row = next(one for one in session.exec(select(HouseholdMember)) if one.name == "林大宝")
        assert row.file_key == row.resident_id_print == print_of(BABYS_ID)


def test_a_number_that_another_household_has_is_a_clash_like_any_other(world: World) -> None:
    opens(world, WIFE | {"resident_id": BABYS_ID}, applicant=AYGUL)
    case_id = opens(world, OLDER)
    adds(world, case_id, "number_0", BABYS_ID)
    with world.work() as session:
        assert session.exec(select(Clash)).one().resident_id_print == print_of(BABYS_ID)


def test_a_number_that_makes_somebody_older_than_was_told_does_not_count(world: World) -> None:
    case_id = opens(world, OLDER, YOUNGER)
    with pytest.raises(BornOtherwise):
        adds(world, case_id, "number_0", resident_id(7, "20160620"))
    with world.work() as session:
        form = number_wanted(world.at_work(session, LIN), case_id, "number_0")
        assert [one.key for one in form.questions] == ["resident_id"]


def test_the_recorder_reads_each_number_with_its_kind_and_which_is_not_there(world: World) -> None:
    case_id = opens(world, WIFE, OLDER)
    world.approved(case_id)
    version = world.case(case_id).version
    with world.work() as session:
        show_entry_data(world.at_work(session, RECORDER), case_id, version)
    told = "\n".join(world.messages(RECORDER))
    assert "Id number: Permit of Hong Kong and Macao H12345678" in told
    assert "⚠ Id number: not given yet" in told
    assert "Born: 20 June 2026" in told


def test_on_a_file_it_is_a_change_of_the_very_person(world: World) -> None:
    case_id = opens(world, OLDER, YOUNGER)
    world.approved(case_id)
    world.enters(case_id)
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        file.case_officer_id, file_id = POINT, file.id
    wanted = Wanted(file_id, What.MEMBER, "resident_id", 1)
    confirms(world, proposes(world, wanted, {"resident_id": BABYS_ID}, by=POINT), by=STATION)
    with world.work() as session:
        people = session.get_one(HouseholdFile, file_id).data["members"]
        assert [one.get("resident_id") for one in people] == [None, BABYS_ID]
        keys = {row.name: row.file_key for row in session.exec(select(HouseholdMember))}
        assert (keys["林大宝"], keys["林小宝"]) == (None, print_of(BABYS_ID))
    confirms(world, proposes(world, Wanted(file_id, What.LEAVE, "", 0), {}, by=POINT), by=STATION)
    with world.work() as session:
        assert [one["name"] for one in session.get_one(HouseholdFile, file_id).data["members"]] == ["林小宝"]
        assert "林大宝" not in {row.name for row in session.exec(select(HouseholdMember))}


def test_what_is_paid_once_for_a_person_waits_for_the_number_and_says_so(world: World) -> None:
    with_file(world)
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        members = [{key: value for key, value in one.items() if key != "resident_id"} for one in file.data["members"]]
        file.data = {**file.data, "members": members}
    with pytest.raises(NumberFirst):
        hand_in(world)


def passes(world: World, *days: int) -> None:
    """Let days pass, and the clock look at what waits on each of these."""
    began = world.now
    for day in days:
        world.now = began + timedelta(days=day)
        world.keeps_up("remind of proposed changes")
        sent(world)


def reminders(world: World) -> list[str]:
    return [one for one in world.messages(LIN) if "was to follow" in one]


def file_lacks_a_number(world: World) -> int:
    case_id = opens(world, OLDER)
    world.approved(case_id)
    world.enters(case_id)
    return case_id


def test_who_said_later_is_reminded_once_the_file_is_open_until_the_number_is_given(world: World) -> None:
    file_lacks_a_number(world)
    passes(world, 0, 1, 6)
    assert reminders(world) == []
    passes(world, 3, 4, 5)
    (told,) = reminders(world)
    assert "林大宝" in told
    change = proposes(world, Wanted(None, What.MEMBER, "resident_id", 0), {"resident_id": BABYS_ID}, by=LIN)
    passes(world, 20, 21)
    assert len(reminders(world)) == 1, "it waits for an officer now"
    confirms(world, change, by=POINT)
    passes(world, 30, 60)
    assert len(reminders(world)) == 1
    with world.work() as session:
        assert session.exec(select(HouseholdFile)).one().call_on is None


def test_a_number_that_is_long_late_is_told_to_the_officer_and_its_days_begin_anew(world: World) -> None:
    file_lacks_a_number(world)
    passes(world, 0, 7, 21, 30)
    assert len(reminders(world)) == 2
    assert not _late(world)
    passes(world, 46, 47)
    assert len(_late(world)) == 1
    passes(world, 8)
    assert len(reminders(world)) == 3


def _late(world: World) -> list[str]:
    officers = (POINT, STATION)
    return [one for who in officers for one in world.messages(who) if "has not come since" in one]
