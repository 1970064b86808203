"""One report for two lists, as Xingtai has them: a case for each, the same answers, and one file in the end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.run.database import Database
from domain.platform.access import NotForYou
from models.households import HouseholdFile, HouseholdMember, OnList
from models.procedure import AidCase
from services import cases
from services.aid import handing, programmes
from services.aid.beside import NotForThatList, hand_in_beside
from services.cases import HouseholdInOpenCase
from services.procedure.grounds import changed_since
from tests.data.households import answers_of, households
from tests.union import APPROVER, AYGUL, DEMO, LIN, STATION, ZONE, World, found

XINGTAI = DEMO.with_name("xingtai.toml")
DEEP, HARD = "DEMO-H01", "DEMO-H06"  # on both lists by their income; on the company's alone
NATIONAL, COMPANY = "hardship_file", "file_company"


@pytest.fixture
def mine(database: Database) -> World:
    return found(database, policy=XINGTAI)


def reported(world: World, household: str = DEEP) -> AidCase:
    with world.work() as session:
        answers, policy = answers_of(households()[household]), world.house.policies.current
        number = handing.hand_in(world.at_work(session, LIN), policy.opening[0], answers, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one()


def beside(world: World, case: AidCase, key: str = COMPANY, by: int = LIN) -> AidCase:
    with world.work() as session:
        number = hand_in_beside(world.at_work(session, by), case.id, key)
        return session.exec(select(AidCase).where(AidCase.number == number)).one()


def both(world: World) -> tuple[AidCase, AidCase]:
    case = reported(world)
    return case, beside(world, case)


def now(world: World, case: AidCase) -> AidCase:
    with world.work() as session:
        return session.get_one(AidCase, case.id)


def company_approves(world: World, case: AidCase) -> None:
    world.reviewed(case.id)
    world.decides(APPROVER, case.id)


def corrected(world: World, case: AidCase, household: str = DEEP, **changed: object) -> str:
    with world.work() as session:
        answers = {**answers_of(households()[household]), **changed}
        return handing.hand_in_again(world.at_work(session, LIN), case.id, answers, world.house.policies.current)


def returned(world: World, case: AidCase) -> None:
    world.visits(11, STATION, case.id)
    world.decides(STATION, case.id, "return")


def test_one_press_hands_a_report_in_for_the_other_list_by_its_own_steps_and_class(mine: World) -> None:
    case, other = both(mine)
    assert [one.programme for one in (case, other)] == [NATIONAL, COMPANY]
    assert [one.household_class for one in (case, other)] == ["deep", "relative"]
    assert (case.answers, case.opens_file, other.beside_id) == (other.answers, other.opens_file, case.id)
    assert beside(mine, case).id == other.id, "a second press changes nothing"
    with mine.work() as session:
        seen = cases.own_case(mine.at_work(session, LIN), case.id)
        assert [one.number for one in seen.beside] == [other.number]
        assert seen.also_for == ()
        listed = programmes.listed(mine.at_work(session, LIN))[1]
        assert not [one.key for one in listed if one.key.startswith("join_")], "both are asked for already"


def test_at_once_where_the_policy_says_so(database: Database, tmp_path: Path) -> None:
    text = XINGTAI.read_text("utf-8").replace('key = "company"\n', 'key = "company"\nbeside = "at_once"\n', 1)
    file = tmp_path / "xingtai.toml"
    file.write_text(text, "utf-8")
    (tmp_path / "demo.toml").write_bytes(DEMO.read_bytes())
    world = found(database, policy=file)
    reported(world)
    with world.work() as session:
        assert [one.programme for one in session.exec(select(AidCase).order_by(col(AidCase.id)))] == [NATIONAL, COMPANY]


def test_who_is_asked_for_it_is_the_worker_and_only_for_what_the_household_can_come_on(mine: World) -> None:
    case = reported(mine, HARD)
    assert case.programme == COMPANY
    with pytest.raises(NotForThatList):
        beside(mine, case, NATIONAL)
    with pytest.raises(NotForYou):
        beside(mine, case, NATIONAL, by=AYGUL)


def test_the_list_that_is_entered_first_opens_the_file_and_the_other_case_goes_on_to_its_own_end(mine: World) -> None:
    case, other = both(mine)
    mine.reviewed(case.id)
    company_approves(mine, other)
    mine.enters(other.id, "C-001")
    case = now(mine, case)
    assert (case.programme, case.opens_file, case.answers) == ("join_national", False, {})
    with mine.work() as session:
        assert changed_since(session, session.get_one(AidCase, case.id)) == (), "nothing is to be reviewed anew"
    mine.now = datetime(2026, 7, 28, 0, 1, tzinfo=ZONE)
    mine.keeps_up("end public notices")
    mine.decides(APPROVER, case.id)
    mine.enters(case.id, "N-001")
    with mine.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert (file.household_class, file.national_number) == ("deep", "N-001")
        assert [(one.list, one.number) for one in session.exec(select(OnList))] == [("company", "C-001")]
        lives = session.exec(select(HouseholdMember).where(HouseholdMember.household_id == file.id)).all()
        keys = [one.file_key for one in lives if one.file_key]
        assert len(keys) == len(set(keys)) == len(households()[DEEP]["members"])


def test_the_other_way_round(mine: World) -> None:
    case, other = both(mine)
    mine.approved(case.id)
    mine.enters(case.id, "N-001")
    other = now(mine, other)
    assert (other.programme, other.household_id is not None, other.step) == ("join_company", True, "review")
    company_approves(mine, other)
    mine.enters(other.id, "C-001")
    with mine.work() as session:
        assert [one.list for one in session.exec(select(OnList))] == ["company"]


ASKS = """
[[list.ask]]
key = "shift_leader"
kind = "yes_no"
text = { zh_Hans = "班组长知道吗？" }
label = { zh_Hans = "班组长知情" }
"""


def test_what_a_list_asked_itself_stays_with_its_case(database: Database, tmp_path: Path) -> None:
    text = XINGTAI.read_text("utf-8").replace('[[list]]\nkey = "company"', f'{ASKS}[[list]]\nkey = "company"', 1)
    (tmp_path / "xingtai.toml").write_text(text, "utf-8")
    (tmp_path / "demo.toml").write_bytes(DEMO.read_bytes())
    world = found(database, policy=tmp_path / "xingtai.toml")
    with world.work() as session:
        answers, policy = {**answers_of(households()[DEEP]), "own_shift_leader": True}, world.house.policies.current
        number = handing.hand_in(world.at_work(session, LIN), policy.opening[0], answers, policy)
        case = session.exec(select(AidCase).where(AidCase.number == number)).one()
    other = beside(world, case)
    world.reviewed(case.id)
    company_approves(world, other)
    world.enters(other.id, "C-001")
    case = now(world, case)
    assert (case.programme, case.answers) == ("join_national", {"own_shift_leader": True})
    with world.work() as session:
        assert changed_since(session, session.get_one(AidCase, case.id)) == (), "nothing is to be reviewed anew"


def test_what_is_refused_or_taken_back_on_one_list_ends_nothing_on_the_other(mine: World) -> None:
    case, other = both(mine)
    with mine.work() as session:
        cases.withdraw(mine.at_work(session, LIN), case.id)
    company_approves(mine, other)
    mine.enters(other.id, "C-001")
    with mine.work() as session:
        assert session.exec(select(HouseholdFile)).one().household_class == ""


def test_a_corrected_report_is_the_same_in_both(mine: World) -> None:
    case, other = both(mine)
    company_approves(mine, other)
    returned(mine, case)
    corrected(mine, case, self_monthly_income=100_00)
    case, other = now(mine, case), now(mine, other)
    assert case.answers["self_monthly_income"] == other.answers["self_monthly_income"] == 100_00
    assert other.step == "review", "what was approved before rested on something else"


def test_a_list_that_the_corrected_answers_keep_it_from_is_left_and_the_other_goes_on(mine: World) -> None:
    case, other = both(mine)
    returned(mine, case)
    assert corrected(mine, case, HARD) == other.number
    assert [now(mine, one).status for one in (case, other)] == ["withdrawn", "open"]
    assert now(mine, other).answers == answers_of(households()[HARD])


def test_a_second_report_is_still_none_beside_the_first(mine: World) -> None:
    both(mine)
    with pytest.raises(HouseholdInOpenCase):
        reported(mine)
