"""Two lists beside each other, as Xingtai has them: onto one, onto the other, and off one of them again."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.run.database import Database
from delivery.rendering import render_plain
from domain.broadcasts.audience import Audience
from domain.households.household import from_answers
from domain.platform.predicates import Compare, Op, evaluate
from domain.policy.seasons import Topic
from models.households import HouseholdFile, OnList
from models.procedure import AidCase
from services.aid import handing, programmes
from services.aid.handing import NotGranted, OnAnotherList
from services.aid.programmes import Chance
from services.broadcasts.readers import count_readers
from services.cases import worker_side
from services.households import aims, class_facts, class_on_record, put_in_class
from services.households.on_lists import NumberOnList
from tests.data.households import answers_of, households
from tests.union import APPROVER, AYGUL, DEMO, LIN, STATION, ZONE, World, found

XINGTAI = DEMO.with_name("xingtai.toml")
DEEP, HARD = "DEMO-H01", "DEMO-H06"  # on both lists by their income; on the company's alone


@pytest.fixture
def mine(database: Database) -> World:
    return found(database, policy=XINGTAI)


def reports(world: World, household: str, person: int = LIN) -> AidCase:
    with world.work() as session:
        answers, policy = answers_of(households()[household]), world.house.policies.current
        number = handing.hand_in(world.at_work(session, person), policy.opening[0], answers, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one()


def joins(world: World, key: str, person: int = LIN) -> AidCase:
    with world.work() as session:
        policy = world.house.policies.current
        number = handing.hand_in(world.at_work(session, person), policy.given(key), {}, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one()


def company_opens(world: World, case: AidCase, number: str = "C-001") -> None:
    """The steps of the company's list: no notice between review and approval."""
    world.reviewed(case.id)
    world.decides(APPROVER, case.id)
    world.enters(case.id, number)


def national_opens(world: World, case: AidCase, number: str = "N-001") -> None:
    world.approved(case.id)
    world.enters(case.id, number)


def file_of(world: World) -> tuple[str, str | None, dict[str, str]]:
    """Return the kept class, the national number, and the numbers on the other lists."""
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        rows = session.exec(select(OnList).where(OnList.household_id == file.id)).all()
        there = {row.list: row.number for row in rows if row.left_at is None}
        return class_on_record(world.at_work(session, LIN), file).value, file.national_number, there


def chances(world: World) -> dict[str, Chance]:
    with world.work() as session:
        return {one.key: one.chance for one in programmes.listed(world.at_work(session, LIN))[1]}


def test_a_report_is_for_the_first_list_that_the_household_can_come_on(mine: World) -> None:
    assert (reports(mine, DEEP).programme, reports(mine, HARD, AYGUL).programme) == ("hardship_file", "file_company")


def test_a_household_above_the_national_line_is_on_the_company_list_alone(mine: World) -> None:
    case = reports(mine, HARD)
    assert (case.household_class, case.opens_file) == ("relative", True)
    company_opens(mine, case)
    assert file_of(mine) == (";company=relative", None, {"company": "C-001"})
    offered = chances(mine)
    assert offered["living_aid"] is Chance.NOW  # the company's list is for all aid
    assert offered["join_company"] is Chance.NOT  # it stands there
    assert offered["join_national"] is Chance.NOT  # its income is above that line


def test_a_household_comes_on_the_second_list_by_the_steps_of_that_list_and_stays_on_the_first(mine: World) -> None:
    national_opens(mine, reports(mine, DEEP))
    assert file_of(mine) == ("deep", "N-001", {})
    assert chances(mine)["join_company"] is Chance.NOW
    case = joins(mine, "join_company")
    assert (case.household_class, case.opens_file, case.step) == ("relative", False, "review")
    with pytest.raises(NotGranted):
        joins(mine, "join_company")
    company_opens(mine, case)
    assert file_of(mine) == ("deep;company=relative", "N-001", {"company": "C-001"})
    with mine.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        said = render_plain(class_on_record(mine.at_work(session, LIN), file).label, "en", timezone=ZONE)
    assert said == "Special hardship, national level; the company's list: Hardship, company level"


