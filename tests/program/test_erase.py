"""`python -m bot erase` on a played database: tried first, then done, the files of papers last."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import typer
from sqlmodel import select

from bot.cli import erase
from bot.run.database import Database
from bot.settings import Settings
from domain.erasing.refusals import NobodyThere
from models.people import FileToErase, Person
from services import erasing
from tests.one_life import NAME, lives
from tests.program.test_cli import bot
from tests.union import LIN, found

KEY = base64.b64encode(b"k" * 32).decode()


def test_it_is_tried_asked_for_and_done(
    migrated_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=migrated_url, data_key=KEY)  # type: ignore[call-arg,arg-type]
    world = found(Database(migrated_url))
    lives(world)
    with world.work() as session:
        erasing.ask(world.at_work(session, LIN))
    paper = tmp_path / "papers" / "2026" / "07" / "paper-1"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"sealed")

    def name() -> str | None:
        with world.work() as session:
            return session.get_one(Person, LIN).name

    erase.run(settings, "HF-2026-0001", is_sure=False, dry_run=True)
    shown = capsys.readouterr().out
    assert "rows of household_member go" in shown
    assert "rows of outbox are emptied" in shown
    assert "They go on" in shown
    assert "Nothing was changed." in shown
    assert NAME not in shown
    assert (name(), paper.exists()) == (NAME, True)

    with pytest.raises(NobodyThere):
        erase.run(settings, "2026-9999", is_sure=True, dry_run=False)
    monkeypatch.setattr(typer, "prompt", lambda _text: "HF-2026-0001")
    monkeypatch.setattr(typer, "confirm", lambda _text: False)
    erase.run(settings, "", is_sure=False, dry_run=False)
    assert "林某某  asked on" in capsys.readouterr().out, "those who wish it are shown to choose from"
    assert name() == NAME

    erase.run(settings, "HF-2026-0001", is_sure=True, dry_run=False)
    said = capsys.readouterr().out
    assert "Erased. Files of papers removed: 1." in said
    assert "could not be swept" not in said
    assert (name(), paper.exists()) == ("林某某", False)
    with world.work() as session:
        assert not session.exec(select(FileToErase)).all()
    world.database.close()


def test_nothing_of_it_is_left_in_the_free_room_of_the_file(
    tmp_path: Path, migrated_sqlite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sisong.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    world = found(Database(f"sqlite:///{file}"))
    lives(world)
    with world.work() as session:
        sealed = session.connection().exec_driver_sql("SELECT answers FROM aid_case WHERE applicant_id = 1").scalars()
        written = [bytes(one)[:40] for one in sealed]
    world.database.close()
    assert any(one in file.read_bytes() for one in written)
    settings = Settings(_env_file=None, data_dir=tmp_path, data_key=KEY)  # type: ignore[call-arg,arg-type]
    erase.run(settings, str(LIN), is_sure=True, dry_run=False)
    assert "could not be swept" not in capsys.readouterr().out
    left = b"".join(path.read_bytes() for path in tmp_path.glob("sisong.sqlite3*"))
    assert not [one for one in written if one in left]


@pytest.mark.usefixtures("warm_starts")
def test_a_wrong_number_is_told_in_a_sentence(tmp_path: Path) -> None:
    ended = bot("erase", "2026-0001", "--yes", folder=tmp_path)
    assert ended.returncode == 2
    assert "Nobody is known by 2026-0001." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_sweep_that_fails_is_told(
    migrated_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=migrated_url, data_key=KEY)  # type: ignore[call-arg,arg-type]
    lives(found(Database(migrated_url)))
    monkeypatch.setattr(Database, "sweep", lambda _database: False)
    erase.run(settings, "HF-2026-0001", is_sure=True, dry_run=False)
    told = capsys.readouterr().out
    assert "Erased." in told
    assert "could not be swept" in told
