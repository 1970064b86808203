"""A household leaves a list: asked for by one, confirmed by another, told to both; the file and the other list stay."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import select

from bot.run.database import Database
from delivery.rendering import render_plain
from domain.changes.change import AlreadyProposed, FileMovedOn, OwnProposal, What
from models.households import HouseholdFile, OnList
from models.payments import MoneyRow, MonthRun
from models.procedure import AidCase
from services.aid import handing
from services.aid.beside import hand_in_beside
from services.changes import Wanted, confirm, opened, propose, things_of
from services.changes.proposing import NotThere, wanted
from services.households import aims, class_on_record
from services.households.on_lists import NumberOnList
from tests.data.households import answers_of, households
from tests.union import APPROVER, AYGUL, DEMO, LIN, STATION, STATION_TOO, ZONE, World, found

XINGTAI = DEMO.with_name("xingtai.toml")
NATIONAL, COMPANY = "national", "company"


@pytest.fixture
def mine(database: Database) -> World:
    """Lin's household stands on both lists of the union."""
    world = found(database, policy=XINGTAI)
    with world.work() as session:
        work, policy = world.at_work(session, LIN), world.house.policies.current
        handing.hand_in(work, policy.opening[0], answers_of(households()["DEMO-H01"]), policy)
        case = session.exec(select(AidCase)).one()
        hand_in_beside(work, case.id, "file_company")
        other = session.exec(select(AidCase).where(AidCase.id != case.id)).one()
        first, second = case.id, other.id
    world.approved(first)
    world.enters(first, "N-001")
    world.reviewed(second)
    world.decides(APPROVER, second)
    world.enters(second, "C-001")
    return world


def file_id(world: World) -> int:
    with world.work() as session:
        return session.exec(select(HouseholdFile)).one().id


def asks(world: World, key: str, *, by: int = LIN) -> int:
    with world.work() as session:
        file = None if by == LIN else session.exec(select(HouseholdFile)).one().id
        one = Wanted(file, What.OFF, key)
        work = world.at_work(session, by)
        assert wanted(work, one).questions
        return propose(work, one, {"change_note": None})


def confirms(world: World, change: int, *, by: int = STATION) -> str:
    with world.work() as session:
        opened(world.at_work(session, by), change)
    with world.work() as session:
        return render_plain(confirm(world.at_work(session, by), change).text, "en", timezone=ZONE, limit=4000)


def standing(world: World) -> str:
    with world.work() as session:
        file = session.exec(select(HouseholdFile)).one()
        assert file.closed_at is None, "the file stays, whatever list is left"
        return class_on_record(world.at_work(session, LIN), file).value


@pytest.mark.parametrize(("key", "after"), [(NATIONAL, ";company=relative"), (COMPANY, "deep")])
def test_a_household_leaves_one_list_and_stays_on_the_other(mine: World, key: str, after: str) -> None:
    change = asks(mine, key)
    assert standing(mine) == "deep;company=relative", "nothing counts before it is confirmed"
    assert "The household still stands on" in confirms(mine, change)
    assert standing(mine) == after
    assert "The household leaves" in mine.messages(LIN)[-1]
    assert "no longer counts as in hardship" not in mine.messages(LIN)[-1]


def test_an_officer_proposes_it_and_another_confirms(mine: World) -> None:
    change = asks(mine, COMPANY, by=STATION)
    with pytest.raises(OwnProposal):
        confirms(mine, change)
    confirms(mine, change, by=STATION_TOO)
    assert standing(mine) == "deep"


def test_one_list_is_left_once_and_only_by_whom_it_holds(mine: World) -> None:
    change = asks(mine, COMPANY)
    with pytest.raises(AlreadyProposed):
        asks(mine, COMPANY)
    confirms(mine, change)
    with pytest.raises(NotThere):
        asks(mine, COMPANY)
    with mine.work() as session:
        assert [key for key, _ in things_of(mine.at_work(session, LIN)).lists] == [NATIONAL]


def test_a_class_that_has_changed_meanwhile_is_looked_at_again(mine: World) -> None:
    change = asks(mine, COMPANY)
    with mine.work() as session:
        session.exec(select(OnList)).one().household_class = "other"
    with pytest.raises(FileMovedOn):
        confirms(mine, change)


def test_who_left_both_keeps_the_file_and_comes_back_by_the_steps_with_the_number_of_before(mine: World) -> None:
    for key in (NATIONAL, COMPANY):
        said = confirms(mine, asks(mine, key))
    assert "stands on no list now" in said
    assert standing(mine) == "none"
    with mine.work() as session:
        told = aims(mine.at_work(session, APPROVER))
        assert told is not None
        assert "0 on it now, 1 left it this year" in render_plain(told, "en", timezone=ZONE)
    for key, number in (("join_national", "N-001"), ("join_company", "C-001")):
        with mine.work() as session:
            policy = mine.house.policies.current
            handing.hand_in(mine.at_work(session, LIN), policy.given(key), {}, policy)
            case = session.exec(select(AidCase).where(AidCase.programme == key, AidCase.status == "open")).one().id
        mine.reviewed(case)
        if key == "join_national":
            mine.now = datetime(2026, 8, 28, 0, 1, tzinfo=ZONE)
            mine.keeps_up("end public notices")
        mine.decides(APPROVER, case)
        mine.enters(case, number)
    assert standing(mine) == "deep;company=relative"


def test_a_number_of_the_first_list_is_no_other_households_after_it_was_left(mine: World) -> None:
    confirms(mine, asks(mine, NATIONAL))
    case = mine.opens(AYGUL)
    mine.visits(14, 15, case)
    mine.decides(14, case)
    mine.now = datetime(2026, 8, 28, 0, 1, tzinfo=ZONE)
    mine.keeps_up("end public notices")
    mine.decides(APPROVER, case)
    with pytest.raises(NumberOnList):
        mine.enters(case, "N-001")
    mine.enters(case, "N-002")


def test_monthly_money_that_asks_for_the_list_ends_with_it(mine: World) -> None:
    case = mine.opens(programme="love_card", amount=900_00, months=3, period="ever", household_id=file_id(mine))
    mine.reviewed(case)
    mine.now = datetime(2026, 8, 7, 0, 1, tzinfo=ZONE)
    mine.keeps_up("end public notices")
    mine.decides(APPROVER, case)
    confirms(mine, asks(mine, NATIONAL))
    mine.now = datetime(2026, 9, 10, 9, tzinfo=ZONE)
    mine.keeps_up("let months be due")
    with mine.work() as session:
        assert session.exec(select(MoneyRow).where(MoneyRow.case_id == case)).all() == []
        assert session.exec(select(MonthRun)).one().ended == "class_lost"
