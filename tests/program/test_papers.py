"""`python -m bot papers` on a played database: files of nobody are named and go when told so, others stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from bot.cli import papers
from bot.run.database import Database
from bot.settings import Settings
from models.people import FileToErase
from models.procedure import Paper
from tests.one_life import lives
from tests.program.test_erase import KEY
from tests.union import found


def test_files_of_nobody_are_named_and_removed_and_lost_ones_are_told(
    migrated_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=migrated_url, data_key=KEY)  # type: ignore[call-arg,arg-type]
    world = found(Database(migrated_url))
    lives(world)
    folder = tmp_path / "papers" / "2026" / "07"
    folder.mkdir(parents=True)
    with world.work() as session:
        one, *others = session.exec(select(Paper).order_by(Paper.id)).all()  # type: ignore[arg-type]
        one.stored_as, lost = "2026/07/kept", one.id
        for other in others:
            other.stored_as = None
        session.add(FileToErase(stored_as="2026/07/noted"))
    for name in ("kept", "noted", "stray", "half.new"):
        (folder / name).write_bytes(b"sealed")

    def said(*, remove: bool = False) -> str:
        papers.run(settings, remove=remove)
        return capsys.readouterr().out

    first = said()
    assert "Files that no paper names: 2\n  2026/07/half\n  2026/07/stray\n" in first
    assert "missing" in first
    assert "Nothing was removed" in first
    assert "Files removed: 2." in said(remove=True)
    assert sorted(path.name for path in folder.iterdir()) == ["kept", "noted"]
    (folder / "kept").unlink()
    assert f"by number: 1\n  {lost}\n" in said()
