"""PDFs that the version before kept as they came, and had looked into, tell nothing once somebody opens them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic import command
from sqlmodel import Session, select

from bot.run.migrate import _config
from delivery.papers import renewing
from delivery.papers.files import PaperFiles
from models.procedure import Paper
from tests.services.erasing.test_papers_on_their_way import files_in, store_of
from tests.union import LIN, World
from tests.unit.delivery.test_pdfs_tell_nothing import SECRETS, bytes_of, of_a_phone

ANEW = "c7d2a9e40b16"


def of_before(world: World, folder: Path) -> int:
    """A database of the version before, with a PDF that was found to be clean though it names who made it."""
    content = bytes_of(of_a_phone())
    with world.work() as session:
        paper = Paper(kind="lease", file_id="tg-1", added_by=LIN, added_at=world.now, case_id=None)
        paper.mime, paper.found, paper.size, paper.stored_as = (
            "application/pdf",
            "clean",
            len(content),
            "2026/07/of-before",
        )
        PaperFiles(folder).keep(paper.stored_as, content, paper.seal)
        session.add(paper)
        session.flush()
        number = paper.id
    with world.database.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, f"{ANEW}-1")
        command.upgrade(config, "head")
    return number


def test_what_was_found_in_a_pdf_of_before_is_told_anew_and_it_is_made_clean_and_kept_so(
    world: World, tmp_path: Path
) -> None:
    number, store = of_before(world, tmp_path), store_of(world, tmp_path)
    for _ in range(2):
        shown = asyncio.run(store.own_copy(number)).content
        assert shown.startswith(b"%PDF")
        assert not [secret for secret in SECRETS if secret in shown]
    with world.work() as session:
        row = session.get_one(Paper, number)
        assert (row.found, row.size) == ("clean", len(shown))
    store._tidy()
    assert len(files_in(tmp_path)) == 1, "what was kept as it came is gone"


def test_a_full_disk_does_not_keep_it_from_being_seen(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, store = of_before(world, tmp_path), store_of(world, tmp_path)
    monkeypatch.setattr(PaperFiles, "keep", _full)
    assert asyncio.run(store.own_copy(number)).content.startswith(b"%PDF")
    with world.work() as session:
        assert session.exec(select(Paper.found)).all() == [""], "it is tried again the next time"


def test_those_that_nobody_opens_are_made_clean_in_the_background_and_then_nothing_is_asked(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "EVERY", 0.0)
    number, store = of_before(world, tmp_path), store_of(world, tmp_path)
    broken = _broken(world, tmp_path)
    for _ in range(2):
        asyncio.run(store._old.one())
    assert [(one.id, one.found) for one in _all_of(world)] == [(number, "clean"), (broken, "")]
    store._tidy()
    kept = [PaperFiles(tmp_path).open(one) for one in _all_of(world) if one.id == number]
    assert kept[0].startswith(b"%PDF")
    assert not [secret for secret in SECRETS if secret in kept[0]]
    monkeypatch.setattr(world.database, "work", _asked)
    asyncio.run(store._old.one())


def test_on_a_full_disk_the_background_waits_and_then_goes_on(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "AFTER_A_FAULT", 0.0)
    of_before(world, tmp_path)
    store = store_of(world, tmp_path)
    with monkeypatch.context() as full:
        full.setattr(PaperFiles, "keep", _full)
        asyncio.run(store._old.one())
    assert [one.found for one in _all_of(world)] == [""]
    asyncio.run(store._old.one())
    assert [one.found for one in _all_of(world)] == ["clean"]


def _broken(world: World, folder: Path) -> int:
    with world.work() as session:
        paper = Paper(kind="lease", file_id="tg-3", added_by=LIN, added_at=world.now, mime="application/pdf")
        paper.size, paper.stored_as = 3, "2026/07/broken"
        PaperFiles(folder).write(paper.stored_as, b"not sealed at all")
        session.add(paper)
        session.flush()
        return paper.id


def _all_of(world: World) -> list[Paper]:
    with world.work() as session:
        found = list(session.exec(select(Paper).order_by(Paper.id)))  # type: ignore[arg-type]
        session.expunge_all()
    return found


def _asked(*_: object) -> None:
    raise AssertionError("nothing is to be asked any more")


def _full(*_: object) -> None:
    raise OSError("no space left")


def test_what_is_no_pdf_is_left_as_it_was_found(world: World, tmp_path: Path) -> None:
    with world.work() as session:
        _photo(session, world)
    of_before(world, tmp_path)
    with world.work() as session:
        found = session.exec(select(Paper.mime, Paper.found)).all()
    assert sorted(found) == [("application/pdf", ""), ("image/jpeg", "clean")]


def _photo(session: Session, world: World) -> None:
    session.add(
        Paper(kind="lease", file_id="tg-2", added_by=LIN, added_at=world.now, mime="image/jpeg", found="clean",
              stored_as="2026/07/photo")
    )  # fmt: skip
