"""Nobody proves that an id is theirs: a member's account reads nothing before the head or an officer has said yes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from domain.changes.change import What
from domain.claims.settled import AccountAnswered, Said
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.platform.text import pack
from models.households import HouseholdMember, MemberAccount
from models.people import Person
from models.platform.audit import Audit
from models.units import Unit
from services import care, changes, claims, erasing, people
from services.aid.standing import standing_of
from services.cases import find_open_household
from services.changes import Wanted
from tests.services.changes.test_changes import NOTED, joins
from tests.services.claims.test_clashes import CHILD, clash_of
from tests.union import (
    ADMIN,
    ANSWERS,
    AYGUL,
    DAUGHTER,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    World,
    told,
)

WHO = 31  # not registered at first


def registers(world: World, who: int = WHO, number: str = DAUGHTER.resident_id) -> None:
    with world.work() as session:
        if session.get(Person, who) is None:
            session.add(Person(id=who, locale="en", first_seen_at=world.now, consented_at=world.now,
                               sensitive_consented_at=world.now))  # fmt: skip
            session.flush()
        unit = session.get_one(Unit, 5)
        answers = {"name": "Somebody", "phone": "13912345678", "resident_id": number, "unit": {"id": unit.id}}
        people.register(world.at_work(session, who), answers)


def opens_file(world: World) -> int:
    """Lin's household is on file, with the daughter in it."""
    case_id = world.opens(LIN, answers={**ANSWERS, "members": [CHILD]}, members=(DAUGHTER,))
    world.noticed(case_id)
    world.decides(21, case_id)
    world.enters(case_id)
    return case_id


@pytest.fixture
def file(world: World) -> int:
    return opens_file(world)


def says(world: World, who: int, said: Said, account: int = 1) -> None:
    with world.work() as session:
        claims.answer_account(world.at_work(session, who), account, said)


def account_of(world: World) -> MemberAccount:
    with world.work() as session:
        return session.exec(select(MemberAccount)).one()


def reads(world: World, who: int = WHO) -> tuple[Any, ...]:
    """What somebody reads of a household: its file, its officer, the programmes; and what stands in the way of a
    report."""
    with world.work() as session:
        work = world.at_work(session, who)
        standing = standing_of(work, world.house.policies.current, today=work.today)
        number = changes.own_file(work).number
        return number, told(pack(care.own_card(work))), standing and standing.number, find_open_household(session, who)


def nothing(world: World) -> tuple[Any, ...]:
    return reads(world, STRANGER)


def test_who_registers_with_the_number_of_a_member_reads_what_a_stranger_reads(world: World, file: int) -> None:
    registers(world)
    assert reads(world) == nothing(world)
    assert world.messages(WHO) == []


def test_the_head_and_the_case_officer_are_asked(world: World, file: int) -> None:
    registers(world)
    asked = world.messages(LIN)[-1]
    assert "林小例 (Daughter)" in asked
    assert "Phone: 139****5678, unit: Unit 5" in asked
    assert str(WHO) not in asked
    assert "Somebody has registered here" in asked
    assert world.prompted(file, "account") == {POINT}
    assert "By its file they live in household HF-2026-0001" in world.messages(POINT)[-1]


@pytest.mark.parametrize("who", [LIN, POINT])
def test_after_a_yes_of_either_they_read_what_the_head_reads(world: World, file: int, who: int) -> None:
    registers(world)
    says(world, who, Said.YES)
    assert reads(world) == reads(world, LIN)
    assert reads(world)[0] == "HF-2026-0001"
    assert world.prompted(file, "account") == set()
    assert "It is settled: it is them." in world.edited(POINT)[-1]
    assert world.messages(WHO) == [
        "It is confirmed that you live in your household: its file is open to you under /file."
    ]
    for other in (LIN, POINT):
        with pytest.raises(AccountAnswered):
            says(world, other, Said.NO)