def test_a_household_that_leaves_one_list_stays_on_the_other_and_can_come_back(mine: World) -> None:
    national_opens(mine, reports(mine, DEEP))
    company_opens(mine, joins(mine, "join_company"))
    earns(mine, 160_000)  # the line of the company's list, twice dibao
    assert file_of(mine)[0] == "none;company=relative"
    assert chances(mine)["living_aid"] is Chance.NOW
    earns(mine, 160_001)
    assert file_of(mine)[0] == "none"
    earns(mine, 10_000)
    assert file_of(mine)[0] == "deep", "the first list follows the rules; onto the other one somebody asks to come"
    company_opens(mine, joins(mine, "join_company"), "C-002")
    assert file_of(mine) == ("deep;company=relative", "N-001", {"company": "C-002"})


def test_a_household_that_became_poorer_comes_on_the_national_list_by_its_own_steps(mine: World) -> None:
    company_opens(mine, reports(mine, HARD))
    earns(mine, 10_000)
    assert file_of(mine)[0] == ";company=relative", "nobody comes on a list without its steps"
    national_opens(mine, joins(mine, "join_national"))
    assert file_of(mine) == ("deep;company=relative", "N-001", {"company": "C-001"})


def test_who_leads_sees_how_many_left_each_list_against_its_aim(mine: World) -> None:
    def told() -> list[str]:
        with mine.work() as session:
            said = aims(mine.at_work(session, APPROVER))
            return render_plain(said, "en", timezone=ZONE).splitlines() if said else []

    national_opens(mine, reports(mine, DEEP))
    company_opens(mine, joins(mine, "join_company"))
    assert told() == [
        "the national list: 1 on it now, 0 left it this year (0 %); the aim is 30 %.",
        "the company's list: 1 on it now, 0 left it this year (0 %); the aim is 50 %.",
    ]
    earns(mine, 160_001)
    assert told() == [
        "the national list: 0 on it now, 1 left it this year (100 %); the aim is 30 %.",
        "the company's list: 0 on it now, 1 left it this year (100 %); the aim is 50 %.",
    ]


def test_a_season_and_a_notice_are_for_the_households_of_a_list(mine: World) -> None:
    company_opens(mine, reports(mine, HARD))
    asks = {"list.company.class": Op.EQ, "class": Op.NE}
    with mine.work() as session:
        work, file = mine.at_work(session, LIN), session.exec(select(HouseholdFile)).one()
        known = class_facts(session, [file], work.house.policies.current)[file.id]
        assert known == {"class": "none", "list.national.class": "none", "list.company.class": "relative"}
        holds = [evaluate(Compare(fact, op, "relative"), known).holds for fact, op in asks.items()]
        assert holds == [True, True]
        readers = [
            count_readers(work, Audience(classes=(one,)), Topic.PROGRAMMES).readers for one in ("relative", "deep")
        ]
        assert readers == [1, 0]


def test_a_number_stands_once_on_a_list(mine: World) -> None:
    company_opens(mine, reports(mine, HARD))
    other = reports(mine, "DEMO-H14", AYGUL)
    assert other.programme == "file_company"
    from_other_station(mine, other)
    with pytest.raises(NumberOnList):
        mine.enters(other.id, "C-001")
    mine.enters(other.id, "C-002")


def test_a_returned_report_stays_with_its_list(mine: World) -> None:
    case = reports(mine, DEEP)
    mine.visits(11, STATION, case.id)
    mine.decides(STATION, case.id, "return")
    with mine.work() as session:
        richer = answers_of(households()[HARD])
        work = mine.at_work(session, LIN)
        with pytest.raises(OnAnotherList):
            handing.hand_in_again(work, case.id, richer, mine.house.policies.current)
    with mine.work() as session:
        worker_side.withdraw(mine.at_work(session, LIN), case.id)
    assert reports(mine, HARD).programme == "file_company"


def earns(world: World, net: int) -> None:
    """A change of the income is confirmed, to so much (fen) a head and month: the classes are worked out anew."""
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        household = from_answers(file.data)
        wanted = net * 12 * household.size - household.annual_income + household.annual_rigid
        file.data = {**file.data, "other_annual_income": household.other_annual_income + wanted}
        put_in_class(world.at_work(session, LIN), file, world.house.policies.current)


def from_other_station(world: World, case: AidCase) -> None:
    world.visits(14, 15, case.id)
    world.decides(14, case.id)
    world.decides(APPROVER, case.id)
