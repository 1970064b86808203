"""The life of a household: all in the order of its days, page by page, for whom it is, at the same cost always."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from delivery.rendering import render_plain
from domain.lives.entry import Place
from domain.platform.access import NotForYou
from models.changes import Change
from models.households import FileVersion, HomeVisit, HouseholdFile
from models.procedure import Decision
from models.requests.threads import Request, RequestHolder
from services.changes import confirm
from services.lives import changed, life_of, own_changed, own_life
from tests.services.changes.test_changes import file, lives_there, wage  # noqa: F401 # the fixture of a household
from tests.services.procedure.test_statements import cost
from tests.union import AYGUL, LIN, OTHER_STATION, POINT, STATION, STRANGER, ZONE, World

A_LOOK = 10  # statements


def plain(said: Any) -> str:
    return render_plain(said, "en", timezone=ZONE, limit=4000)


def read(world: World, who: int, *, of: int | None = None) -> list[str]:
    """Return all lines, over all pages."""
    found: list[str] = []
    place: Place | None = None
    while True:
        with world.work() as session:
            work = world.at_work(session, who)
            life = own_life(work, place) if of is None else life_of(work, of, place)
        assert life is not None
        assert 0 < len(life.entries) <= 8
        found += [plain(one.said) for one in life.entries]
        place = life.next
        if place is None:
            return found


def happens(world: World, file: int) -> int:  # noqa: F811
    """A visit, a change that is confirmed, and a question to the union; return the change."""
    with world.work() as session:
        session.add(HomeVisit(household_id=file, officer_id=POINT, visited_on=world.now.date(), findings="unchanged",
                              recorded_at=world.now))  # fmt: skip
    world.passes(hours=1)
    change = wage(world, file, by=POINT)
    with world.work() as session:
        confirm(world.at_work(session, STATION), change)
    world.passes(hours=1)
    with world.work() as session:
        asked = Request(person_id=LIN, state="open", touched_at=world.now)
        session.add(asked)
        session.flush()
        session.add(RequestHolder(request_id=asked.id, person_id=STATION, since=world.now))
    return change


def test_a_worker_reads_what_has_happened_the_newest_first(world: World, file: int) -> None:  # noqa: F811
    happens(world, file)
    lines = read(world, LIN)
    assert lines[:3] == ["A question to the union", "Your monthly income", "The case officer visited the household"]
    assert lines[-1].startswith("Report of hardship was asked for, ") or "was asked for" in lines[-1]
    assert len(lines) == len(set(lines)), lines
    assert any("The file was opened" in one for one in lines)
    assert any("Public notice" in one for one in lines)


def test_an_officer_reads_the_same_but_questions_only_that_lay_before_them(world: World, file: int) -> None:  # noqa: F811
    happens(world, file)
    own = read(world, LIN)
    assert read(world, STATION, of=file) == own
    assert read(world, POINT, of=file) == [one for one in own if one != "A question to the union"]
    with pytest.raises(NotForYou), world.work() as session:
        life_of(world.at_work(session, OTHER_STATION), file, None)


def test_who_belongs_to_a_household_reads_nothing_that_is_its_heads_alone(world: World, file: int) -> None:  # noqa: F811
    change = happens(world, file)
    lives_there(world, file)
    lines = read(world, AYGUL)
    assert "Your monthly income" in lines
    assert not any("asked for" in one or "question" in one for one in lines)
    with world.work() as session:
        assert "What happened: The wage fell" in plain(own_changed(world.at_work(session, AYGUL), change))
        registration = session.get_one(Change, change)
        registration.person_id = LIN
    with pytest.raises(NotForYou), world.work() as session:
        own_changed(world.at_work(session, AYGUL), change)
    with world.work() as session:
        assert own_life(world.at_work(session, STRANGER), None) is None


def test_a_change_is_opened_with_old_and_new_and_who_said_and_confirmed_it(world: World, file: int) -> None:  # noqa: F811
    change = happens(world, file)
    with world.work() as session:
        said = plain(changed(world.at_work(session, POINT), file, change))
        assert "→ ¥8,000" in said
        assert "Decided by" in said
        assert plain(own_changed(world.at_work(session, LIN), change)) == said
    with pytest.raises(NotForYou), world.work() as session:
        own_changed(world.at_work(session, STRANGER), change)


def test_ten_years_cost_what_a_fresh_file_costs(world: World, file: int) -> None:  # noqa: F811
    fresh = [len(cost(world, who, act)) for who, act in _looks(file, None)]
    with world.work() as session:
        for day in range(3650):
            at = world.now - timedelta(days=day)
            session.add(FileVersion(household_id=file, number=1000 + day, kind="officer", at=at, old={}, new={}))
            if day % 30 == 0:
                session.add(HomeVisit(household_id=file, officer_id=POINT, visited_on=at.date(), findings="better",
                                      recorded_at=at))  # fmt: skip
        session.get_one(HouseholdFile, file).version = 5000
    after = Place(world.now - timedelta(days=1000), 0, 0)
    old = [len(cost(world, who, act)) for place in (None, after) for who, act in _looks(file, place)]
    assert old == fresh * 2
    assert max(old) <= A_LOOK


def _looks(household_id: int, place: Place | None) -> list[Any]:
    return [(POINT, lambda work: life_of(work, household_id, place)), (LIN, lambda work: own_life(work, place))]


def test_goods_that_were_handed_over_stand_in_it(world: World, file: int) -> None:  # noqa: F811
    case = world.opens(LIN, "summer_goods", household_id=file)
    with world.work() as session:
        session.add(
            Decision(case_id=case, step="give", verdict="approve", person_id=STATION, role="recorder", at=world.now)
        )
    number = world.case(case).number
    assert [line for line in read(world, STATION, of=file) if line.startswith("Handed over: ") and number in line]
