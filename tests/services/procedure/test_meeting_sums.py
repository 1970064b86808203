"""A meeting chooses the sum: each who is for it names one, and how the result comes about stands in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.run.database import Database
from domain.procedure.refusals import OwnHousehold
from domain.procedure.state import Choice, Verdict
from domain.procedure.steps.approval import SumOutside
from domain.procedure.steps.meeting import QuorumMissing
from models.households import HouseholdFile
from models.officers import Appointment
from services import procedure
from services.procedure import decisions
from tests.data.households import answers_of, households
from tests.services.procedure.test_meetings import MINUTES
from tests.union import ADMIN, APPROVER, CASHIER, DEMO, LIN, OTHER_STATION, RECORDER, World, found

MEMBERS = (RECORDER, CASHIER, OTHER_STATION)
RULE = 'tie = "chair", sum = "median"'


def meeting(database: Database, folder: Path, rule: str = RULE) -> tuple[World, int]:
    """A case before the leading group, which says how much, from 500 to 5,000."""
    for name in ("demo.toml", "guanxi.toml"):
        text = DEMO.with_name(name).read_text("utf-8")
        (folder / name).write_text(text.replace(RULE, rule), "utf-8")
    world = found(database, policy=folder / "guanxi.toml")
    with world.work() as session:
        for person_id in MEMBERS:
            session.add(Appointment(person_id=person_id, role="member", unit_id=2, appointed_by=ADMIN, since=world.now))
        file = HouseholdFile(number="HF-1", national_number="N1", head_id=LIN, unit_id=4, household_class="deep",
                             data=answers_of(households()["DEMO-H01"]), opened_at=world.now)  # fmt: skip
        session.add(file)
        session.flush()
        file_id = file.id
    case_id: int = world.opens(LIN, "special_relief", 5_000_00, household_id=file_id, least=500_00)
    world.noticed(case_id)
    assert world.case(case_id).step == "meeting"
    return world, case_id


def votes(world: World, case_id: int, *given: tuple[int, Choice, int | None]) -> None:
    version = world.case(case_id).version
    for officer, choice, fen in given:
        with world.work() as session:
            procedure.vote(world.at_work(session, officer), case_id, version, choice, fen=fen)


def closes(world: World, case_id: int, **more: Any) -> None:
    version = world.case(case_id).version
    with world.work() as session:
        work = world.at_work(session, APPROVER)
        decisions.decide(work, case_id, version, Verdict.APPROVE, answers={**MINUTES, **more})


FOR, AGAINST = Choice.FOR, Choice.AGAINST
SUMS = (1_000_00, 2_500_50, 4_000_00)


@pytest.mark.parametrize(
    ("rule", "sums", "paid"),
    [
        ("median", SUMS, 2_500_00),
        ("median", (1_000_00, 4_000_00, None), 1_000_00),
        ("mean", (1_000_00, 2_000_00, 2_000_00), 1_666_00),
        ("least", SUMS, 1_000_00),
    ],
)
def test_the_sum_comes_about_as_the_file_says(
    database: Database, tmp_path: Path, rule: str, sums: tuple[int | None, ...], paid: int
) -> None:
    world, case_id = meeting(database, tmp_path, f'tie = "chair", sum = "{rule}"')
    given = [(who, FOR if fen else AGAINST, fen) for who, fen in zip(MEMBERS, sums, strict=True)]
    votes(world, case_id, *given)
    closes(world, case_id)
    case = world.case(case_id)
    assert (case.step, case.amount) == ("payment", paid)


def test_who_changes_their_mind_takes_their_sum_along(database: Database, tmp_path: Path) -> None:
    world, case_id = meeting(database, tmp_path)
    votes(world, case_id, *((who, FOR, fen) for who, fen in zip(MEMBERS, SUMS, strict=True)))
    votes(world, case_id, (MEMBERS[2], FOR, 1_500_00))
    votes(world, case_id, (MEMBERS[0], AGAINST, 3_000_00))
    told = [one for one in world.messages(APPROVER) if "Sums that were named" in one][-1]
    assert "1,500, ¥2,500.50. What counts is the one in the middle: ¥1,500." in told
    closes(world, case_id)
    assert world.case(case_id).amount == 1_500_00


@pytest.mark.parametrize("fen", [None, 499_99, 5_000_01])
def test_a_yes_without_a_sum_that_may_be_is_no_vote(database: Database, tmp_path: Path, fen: int | None) -> None:
    world, case_id = meeting(database, tmp_path)
    with pytest.raises(SumOutside):
        votes(world, case_id, (RECORDER, FOR, fen))
    with pytest.raises(QuorumMissing):
        closes(world, case_id)


def test_the_chair_records_it_where_the_file_says_so(database: Database, tmp_path: Path) -> None:
    world, case_id = meeting(database, tmp_path, 'tie = "chair", sum = "chair"')
    votes(world, case_id, *((who, FOR, None) for who in MEMBERS))
    with world.work() as session:
        asked = procedure.asks(world.at_work(session, APPROVER), case_id).form
    assert asked is not None
    assert [question.key for question in asked.questions] == ["sum", "minutes"]
    with pytest.raises(SumOutside):
        closes(world, case_id)
    closes(world, case_id, sum=3_000_00)
    assert world.case(case_id).amount == 3_000_00


def test_a_member_of_the_household_names_no_sum(database: Database, tmp_path: Path) -> None:
    world, case_id = meeting(database, tmp_path)
    with world.work() as session:
        session.add(Appointment(person_id=LIN, role="member", unit_id=2, appointed_by=ADMIN, since=world.now))
    with pytest.raises(OwnHousehold):
        votes(world, case_id, (LIN, FOR, 5_000_00))
