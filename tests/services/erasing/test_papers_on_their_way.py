"""A paper that is fetched while its row is erased, or its process dies, leaves no file behind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select
from structlog.testing import capture_logs

from bot.run.watching.papers import PapersWatch
from delivery.papers.cleaning import Clean
from delivery.papers.erased import forget_files
from delivery.papers.files import PaperFiles
from delivery.papers.store import PaperStore
from models.people import FileToErase
from models.platform.outbox import Outbox
from models.procedure import Paper
from tests.papers import PDF
from tests.union import ADMIN, LIN, World

LEASE = PDF
CLEAN = Clean(LEASE, "application/pdf", "clean")


class Killed(BaseException):
    """The process ends here."""


def on_its_way(world: World) -> Paper:
    """A paper that is being fetched."""
    case_id = world.opens(LIN)
    with world.work() as session:
        row = Paper(case_id=case_id, kind="lease", file_id="tg-1", added_by=LIN, added_at=world.now)
        session.add(row)
        session.flush()
        session.refresh(row)
        session.expunge(row)
    return row


def store_of(world: World, folder: Path) -> PaperStore:
    bot: Any = None  # nothing is asked of Telegram here
    return PaperStore(folder, world.work, bot, lambda: world.now, lambda: True, lambda: world.house, {})


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def kept(world: World, row: Paper) -> str | None:
    with world.work() as session:
        assert not session.exec(select(FileToErase)).all(), "nothing is noted any more"
        found = session.get(Paper, row.id)
        return found.stored_as if found else None


@pytest.mark.parametrize("erased", [False, True])
def test_a_paper_that_was_erased_on_its_way_leaves_no_file(world: World, tmp_path: Path, erased: bool) -> None:
    row, store = on_its_way(world), store_of(world, tmp_path)
    if erased:
        with world.work() as session:
            session.delete(session.get_one(Paper, row.id))
    asyncio.run(store._keep_or_try_later(row, LEASE))
    store._tidy()
    assert len(files_in(tmp_path)) == (0 if erased else 1)
    assert (kept(world, row) is None) is erased


@pytest.mark.parametrize("half", [False, True], ids=["written", "half written"])
def test_a_kill_between_the_file_and_its_row_leaves_no_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half: bool
) -> None:
    row = on_its_way(world)
    with monkeypatch.context() as dying:
        if half:
            dying.setattr(PaperFiles, "write", _half_written)
        else:
            dying.setattr(PaperStore, "_read", _dies)
        with pytest.raises(Killed):
            store_of(world, tmp_path)._keep(row, CLEAN)
    assert len(files_in(tmp_path)) == 1, "it lies there, and nobody knows it"
    store = store_of(world, tmp_path)
    with capture_logs() as lines:
        store._tidy()
    assert not files_in(tmp_path)
    assert [(line["event"], line["count"]) for line in lines] == [("files of papers that no row names removed", 1)]
    store._keep(row, CLEAN)
    store._tidy_at = 0.0
    store._tidy()
    assert (tmp_path / (kept(world, row) or "")).is_file(), "and what is kept after that stays"


def _dies(*_given: Any) -> None:
    raise Killed


def _half_written(files: PaperFiles, name: str, sealed: bytes) -> None:
    path = Path(f"{files._root}/{name}.new")
    path.parent.mkdir(parents=True)
    path.write_bytes(sealed[:5])
    raise Killed


def test_what_another_process_tidied_up_is_not_taken_for_kept(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process has come to lead while this one still wrote."""
    row, store = on_its_way(world), store_of(world, tmp_path)
    write = PaperFiles.write

    def slowly(files: PaperFiles, name: str, sealed: bytes) -> None:
        write(files, name, sealed)
        with world.work() as session:
            assert forget_files(session, files) == 1

    with monkeypatch.context() as slow:
        slow.setattr(PaperFiles, "write", slowly)
        store._keep(row, CLEAN)
    assert kept(world, row) is None, "it is fetched again"
    assert not files_in(tmp_path)
    store._keep(row, CLEAN)
    assert kept(world, row)


def test_a_paper_whose_commit_fails_leaves_no_file(world: World, tmp_path: Path) -> None:
    row, store = on_its_way(world), store_of(world, tmp_path)
    works = 0

    @contextmanager
    def failing() -> Iterator[Session]:
        nonlocal works
        works += 1
        with world.work() as session:
            yield session
            if works == 2:
                raise OSError("no space left")

    store._work = failing
    asyncio.run(store._keep_or_try_later(row, LEASE))
    assert len(files_in(tmp_path)) == 1
    store._tidy()
    assert not files_in(tmp_path)


def told(world: World) -> list[str]:
    with world.work() as session:
        return [row.key or "" for row in session.exec(select(Outbox).order_by(col(Outbox.id))) if row.chat_id == ADMIN]


def test_a_folder_that_cannot_be_written_is_told_and_papers_are_fetched_once_it_can(
    world: World, tmp_path: Path
) -> None:
    """The database may stand elsewhere, and tells of it by the outbox: once an hour, and when it is over."""
    row, place, now = on_its_way(world), tmp_path / "papers", world.now
    place.touch()  # a file where the folder should be
    store = store_of(world, place)
    watch = PapersWatch(store, tmp_path, world.database, lambda: world.house, lambda: now)
    watch.look()
    before = len(told(world))
    asyncio.run(store._keep_or_try_later(row, LEASE))
    assert watch.is_in_trouble()
    watch.look()
    watch.look()
    assert [key.partition(":")[0] for key in told(world)[before:]] == ["no-papers"]
    place.unlink()
    watch.look()
    assert not watch.is_in_trouble()
    assert [key.partition(":")[0] for key in told(world)[before:]] == ["no-papers", "papers-again"]
    assert not files_in(tmp_path), "what was tried out is gone"
    assert [one.id for one in store._waiting()] == [row.id], "it need not wait for its next try"
    store._tidy()
    asyncio.run(store._keep_or_try_later(row, LEASE))
    assert kept(world, row)
