"""In a dump of all that may be kept of a worker nothing tells who they are, nor what their papers are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlmodel import SQLModel, select

from domain.policy.questions import PAPER_PREFIX
from models.platform.sealed import sealed_columns
from models.procedure import Paper
from services.cases import add_papers
from tests.one_life import HEARD, NEEDLES, PHOTO, lives
from tests.raw import raw_rows
from tests.union import LIN, World

OURS = {"change", "visit"}  # kinds of what proves these, which the program names so everywhere
OF_THE_POLICY = ("policy_text.", "campaign.")  # it says what kinds there are; and nothing of anybody


def test_a_dump_of_a_life_tells_nothing_of_it(world: World) -> None:
    life = lives(world)
    with world.work() as session:
        add_papers(world.at_work(session, LIN), life.running, {f"{PAPER_PREFIX}admission_letter": [PHOTO]})
    with world.work() as session:
        papers = session.exec(select(Paper)).all()
        marks = {one for paper in papers for one in (paper.kind, paper.file_id, paper.unique_id, paper.name) if one}
    assert {"admission_letter", "resident_id_copy", "tg-1"} <= marks
    secrets = {*NEEDLES, HEARD, *marks} - OURS
    rows = list(raw_rows(world.database))
    told = {(where, one) for where, value in rows for one in secrets if one.encode() in value}
    assert not {(where, one) for where, one in told if not where.startswith(OF_THE_POLICY)}


TOLD = {"outbox.body", "broadcast.body"}  # what is told is made of what stands elsewhere, and of dates and offices
IN_THE_CLEAR = {"household_file.national_number"}  # docs/SECURITY.md says so
NOTHING_OF_ANYBODY = re.compile(r"\d{4}-\d\d(-\d\d.*)?|image/\w+|application/\w+")


def texts(value: Any) -> Iterator[str]:
    """Every text in what a sealed column says, however deep it lies."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def test_nothing_that_is_sealed_stands_in_the_clear_elsewhere(world: World) -> None:
    lives(world)
    rows = [(where, value) for where, value in raw_rows(world.database) if where not in IN_THE_CLEAR]
    policy = b"".join(value for where, value in rows if where.startswith(OF_THE_POLICY))
    sealed: dict[str, set[str]] = {}
    with world.database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for column in {f"{table.name}.{one}" for one in sealed_columns(table)} - TOLD:
                for (value,) in connection.execute(select(table.c[column.partition(".")[2]])):
                    for text in texts(value):
                        sealed.setdefault(text, set()).add(column)
    meant = [one for one in sealed if len(one) > 3 and not NOTHING_OF_ANYBODY.fullmatch(one)]
    asked = [(one, one.encode()) for one in meant if one.encode() not in policy]
    assert len(asked) > 20, "a life is played"
    told = {(where, one, *sealed[one]) for where, value in rows for one, raw in asked if raw in value}
    assert not told
