"""Caps over a year, of each person and in times: asked at the door, and again when it is decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.run.database import Database
from domain.procedure.events import AidAsked
from domain.procedure.refusals import OtherAidInTheWay
from domain.units.steps import StepKind
from models.households import HouseholdFile
from models.procedure import AidCase
from services.aid import handing
from services.aid.handing import NotGranted
from services.aid.other_aid import check_other_aid, grants_of
from tests.data.households import answers_of, households
from tests.union import APPROVER, DEMO, LIN, World, found

ONCE = 'about = "member"\nonce = { per = "year" }\npapers = ["diagnosis", "medical_bills"]\n'
OFTEN = 'about = "member"\nonce = { per = "event", event = "illness_self_paid" }\nstack = { counts = false }\n'
BY_CAP = "caps = [ { most = 20000, per = 'person_year' } ]\npapers = ['diagnosis', 'medical_bills']\n"
BY_TIMES = "caps = [ { times = 1, per = 'person_year' } ]\npapers = ['diagnosis', 'medical_bills']\n"


def union(database: Database, folder: Path, caps: str) -> World:
    """A union whose aid in illness is for each bill, within caps of a person; two of a household are ill."""
    text = DEMO.read_text("utf-8")
    assert ONCE in text
    file = folder / "capped.toml"
    capped = text.replace(ONCE, OFTEN + caps)
    file.write_text(capped.replace("pays = 22000\n", "pays = 20000\n") if "most" in caps else capped, "utf-8")
    world = found(database, policy=file)
    answers = answers_of(households()["DEMO-H01"])
    ill = [{**one, "health": "serious_illness"} for one in answers["members"]]
    answers["self_health"] = "serious_illness"
    with world.work() as session:
        session.add(
            HouseholdFile(number="HF-1", national_number="N1", head_id=LIN, unit_id=4, household_class="deep",
                          data={**answers, "members": ill}, opened_at=world.now)
        )  # fmt: skip
    return world


def applies(world: World, person: str, yuan: int) -> int:
    policy = world.house.policies.current
    answers = {"person": person, "own_illness_self_paid": yuan * 100, "bank_card": "6200000000000005"}
    with world.work() as session:
        number = handing.hand_in(world.at_work(session, LIN), policy.given("serious_illness"), answers, policy)
        return session.exec(select(AidCase).where(AidCase.number == number)).one().id


def set_aside(world: World, case_id: int, status: str) -> None:
    with world.work() as session:
        session.get_one(AidCase, case_id).status = status


@pytest.mark.parametrize(("caps", "first_yuan"), [(BY_CAP, 20_000), (BY_TIMES, 900)])
def test_what_one_person_had_stands_in_the_way_of_that_person_alone(
    database: Database, tmp_path: Path, caps: str, first_yuan: int
) -> None:
    world = union(database, tmp_path, caps)
    first = applies(world, "m0", first_yuan)
    with pytest.raises(NotGranted) as refused:
        applies(world, "m0", 800)
    assert refused.value is not None
    other = applies(world, "m1", 800)
    set_aside(world, first, "refused")
    second = applies(world, "m0", 700)
    set_aside(world, first, "open")

    def is_approved(session: Session, case_id: int) -> None:
        check_other_aid(world.at_work(session, APPROVER), AidAsked(case_id, StepKind.APPROVAL))

    with world.work() as session:
        session.get_one(AidCase, first).step = "payment"
        session.flush()
        is_approved(session, other)
        with pytest.raises(OtherAidInTheWay) as stopped:
            is_approved(session, second)
        number = session.get_one(AidCase, first).number
    assert stopped.value.args_given["others"] == number


@pytest.mark.parametrize("caps", [BY_TIMES, ""])
def test_what_somebody_had_who_has_left_counts_against_nobody_else(
    database: Database, tmp_path: Path, caps: str
) -> None:
    world = union(database, tmp_path, caps or 'papers = ["diagnosis", "medical_bills"]\n')
    left = applies(world, "m0", 900)
    with world.work() as session:
        session.get_one(AidCase, left).step = "payment"
        file = session.exec(select(HouseholdFile)).one()
        file.data = {**file.data, "members": file.data["members"][1:]}
        (theirs,) = grants_of(session, file)
    assert theirs.resident_id
    worker = applies(world, "self", 900)
    with world.work() as session:
        before, own = grants_of(session, session.exec(select(HouseholdFile)).one())
        assert (before.resident_id, own.resident_id) == (theirs.resident_id, "")
        session.get_one(AidCase, worker).step = "payment"
        session.flush()
        check_other_aid(world.at_work(session, APPROVER), AidAsked(left, StepKind.APPROVAL))
