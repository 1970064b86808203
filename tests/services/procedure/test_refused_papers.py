"""A file that is judged to be no paper after it was handed in: its officers read that it is missing."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import col, select

from delivery.papers.judging import UNKNOWN
from models.platform.outbox import Outbox
from models.procedure import Paper
from services import procedure
from services.cases import add_papers
from tests.services.erasing.test_papers_on_their_way import store_of
from tests.union import LIN, PAPER, POINT, STATION, World


def missing(world: World, case_id: int) -> procedure.ToApprove:
    version = world.case(case_id).version
    with world.work() as session:
        return procedure.asks(world.at_work(session, STATION), case_id, version)


def edits(world: World, case_id: int) -> int:
    with world.work() as session:
        query = select(Outbox).where(Outbox.kind == "edit", Outbox.chat_id == STATION)
        return len(session.exec(query.where(col(Outbox.target_key).startswith(f"prompt:{case_id}:"))).all())


def test_the_prompt_says_that_a_refused_paper_is_missing(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    world.visits(POINT, STATION, case_id)
    with world.work() as session:
        add_papers(world.at_work(session, LIN), case_id, PAPER)
    before, told = missing(world, case_id), edits(world, case_id)
    with world.work() as session:
        row = session.exec(select(Paper)).one()
        session.expunge(row)
    for _ in range(2):
        store_of(world, tmp_path)._refuse(row, UNKNOWN)
    after = missing(world, case_id)
    assert len(after.missing) == len(before.missing) + 1
    assert after.mark != before.mark, "a yes to what was missing before is no yes to this"
    assert edits(world, case_id) == told + 1