def test_the_message_of_the_head_changes_once_it_is_settled(world: World, file: int) -> None:
    registers(world)
    says(world, POINT, Said.YES)
    assert world.edited(LIN)[-1] == "It is settled: it is them. They see the file of the household now."
    assert world.presses(LIN) == []


@pytest.mark.parametrize("who", [LIN, POINT])
def test_a_no_ends_it_and_is_told_to_the_administrators(world: World, file: int, who: int) -> None:
    registers(world)
    says(world, who, Said.NO)
    assert reads(world) == nothing(world)
    assert world.messages(WHO) == ["A colleague of your union will be in touch with you about your registration."]
    to_admin = world.messages(ADMIN)[-1]
    assert "HF-2026-0001" in to_admin
    assert "Phone: 139****5678, unit: Unit 5" in to_admin
    with world.work() as session:
        trail = [(one.person_id, one.subject) for one in session.exec(select(Audit)) if "is not that" in one.action]
    assert trail == [(who, "household:1")]
    registers(world)
    assert reads(world) == nothing(world), "whoever registers again is not asked about again"


@pytest.mark.parametrize("who", [WHO, STRANGER, AYGUL, STATION, STATION_TOO, RECORDER])
def test_nobody_else_answers_and_what_is_not_there_is_answered_alike(world: World, file: int, who: int) -> None:
    registers(world)
    for number in (1, 999):
        with pytest.raises(NotForYou) as refused:
            says(world, who, Said.YES, number)
        assert refused.value.said == NotForYou().said
    assert reads(world) == nothing(world)


def test_a_head_who_agrees_no_longer_is_not_asked_and_an_officer_reads_no_name(world: World, file: int) -> None:
    with world.work() as session:
        people.set_consent(world.at_work(session, LIN), ConsentKind.SENSITIVE, False)
    before = world.messages(LIN)
    registers(world)
    assert world.messages(LIN) == before
    assert world.prompted(file, "account") == {POINT}
    assert DAUGHTER.name not in world.messages(POINT)[-1]


def test_where_the_case_officer_has_blocked_the_bot_the_leaders_are_asked_too(world: World, file: int) -> None:
    with world.work() as session:
        session.get_one(Person, POINT).blocked_at = world.now
    registers(world)
    assert world.prompted(file, "account") == {POINT, STATION, STATION_TOO}
    says(world, STATION, Said.YES)
    assert reads(world)[0] == "HF-2026-0001"


def test_an_officer_who_blocks_the_bot_afterwards_is_not_waited_for(world: World, file: int) -> None:
    registers(world)
    with world.work() as session:
        session.get_one(Person, POINT).blocked_at = world.now
    world.keeps_up("ask others for officers who cannot be reached")
    assert world.prompted(file, "account") == {POINT, STATION, STATION_TOO}


def test_it_has_the_clock_of_what_officers_are_asked(world: World, file: int) -> None:
    registers(world)
    world.passes(days=3)
    world.keeps_up("call on officers who are waited for")
    assert "say whether an account is that of somebody who lives in the household" in world.messages(POINT)[-1]


def test_who_is_registered_when_the_file_is_opened_is_asked_about_then(world: World) -> None:
    registers(world)
    opens_file(world)
    assert reads(world) == nothing(world)
    says(world, LIN, Said.YES)
    assert reads(world)[0] == "HF-2026-0001"


def test_somebody_whom_a_change_brings_in_is_asked_about_once_it_is_confirmed(world: World) -> None:
    case_id = world.opens(LIN)
    world.noticed(case_id)
    world.decides(21, case_id)
    world.enters(case_id)
    registers(world)
    with world.work() as session:
        given = {**NOTED, **joins(DAUGHTER.resident_id)}
        change = changes.propose(world.at_work(session, LIN), Wanted(None, What.JOIN), given)
    with world.work() as session:
        assert session.exec(select(MemberAccount)).all() == []
    with world.work() as session:
        changes.confirm(world.at_work(session, POINT), change)
    assert reads(world) == nothing(world)
    says(world, LIN, Said.YES)
    assert reads(world)[0] == "HF-2026-0001"


