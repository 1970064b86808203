"""A meeting decides a step: who may vote, how many have to, what becomes of a tie, and what is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.run.database import Database
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from domain.procedure.refusals import NotThisStep, SecondPairOfEyesNeeded
from domain.procedure.state import Choice, Verdict
from domain.procedure.steps.meeting import QuorumMissing, Tied, VotedOtherwise
from models.households import HouseholdFile
from models.officers import Appointment
from models.procedure import Decision, Paper, Prompt, Vote
from services import procedure
from services.procedure import decisions
from tests.services.aid.test_applications import with_file
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    CASHIER,
    DEMO,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    World,
    found,
)

MEMBERS = (RECORDER, CASHIER, OTHER_STATION)
MINUTES: dict[str, Any] = {"minutes": [FileRef("F1", "U1", mime="image/jpeg", size=9).to_json()]}
APPROVAL = '{ kind = "approval", level = "centre", role = "approver", days = 5 },\n'
MEETING = (
    '{ kind = "meeting", level = "centre", role = "approver", days = 5, '
    'members = "member", quorum = 2, tie = "TIE" },\n'
)


def union(database: Database, folder: Path, tie: str = "refuse") -> World:
    """A union where a meeting decides grants; two members at the centre, one at the station."""
    head, grant = DEMO.read_text("utf-8").split("\ngrant = [", 1)
    file = folder / "meeting.toml"
    file.write_text(f"{head}\ngrant = [{grant.replace(APPROVAL, MEETING.replace('TIE', tie), 1)}", "utf-8")
    world = found(database, policy=file)
    with world.work() as session:
        for person_id in MEMBERS:
            session.add(Appointment(person_id=person_id, role="member", unit_id=1, appointed_by=ADMIN, since=world.now))
    return world


@pytest.fixture(params=["refuse"])
def world(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    return union(database, tmp_path, request.param)


def met(world: World) -> int:
    """A case before the meeting."""
    with_file(world)
    with world.work() as session:
        file = session.exec(select(HouseholdFile.id)).one()
    case_id: int = world.opens(LIN, "living_aid", 6_000_00, household_id=file)
    world.noticed(case_id)
    assert world.case(case_id).step == "meeting"
    return case_id


def votes(world: World, case_id: int, officer: int, choice: Choice) -> None:
    version = world.case(case_id).version
    with world.work() as session:
        procedure.vote(world.at_work(session, officer), case_id, version, choice)


def closes(world: World, case_id: int, verdict: Verdict, reason: str = "") -> None:
    version = world.case(case_id).version
    with world.work() as session:
        work = world.at_work(session, APPROVER)
        decisions.decide(work, case_id, version, verdict, reason=reason, answers=MINUTES)


def test_every_member_is_asked_once_and_the_chair_sees_how_it_stands(world: World) -> None:
    case_id = met(world)
    assert world.prompted(case_id, "vote") == set(MEMBERS)
    assert world.prompted(case_id) == {APPROVER, APPROVER_TOO}
    votes(world, case_id, RECORDER, Choice.FOR)
    assert world.prompted(case_id, "vote") == {CASHIER, OTHER_STATION}
    assert "1 for it, 0 against it, 0 took no part." in world.messages(APPROVER, "edit")[-1]
    votes(world, case_id, RECORDER, Choice.AGAINST)
    assert "0 for it, 1 against it" in world.messages(APPROVER, "edit")[-1]
    assert "You voted against it." in world.messages(RECORDER, "edit")[-1]


@pytest.mark.parametrize(
    ("given", "tie", "refused", "goes_on"),
    [
        ("y", "refuse", QuorumMissing, Verdict.RETURN),
        ("yo", "refuse", QuorumMissing, Verdict.RETURN),
        ("yyn", "refuse", VotedOtherwise, Verdict.APPROVE),
        ("nny", "refuse", VotedOtherwise, Verdict.REFUSE),
        ("yn", "refuse", Tied, Verdict.REFUSE),
        ("yn", "chair", None, Verdict.APPROVE),
        ("ony", "chair", None, Verdict.REFUSE),
    ],
)
def test_the_chair_closes_it_as_it_voted(
    database: Database, tmp_path: Path, given: str, tie: str, refused: type[Refusal] | None, goes_on: Verdict
) -> None:
    world = union(database, tmp_path, tie)
    case_id = met(world)
    for officer, one in zip(MEMBERS, given, strict=False):
        votes(world, case_id, officer, {"y": Choice.FOR, "n": Choice.AGAINST, "o": Choice.OUT}[one])
    other = Verdict.REFUSE if goes_on is Verdict.APPROVE else Verdict.APPROVE
    if refused is not None:
        with pytest.raises(refused):
            closes(world, case_id, other, "because")
    closes(world, case_id, goes_on, "because")
    case = world.case(case_id)
    assert (case.step, case.status) == {
        Verdict.APPROVE: ("payment", "open"), Verdict.REFUSE: ("meeting", "refused"),
        Verdict.RETURN: ("meeting", "returned"),
    }[goes_on]  # fmt: skip
    assert world.prompted(case_id, "vote") == set()


def test_what_it_decided_is_kept_with_its_minutes_and_told(world: World) -> None:
    case_id = met(world)
    for officer, choice in zip(MEMBERS, (Choice.FOR, Choice.OUT, Choice.FOR), strict=True):
        votes(world, case_id, officer, choice)
    closes(world, case_id, Verdict.APPROVE)
    with world.work() as session:
        decided = session.exec(select(Decision).order_by(col(Decision.id))).all()[-1]
        assert decided.reason == '{"yes": 2, "no": 0, "out": 1}'
        paper = session.exec(select(Paper)).one()
        assert (paper.file_id, paper.about.split(":")[0]) == ("F1", "meeting")
    assert any("2 for it, 0 against it, 1 took no part." in one for one in world.messages(LIN))


def test_nobody_votes_who_is_no_member_took_part_before_or_is_of_the_household(world: World) -> None:
    with world.work() as session:
        for person_id in (STATION, POINT, LIN):
            session.add(Appointment(person_id=person_id, role="member", unit_id=1, appointed_by=ADMIN, since=world.now))
    case_id = met(world)
    assert world.prompted(case_id, "vote") == set(MEMBERS)
    kept_out = {STATION_TOO: NotForYou, APPROVER: NotForYou, STATION: SecondPairOfEyesNeeded,
                POINT: SecondPairOfEyesNeeded, LIN: Refusal}  # fmt: skip
    for officer, why in kept_out.items():
        with pytest.raises(why):
            votes(world, case_id, officer, Choice.FOR)
    with world.work() as session:
        assert not session.exec(select(Vote)).all()


def test_it_is_told_when_too_few_can_vote_and_the_late_are_reminded(world: World) -> None:
    case_id = met(world)
    votes(world, case_id, RECORDER, Choice.OUT)
    assert not any("only" in one for one in world.messages(ADMIN))
    votes(world, case_id, CASHIER, Choice.OUT)
    assert any("only 1 can vote, and at least 2 have to." in one for one in world.messages(ADMIN))
    with world.work() as session:
        assert all(one.call_on for one in session.exec(select(Prompt).where(col(Prompt.about).startswith("vote:")))
                   if one.closed_at is None)  # fmt: skip


def test_after_it_is_closed_nobody_votes_and_who_voted_does_not_pay(world: World) -> None:
    case_id = met(world)
    version = world.case(case_id).version
    for officer in MEMBERS[:2]:
        votes(world, case_id, officer, Choice.FOR)
    closes(world, case_id, Verdict.APPROVE)
    with pytest.raises(SecondPairOfEyesNeeded):
        world.pays(case_id, officer=CASHIER)
    with world.work() as session, pytest.raises(NotThisStep):
        procedure.vote(world.at_work(session, MEMBERS[2]), case_id, version, Choice.FOR)
