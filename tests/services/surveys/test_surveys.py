"""The survey of everybody: a few presses, each yes a warning, and nobody reads it but the officers over the unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlmodel import col, select

from domain.broadcasts.audience import Audience
from domain.platform.access import NotForYou
from domain.surveys.refusals import NeverAsked, NoSurvey
from models.broadcasts import Broadcast
from models.people import Person
from models.surveys.rounds import SurveyReply
from models.warnings.early import EarlyWarning
from services import surveys
from services.broadcasts.readers import count_readers
from tests.season_tasks import add_household
from tests.union import APPROVER, AYGUL, LIN, OTHER_STATION, POINT, STATION, ZONE, World

OPENS = datetime(2026, 5, 11, 9, 15, tzinfo=ZONE)


@pytest.fixture
def asked(world: World) -> World:
    """The day on which the survey opens."""
    world.now = OPENS
    runs(world)
    return world


def runs(world: World) -> None:
    with world.work() as session:
        surveys.carry_on(world.at_work(session))


def says(world: World, who: int, *yes: int) -> int:
    """Somebody answers every question, yes to those named; return how many presses, with the one that begins."""
    presses = 1
    with world.work() as session:
        work = world.at_work(session, who)
        view = surveys.shown(work)
        while view.text is not None:
            view, _ = surveys.answer(work, view.survey_id, view.number, is_yes=view.number in yes)
            presses += 1
    return presses


def readers(world: World) -> int:
    with world.work() as session:
        newest = session.exec(select(Broadcast).order_by(col(Broadcast.id).desc())).first()
        assert newest is not None
        return count_readers(world.at_work(session), Audience.from_json(newest.audience), newest.topic).readers


def test_it_opens_once_for_all_workers_and_reminds_who_has_not_answered(asked: World) -> None:
    runs(asked)
    before = readers(asked)
    assert before >= 2
    says(asked, LIN)
    asked.passes(days=10)
    runs(asked)
    with asked.work() as session:
        assert len(session.exec(select(Broadcast)).all()) == 2
    assert readers(asked) == before - 1


def test_five_presses_at_most_and_each_yes_is_a_warning_once(asked: World) -> None:
    assert says(asked, LIN, 0, 2) <= 5
    assert says(asked, AYGUL) <= 5
    with asked.work() as session:
        surveys.answer(asked.at_work(session, LIN), 1, 0, is_yes=True)
        warned = session.exec(select(EarlyWarning)).all()
        assert [(one.sign, one.person_id) for one in warned] == [("survey", LIN), ("survey", LIN)]


def test_none_of_it_is_one_press(asked: World) -> None:
    with asked.work() as session:
        view = surveys.none_of_it(asked.at_work(session, LIN), 1)
        assert (view.text, view.yes) == (None, 0)
        assert session.exec(select(SurveyReply)).one().done_at is not None


def test_a_household_is_not_asked_what_its_file_says(asked: World) -> None:
    with asked.work() as session:
        add_household(session, OPENS, head=LIN, officer=POINT, self_health="serious_illness")
        known = surveys.shown(asked.at_work(session, LIN))
        others = surveys.shown(asked.at_work(session, AYGUL))
        assert (known.number, known.count) == (1, others.count - 1)


def test_officers_over_the_unit_see_who_said_yes_and_nobody_else_does(asked: World) -> None:
    says(asked, LIN, 0)
    with asked.work() as session:
        top = surveys.coverage(asked.at_work(session, APPROVER), 0)
        assert (top.answered, top.yes) == (1, [])
        point = surveys.coverage(asked.at_work(session, STATION), 4)
        assert [(len(one.to), one.phone != "") for one in point.yes] == [(1, True)]
        assert sum(count for _, count in point.counts) == 1
        assert surveys.coverage(asked.at_work(session, POINT), 0).unit_id == 4
        for who, unit in ((OTHER_STATION, 4), (AYGUL, 0), (LIN, 4)):
            with pytest.raises(NotForYou):
                surveys.coverage(asked.at_work(session, who), unit)
        session.get_one(Person, LIN).consented_at = None
    with asked.work() as session:
        assert surveys.coverage(asked.at_work(session, STATION), 4).yes == []


@pytest.mark.parametrize("days", [22, 400])
def test_it_ends(asked: World, days: int) -> None:
    asked.passes(days=days)
    runs(asked)
    with asked.work() as session, pytest.raises(NoSurvey):
        surveys.answer(asked.at_work(session, LIN), 1, 0, is_yes=True)


def test_there_is_none_before(world: World) -> None:
    def coverage(work: Any) -> None:
        surveys.coverage(work, 0)

    with world.work() as session:
        with pytest.raises(NoSurvey):
            surveys.shown(world.at_work(session, LIN))
        with pytest.raises(NeverAsked):
            coverage(world.at_work(session, STATION))