def test_who_has_left_the_household_reads_nothing_more(world: World, file: int) -> None:
    registers(world)
    says(world, LIN, Said.YES)
    with world.work() as session:
        row = session.exec(select(HouseholdMember).where(HouseholdMember.relation == "daughter")).one()
        session.delete(row)
    assert reads(world) == nothing(world)


def test_their_own_report_is_a_clash_and_says_nothing(world: World, file: int) -> None:
    registers(world)
    case_id = world.opens(WHO)
    assert clash_of(world).case_id == case_id
    assert world.case(case_id).status == "open"


def test_in_a_file_that_is_not_theirs_nobody_is_renamed(world: World, file: int) -> None:
    registers(world)
    renames(world, "Another Name", confirmed_by=OTHER_STATION)
    assert name_on_file(world) == DAUGHTER.name
    says(world, LIN, Said.YES)
    renames(world, "Her Own Name", confirmed_by=POINT)
    assert name_on_file(world) == "Her Own Name"


def renames(world: World, name: str, *, confirmed_by: int) -> None:
    with world.work() as session:
        given = {**NOTED, "name": name}
        change = changes.propose(world.at_work(session, WHO), Wanted(None, What.PERSON, "name"), given)
    with world.work() as session:
        changes.confirm(world.at_work(session, confirmed_by), change)


def name_on_file(world: World) -> str:
    with world.work() as session:
        return session.exec(select(HouseholdMember.name, HouseholdMember.relation)).all()[-1][0]


def test_whoever_is_erased_is_not_asked_about_any_more(world: World, file: int) -> None:
    registers(world)
    with world.work() as session:
        erasing.erase(world.at_work(session, 0), WHO)
    assert world.prompted(file, "account") == set()
    with pytest.raises(NotForYou):
        says(world, LIN, Said.YES)
    registers(world)
    assert account_of(world).is_them is None


# A slip ---------------------------------------------------------------------------------------------------------------


def asks_anew(world: World, who: int, account: int = 1) -> None:
    with world.work() as session:
        claims.ask_account_anew(world.at_work(session, who), account)


@pytest.mark.parametrize("said", Said)
def test_the_case_officer_takes_a_slip_back_and_it_is_asked_anew(world: World, file: int, said: Said) -> None:
    registers(world)
    says(world, LIN, said)
    assert world.presses(POINT) == ["xb:1"], "whoever has the household hears how it was answered"
    world.passes(minutes=1)
    asks_anew(world, POINT)
    assert reads(world) == nothing(world)
    assert world.prompted(file, "account") == {POINT}
    assert "Somebody has registered here" in world.messages(LIN)[-1]
    with world.work() as session:
        assert "took back what was said of an account" in [one.action for one in session.exec(select(Audit))]
    says(world, LIN, Said.YES)
    assert reads(world)[0] == "HF-2026-0001"
    assert "It is settled: it is them." in world.edited(LIN)[-1]


def test_a_slip_that_was_taken_back_can_be_found_without_its_message(world: World, file: int) -> None:
    registers(world)
    says(world, LIN, Said.NO)
    with world.work() as session:
        assert [number for number, _ in claims.answered_accounts(world.at_work(session, POINT))] == [1]
        assert claims.answered_accounts(world.at_work(session, STATION)) == []


@pytest.mark.parametrize("who", [WHO, LIN, STRANGER, AYGUL, STATION, STATION_TOO, RECORDER, ADMIN])
def test_nobody_else_takes_it_back(world: World, file: int, who: int) -> None:
    registers(world)
    says(world, LIN, Said.NO)
    for account in (1, 4711):
        with pytest.raises(NotForYou):
            asks_anew(world, who, account)
