"""In a dump of all that may be kept of a worker nothing tells who they are, nor what their papers are."""

from __future__ import annotations

from sqlmodel import select

from domain.policy.questions import PAPER_PREFIX
from models.procedure import Paper
from services.cases import worker_side
from tests.one_life import HEARD, NEEDLES, PHOTO, lives
from tests.raw import raw_rows
from tests.union import LIN, World

OURS = {"change", "visit"}  # kinds of what proves these, which the program names so everywhere
OF_THE_POLICY = ("policy_text.", "campaign.")  # it says what kinds there are; and nothing of anybody


def test_a_dump_of_a_life_tells_nothing_of_it(world: World) -> None:
    life = lives(world)
    with world.work() as session:
        worker_side.add_papers(world.at_work(session, LIN), life.running, {f"{PAPER_PREFIX}admission_letter": [PHOTO]})
    with world.work() as session:
        papers = session.exec(select(Paper)).all()
        marks = {one for paper in papers for one in (paper.kind, paper.file_id, paper.unique_id, paper.name) if one}
    assert {"admission_letter", "resident_id_copy", "tg-1"} <= marks
    secrets = {*NEEDLES, HEARD, *marks} - OURS
    rows = list(raw_rows(world.database))
    told = {(where, one) for where, value in rows for one in secrets if one.encode() in value}
    assert not {(where, one) for where, one in told if not where.startswith(OF_THE_POLICY)}
