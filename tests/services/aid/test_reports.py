"""Hardship reports: what may be handed in, one household one file, and the day a bar ends."""

from datetime import date, datetime

import pytest
from sqlmodel import select

from models.aid import ReInvitation
from models.procedure import AidCase
from services.aid import handing
from services.aid.handing import NotGranted
from services.aid.today import TooManyToday
from services.cases import worker_side
from services.cases.one_household import HouseholdInOpenCase
from services.cases.papers.adding import papers_in
from tests.data.households import answers_of, households
from tests.union import AYGUL, LIN, ZONE, World


def hand_in(world: World, person_id: int, household: str) -> str:
    with world.work() as session:
        answers, policy = answers_of(households()[household]), world.house.policies.current
        number = handing.hand_in(world.at_work(session, person_id), policy.opening[0], answers, policy)
        case = session.exec(select(AidCase).where(AidCase.number == number)).one()
        assert case.household_class == households()[household]["expected"]["class"].split()[0]
        return number


def test_h01_is_handed_in(world: World) -> None:
    assert hand_in(world, LIN, "DEMO-H01") == "2026-0001"


def test_h06_is_handed_in_once(world: World) -> None:
    number = hand_in(world, LIN, "DEMO-H06")
    with pytest.raises(HouseholdInOpenCase) as refused:
        hand_in(world, LIN, "DEMO-H06")
    assert refused.value.said.args == {"number": number}
    with world.work() as session:
        assert handing.case_in_the_way(world.at_work(session, LIN)) == number
        assert handing.case_in_the_way(world.at_work(session, AYGUL)) is None


def test_a_worker_hands_in_so_often_a_day(world: World) -> None:
    for _ in range(world.house.policies.current.limits.reports_a_day):
        number = hand_in(world, LIN, "DEMO-H06")
        with world.work() as session:
            case = session.exec(select(AidCase).where(AidCase.number == number)).one()
            worker_side.withdraw(world.at_work(session, LIN), case.id)
    with pytest.raises(TooManyToday):
        hand_in(world, LIN, "DEMO-H06")
    world.passes(days=1)
    hand_in(world, LIN, "DEMO-H06")


def test_a_second_one_who_names_the_same_household_is_taken_in_for_an_officer_to_look_at(world: World) -> None:
    hand_in(world, LIN, "DEMO-H06")
    assert hand_in(world, AYGUL, "DEMO-H06") == "2026-0002"


def test_h12_waits_until_its_contract_is_a_year_old(world: World) -> None:
    with pytest.raises(NotGranted):
        hand_in(world, LIN, "DEMO-H12")
    answers, policy = answers_of(households()["DEMO-H12"]), world.house.policies.current
    with world.work() as session:
        july = world.at_work(session, LIN).at(datetime(2026, 7, 20, 9, tzinfo=ZONE))
        handing.preview(july, handing.wish_for(july, "", policy), answers)
        session.flush()
        assert session.get_one(ReInvitation, LIN).on == date(2026, 10, 15)
        later = july.at(datetime(2026, 10, 15, 9, tzinfo=ZONE))
        handing.preview(later, handing.wish_for(later, "", policy), answers)
        session.flush()
        assert session.get(ReInvitation, LIN) is None


def test_papers_of_the_answers(world: World) -> None:
    photo = {"file_id": "F1", "unique_id": "U1", "name": "", "mime": "image/jpeg", "size": 5, "album": None}
    answers = {"paper_wage_proof": [photo], "paper_household_book": [photo | {"message_id": 7}], "homes": 1}
    papers = papers_in(answers, world.house.policies.current)
    seen = [(paper.kind, paper.file_id, paper.is_photo, paper.message_id) for paper in papers]
    assert seen == [("wage_proof", "F1", True, None), ("household_book", "F1", True, 7)]
