"""Files that may be of one household: found by what they share, and told apart once and for all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import delete, select

from domain.doubles.words import AnotherConfirms, DoubleOver, OwnDouble
from domain.households.member import Member
from domain.platform.access import NotForYou
from domain.procedure.events import FileChanged
from models.households import FileDouble, FileMark, HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.audit import Audit
from services import doubles
from tests.doubles import (
    ADDRESS,
    CARD,
    OTHER_PHONE,
    OVER_BOTH,
    is_known_by,
    lies_before,
    looks,
    on_file,
    pairs,
    says,
    the_pair,
    two_files,
)
from tests.union import APPROVER, APPROVER_TOO, AYGUL, CENTRE_REVIEWER, LIN, OTHER_STATION, STATION, World

SON = Member("son", "龍樣本", born=date(2015, 5, 6))
SAME_SON = Member("son", "龙 样本", born=date(2015, 5, 6))
TWIN = Member("son", "龙样品", born=date(2015, 5, 6))


@pytest.mark.parametrize(
    ("what", "known", "answers", "member"),
    [
        ("phone", {"phone": "13800138000"}, {"bank_card": CARD}, TWIN),
        ("card", {}, {}, TWIN),
        ("address", {}, {"bank_card": CARD, "home_address": "示例路 １号２棟301"}, TWIN),
        ("birth", {"name": "林 示例", "resident_id": "99010219700101000X"}, {"bank_card": CARD}, TWIN),
        ("birth", {}, {"bank_card": CARD}, SAME_SON),
    ],
)
def test_what_two_files_share_goes_to_officers_over_both(
    world: World, what: str, known: dict[str, str], answers: dict[str, Any], member: Member
) -> None:
    is_known_by(world, AYGUL, **{"phone": OTHER_PHONE, **known})
    lin = on_file(world, LIN, "N-001", [SON], home_address=ADDRESS)
    aygul = on_file(world, AYGUL, "N-002", [member], **answers)
    found = the_pair(world)
    assert (found.low_id, found.high_id, found.shares) == (lin, aygul, what)
    assert lies_before(world) == OVER_BOTH


def test_files_that_share_nothing_are_no_pair(world: World) -> None:
    is_known_by(world, AYGUL, phone=OTHER_PHONE)
    on_file(world, LIN, "N-001", [SON], home_address=ADDRESS)
    on_file(world, AYGUL, "N-002", [TWIN], bank_card=CARD)
    assert pairs(world) == [], "twins have the day in common, and not the name"


def test_what_more_than_three_have_tells_nothing(world: World) -> None:
    is_known_by(world, AYGUL, phone=OTHER_PHONE)
    on_file(world, LIN, "N-001")
    with world.work() as session:
        known = session.exec(select(FileMark).where(FileMark.what == "card")).one()
        for number in range(2):
            file = HouseholdFile(number=f"HF-9{number}", head_id=LIN, unit_id=4, household_class="deep", data={},
                                 opened_at=world.now)  # fmt: skip
            session.add(file)
            session.flush()
            session.add(FileMark(household_id=file.id, what="card", print=known.print))
    on_file(world, AYGUL, "N-002")
    assert pairs(world) == []


def test_a_changed_file_is_compared_anew_and_loses_what_it_no_longer_has(world: World) -> None:
    is_known_by(world, AYGUL, phone=OTHER_PHONE)
    on_file(world, LIN, "N-001")
    aygul = on_file(world, AYGUL, "N-002", bank_card=CARD)
    for card, shares in (("6222020000000000005", 2), (CARD, 1)):
        with world.work() as session:
            file = session.get_one(HouseholdFile, aygul)
            file.data = {**file.data, "bank_card": card}
            session.flush()
            doubles.file_changed(world.at_work(session), FileChanged(aygul, 0))
            marks = session.exec(select(FileMark.print).where(FileMark.what == "card")).all()
        assert len(marks) - len(set(marks)) == shares - 1
    assert the_pair(world).shares == "card"


def test_a_new_phone_of_the_head_counts_too(world: World) -> None:
    is_known_by(world, AYGUL, phone=OTHER_PHONE)
    on_file(world, LIN, "N-001")
    on_file(world, AYGUL, "N-002", bank_card=CARD)
    is_known_by(world, AYGUL, phone="13800138000")
    with world.work() as session:
        doubles.file_changed(world.at_work(session), FileChanged(None, AYGUL))
    assert the_pair(world).shares == "phone"


def test_files_of_before_are_marked_and_pairs_that_nobody_saw_are_found_by_the_clock(world: World) -> None:
    two_files(world)
    with world.work() as session:
        session.execute(delete(FileDouble))
        session.execute(delete(FileMark))
    world.keeps_up("look for files of one household")
    assert the_pair(world).shares == "card"
    world.keeps_up("look for files of one household")
    assert len(pairs(world)) == 1


def test_comparing_a_file_costs_few_statements_and_never_reads_the_others(world: World) -> None:
    lin, _ = two_files(world)
    said: list[str] = []
    with world.work() as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        file = session.get_one(HouseholdFile, lin)
        file.data = {**file.data, "bank_card": CARD}
        session.flush()
        del said[:]
        doubles.file_changed(world.at_work(session), FileChanged(lin, 0))
    found = [one for one in said if not one.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]
    assert len(found) <= 4, "its marks, what went, what came, who else has that"


# Looked at -----------------------------------------------------------------------------------------------------------


def test_both_are_shown_side_by_side_and_the_look_is_on_record(world: World) -> None:
    two_files(world, lin=[SON], aygul=[TWIN])
    seen = looks(world, CENTRE_REVIEWER)
    assert "They have the same bank card." in seen
    assert "The same" in seen
    assert "Bank card: **** 0005" in seen
    assert "Head: 林示例 / 阿依古丽·样本" in seen
    assert "Unit: Unit 4 / Unit 5" in seen
    assert "龍樣本" in seen
    assert "龙样品" in seen
    with world.work() as session:
        looked = session.exec(select(Audit).where(Audit.person_id == CENTRE_REVIEWER))
        assert {one.subject for one in looked if "may be of one household" in one.action} == {
            "household:1", "household:2"
        }  # fmt: skip


@pytest.mark.parametrize(("who", "refusal"), [(STATION, NotForYou), (OTHER_STATION, NotForYou), (LIN, NotForYou)])
def test_it_is_for_officers_over_both(world: World, who: int, refusal: type[Exception]) -> None:
    two_files(world)
    with pytest.raises(refusal):
        looks(world, who)


def test_who_lives_in_one_of_them_does_not_decide(world: World) -> None:
    lin, _ = two_files(world)
    with world.work() as session:
        print_ = session.get_one(Person, CENTRE_REVIEWER).resident_id_print or ""
        member = session.exec(select(HouseholdMember).where(HouseholdMember.household_id == lin)).one()
        more = HouseholdMember(case_id=member.case_id, household_id=lin, resident_id_print=print_, resident_id="x",
                               name="x", relation="spouse")  # fmt: skip
        session.add(more)
    with pytest.raises(OwnDouble):
        looks(world, CENTRE_REVIEWER)


def test_a_head_who_withdrew_the_consent_is_not_shown(world: World) -> None:
    two_files(world)
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    assert "林示例" not in looks(world, CENTRE_REVIEWER)


# Told apart, and said ------------------------------------------------------------------------------------------------


def test_two_households_are_never_asked_about_again(world: World) -> None:
    _, aygul = two_files(world)
    assert "two households" in says(world, CENTRE_REVIEWER, doubles.not_one)
    assert lies_before(world) == set()
    assert the_pair(world).state == "apart"
    is_known_by(world, AYGUL, phone="13800138000")
    with world.work() as session:
        doubles.file_changed(world.at_work(session), FileChanged(aygul, 0))
    world.keeps_up("look for files of one household")
    assert the_pair(world).state == "apart"
    assert lies_before(world) == set()
    for act, more in ((doubles.not_one, ()), (doubles.mean_one, (aygul, "same")), (doubles.confirm, ())):
        with pytest.raises(DoubleOver):
            says(world, APPROVER, act, *more)


def test_that_it_is_one_household_is_confirmed_by_a_second_officer(world: World) -> None:
    lin, _ = two_files(world)
    says(world, CENTRE_REVIEWER, doubles.mean_one, lin, "spouse")
    assert lies_before(world) == OVER_BOTH - {CENTRE_REVIEWER}
    with pytest.raises(AnotherConfirms):
        says(world, CENTRE_REVIEWER, doubles.confirm)
    with pytest.raises(AnotherConfirms):
        says(world, APPROVER, doubles.not_one)
    assert "阿依古丽·样本 is to 林示例: Husband or wife" in looks(world, APPROVER)
    says(world, APPROVER_TOO, doubles.not_confirmed)
    assert lies_before(world) == OVER_BOTH
    assert (the_pair(world).state, the_pair(world).keeps_id) == ("asked", None)


def test_a_press_that_no_button_of_ours_has_is_refused(world: World) -> None:
    lin, _ = two_files(world)
    for file, relation in ((lin, "emperor"), (99, "same")):
        with pytest.raises(NotForYou):
            says(world, CENTRE_REVIEWER, doubles.mean_one, file, relation)
