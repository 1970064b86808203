"""`python -m bot rekey` on all that may be kept of a worker: no mark of the old key is left, nobody looks again."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from bot.cli import rekey
from bot.run.database import Database
from bot.settings import Settings
from domain.changes.change import ReadsOtherwise
from models.changes import Change
from models.platform.seal import Vault, use_vault
from services.changes import confirm
from tests.one_life import lives
from tests.raw import raw_rows
from tests.union import POINT, STATION, World, found

KEY, NEW = b"k" * 32, b"n" * 32
MARK = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
UNKEYED = {"invitation.token_hash"}  # of a link that is thrown away


def marks(database: Database) -> set[tuple[str, bytes]]:
    """Every mark that stands in the rows, with its column."""
    return {(where, mark) for where, value in raw_rows(database) for mark in MARK.findall(value)}


def confirms(world: World, officer: int, change_id: int) -> bool:
    """Say whether an officer may decide on what they were shown."""
    try:
        with world.work() as session:
            confirm(world.at_work(session, officer), change_id)
    except ReadsOtherwise:
        return False
    return True


@pytest.mark.slow
def test_a_new_key_leaves_no_mark_of_the_old_one_and_nobody_looks_again(migrated_url: str, tmp_path: Path) -> None:
    world = found(Database(migrated_url))
    life = lives(world)
    with world.work() as session:
        change = session.get_one(Change, life.change)
        assert set(change.seen) == {str(POINT)}
        change.seen = {**change.seen, str(STATION): "0" * 64}  # who saw it when it read otherwise
    before = {(where, mark) for where, mark in marks(world.database) if where not in UNKEYED}
    assert {"change.seen", "visit.about", "prompt.seen", "person.resident_id_print"} <= {where for where, _ in before}
    settings = Settings(
        _env_file=None, data_dir=tmp_path, database_url=migrated_url, data_key=base64.b64encode(KEY).decode()  # type: ignore[call-arg,arg-type]
    )  # fmt: skip
    assert "The data has the new key." in rekey.change_key(settings, NEW)
    use_vault(Vault(NEW))
    left = before & marks(world.database)
    assert left == set()
    assert not confirms(world, STATION, life.change), "what read otherwise does not become the same"
    assert confirms(world, POINT, life.change), "what was the same stays the same"
    world.database.close()
