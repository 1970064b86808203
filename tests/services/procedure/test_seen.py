"""A press decides on what the officer was shown: what has changed since comes first, and nothing is decided."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select, update

from domain.platform.text import Refusal
from domain.procedure.refusals import (
    GroundsChanged,
    ReadsOtherwise,
    SecondPairOfEyesNeeded,
    VisitMissing,
)
from domain.procedure.state import Verdict
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.procedure import AidCase, Prompt
from services.cases import card
from services.payments import cards
from services.payments.rows import live_row
from services.procedure import decisions, handover, prompts
from tests.union import ADMIN, APPROVER, CASHIER, LIN, POINT, RECORDER, STATION, STATION_TOO, World

OTHER = "6222020000000000013"


@pytest.fixture
def file(world: World) -> int:
    case_id = world.opens(LIN)
    world.approved(case_id)
    world.enters(case_id)
    return world.case(case_id).household_id or 0


def grant(world: World, file: int) -> int:
    return world.opens(LIN, "golden_autumn", 750_000, household_id=file)


def noticed(world: World, file: int) -> int:
    case_id = grant(world, file)
    world.reviewed(case_id)
    world.passes(days=20)
    world.keeps_up("end public notices")
    return case_id


def changes(world: World, file: int, **answers: Any) -> None:
    """The file changes by a road that does not move the case: as at its first review, or in the version before."""
    with world.work() as session:
        row = session.get_one(HouseholdFile, file)
        row.data = {**row.data, **answers}


def looks(world: World, officer: int, case_id: int) -> None:
    with world.work() as session:
        card.look_at_case(world.at_work(session, officer), case_id)


def test_who_reviews_sees_what_has_changed_first(world: World, file: int) -> None:
    case_id = grant(world, file)
    world.visits(POINT, STATION, case_id)
    changes(world, file, self_monthly_income=90_000)
    for verdict in Verdict:
        with pytest.raises(ReadsOtherwise):
            world.decides(STATION, case_id, verdict)
    version = world.case(case_id).version
    with world.work() as session, pytest.raises(ReadsOtherwise):
        decisions.check_may_press(world.at_work(session, STATION), case_id, version)
    assert world.case(case_id).step == "review"
    looks(world, STATION_TOO, case_id)
    with pytest.raises(ReadsOtherwise):
        world.decides(STATION, case_id)
    looks(world, STATION, case_id)
    with pytest.raises(VisitMissing):
        world.decides(STATION, case_id)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    assert world.case(case_id).step == "notice"


def test_what_is_shown_again_is_seen(world: World, file: int) -> None:
    case_id = grant(world, file)
    changes(world, file, homes=2)
    with world.work() as session:
        mine = select(Prompt).where(Prompt.case_id == case_id, Prompt.officer_id == STATION)
        prompt = session.exec(mine.where(col(Prompt.about).startswith("step:"))).one()
        assert prompts.show_again(world.at_work(session, STATION), prompt.id)
    world.decides(STATION, case_id, "refuse")


def test_who_approves_sees_it_before_they_send_it_back(world: World, file: int) -> None:
    case_id = noticed(world, file)
    changes(world, file, homes=2)
    with pytest.raises(ReadsOtherwise):
        world.decides(APPROVER, case_id, "return")
    looks(world, APPROVER, case_id)
    with pytest.raises(GroundsChanged):
        world.decides(APPROVER, case_id)
    world.decides(APPROVER, case_id, "return")


def test_who_enters_sees_it_first(world: World) -> None:
    case_id = world.opens(LIN)
    world.approved(case_id)
    with world.work() as session:
        session.get_one(Person, LIN).name = "林示范"
    with pytest.raises(ReadsOtherwise):
        world.enters(case_id)


def test_who_pays_sees_another_card_first(world: World, file: int) -> None:
    """The money of another case came back, and its new card is that of the household."""
    case_id = noticed(world, file)
    world.decides(APPROVER, case_id)
    with world.work() as session:
        row = live_row(session, session.get_one(AidCase, case_id))
        assert row is not None
        household, old = session.get_one(HouseholdFile, file), row.card
        household.data = {**household.data, "bank_card": OTHER}
        cards._follow(world.at_work(session, RECORDER), col(AidCase.household_id) == file, old, OTHER)
        session.flush()
        handover.household_changed(world.at_work(session, RECORDER), household_id=file)
    with pytest.raises(ReadsOtherwise):
        world.pays(case_id)
    looks(world, CASHIER, case_id)
    world.passes(days=1)
    world.pays(case_id)


def test_a_prompt_of_the_version_before_decides(world: World, file: int) -> None:
    case_id = grant(world, file)
    with world.work() as session:
        session.execute(update(Prompt).values(seen=""))
    changes(world, file, homes=2)
    world.decides(STATION, case_id, "refuse")


def test_papers_and_visits_are_seen_as_they_come(world: World) -> None:
    case_id = world.opens(LIN)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)


def test_it_is_no_secret_way_to_a_case(world: World, file: int) -> None:
    case_id = grant(world, file)
    changes(world, file, homes=2)
    with pytest.raises(Refusal) as told:
        world.decides(CASHIER, case_id)
    assert not isinstance(told.value, ReadsOtherwise)


# Visits are about a household ----------------------------------------------------------------------------------------


def test_a_visit_of_before_still_keeps_its_officers_from_approving(world: World, file: int) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=POINT, role="approver", unit_id=1, appointed_by=ADMIN, since=world.now))
    case_id = grant(world, file)
    world.visits(POINT, STATION_TOO, case_id)
    changes(world, file, self_monthly_income=71_000)
    looks(world, STATION, case_id)
    world.visits(STATION_TOO, STATION, case_id)
    world.decides(STATION, case_id)
    world.passes(days=20)
    world.keeps_up("end public notices")
    with pytest.raises(SecondPairOfEyesNeeded):
        world.decides(POINT, case_id)


def test_another_card_needs_no_other_visit(world: World, file: int) -> None:
    case_id = grant(world, file)
    world.visits(POINT, STATION, case_id)
    changes(world, file, bank_card=OTHER)
    looks(world, STATION, case_id)
    world.decides(STATION, case_id)


def test_whoever_reviews_is_told_of_another_class(world: World, file: int) -> None:
    case_id = grant(world, file)
    with world.work() as session:
        session.get_one(HouseholdFile, file).household_class = "relative"
        session.flush()
        handover.household_changed(world.at_work(session, STATION_TOO), household_id=file)
    told = world.messages(STATION)[-1]
    assert "The household is in another class now: deep hardship → relative hardship." in told
    assert "please return it" in told
    assert world.presses(STATION)[0] == f"oc:{case_id}"
