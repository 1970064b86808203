"""A paper that is fetched while its row is erased leaves no file behind."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from delivery.papers.store import PaperStore
from models.procedure import Paper
from tests.union import LIN, World


@pytest.mark.parametrize("erased", [False, True])
def test_a_paper_that_was_erased_on_its_way_leaves_no_file(world: World, tmp_path: Path, erased: bool) -> None:
    case_id = world.opens(LIN)
    with world.work() as session:
        row = Paper(case_id=case_id, kind="lease", file_id="tg-1", added_by=LIN, added_at=world.now)
        session.add(row)
        session.flush()
        session.refresh(row)
        session.expunge(row)
    if erased:
        with world.work() as session:
            session.delete(session.get_one(Paper, row.id))
    bot: Any = None  # nothing is asked of Telegram here
    store = PaperStore(tmp_path, world.work, bot, lambda: world.now, lambda: True, lambda: world.house, {})
    asyncio.run(store._keep_or_try_later(row, b"a lease"))
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == (0 if erased else 1)
