"""Our own copies of papers: sent when Telegram has a file no longer, checked when they are opened, never a trace."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.run.app import Program
from delivery.papers.cleaner.faults import CLEAN
from delivery.papers.files import PaperFiles, new_name
from domain.platform.messages import Message
from domain.platform.text import say
from models.platform.seal import new_seal
from models.procedure import Paper
from services.platform import outbox
from services.platform.work import Work
from tests.papers import JPEG
from tests.road.stage import ANA, AnyWords, Road, echo

NOW = datetime(2026, 7, 20, 4, tzinfo=UTC)
CONTENT = b"%PDF a diagnosis that nobody else reads"
NOTHING_THERE = "This file cannot be opened any more"


def kept(session: Session, files: PaperFiles, number: int) -> Paper:
    """A paper that was fetched, of which Telegram knows nothing any more."""
    content = CONTENT + bytes([48 + number])
    paper = Paper(
        id=number, kind="diagnosis", file_id=f"gone-{number}", name=f"report-{number}.pdf", size=len(content),
        mime="application/pdf", added_by=ANA, added_at=NOW, found=CLEAN,
    )  # fmt: skip
    paper.stored_as = new_name(NOW)
    files.keep(paper.stored_as, content, paper.seal)
    session.add(paper)
    return paper


def shows(program: Program, paper: Paper) -> None:
    """An officer asks for a paper."""
    with program.database.work() as session:
        work = Work(session, program.house(), program.clock.now())
        words, called = say("Paper {id}", id=str(paper.id)), say("Report {id}", id=str(paper.id))
        outbox.put(work, ANA, Message(words, attachment=paper.attached(called)))


async def test_a_paper_that_telegram_has_no_longer_comes_from_our_copy_or_a_sentence_does(road: Road) -> None:
    for player in (road.ana, road.admin):
        await player.sends("/start")
    files = PaperFiles(road.folder / "papers")
    async with road.running(AnyWords(echo)) as program:
        await road.ana.sees("echo /start")
        with program.database.work() as session:
            papers = [kept(session, files, number) for number in range(1, 6)]
        whole, damaged, short, swapped, missing = papers
        paths = [road.folder / "papers" / str(paper.stored_as) for paper in papers]
        paths[1].write_bytes(paths[1].read_bytes()[:-1] + b"\0")
        paths[2].write_bytes(paths[2].read_bytes()[:10])
        paths[3].write_bytes(paths[0].read_bytes())
        paths[4].unlink()
        shows(program, whole)
        shown = await road.ana.sees("Paper 1", "Report_1.pdf")
        assert await road.ana.downloads(shown) == CONTENT + b"1"
        for paper in (damaged, short, swapped, missing):
            shows(program, paper)
            await road.ana.sees(f"Paper {paper.id}", NOTHING_THERE)
            await road.admin.sees(f"open paper {paper.id},", "is missing" if paper is missing else "does not open")
        shows(program, missing)
        await road.ana.sends("more")
        await road.ana.sees("echo more")
    assert sum("open paper 5," in one.text for one in road.admin.messages) == 1, "told once"
    assert [row.state for row in road.rows("SELECT state FROM outbox WHERE state = 'parked'")] == []


async def test_a_photo_that_a_version_before_kept_as_it_came_is_sent_without_its_place(road: Road) -> None:
    await road.ana.sends("/start")
    files = PaperFiles(road.folder / "papers")
    async with road.running(AnyWords(echo)) as program:
        await road.ana.sees("echo /start")
        with program.database.work() as session:
            paper = Paper(id=1, kind="diagnosis", file_id="gone", size=len(JPEG), added_by=ANA, added_at=NOW)
            paper.stored_as = new_name(NOW)
            files.keep(paper.stored_as, JPEG, paper.seal)
            session.add(paper)
        shows(program, paper)
        shown = await road.ana.downloads(await road.ana.sees("Paper 1", "Report_1.jpg"))
    assert b"Secretphone" in JPEG
    assert shown.startswith(b"\xff\xd8\xff")
    assert b"Secretphone" not in shown


def test_a_paper_is_on_the_disk_with_its_name_before_it_counts_as_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content is written through before it gets its name, and its folders up to the top after that."""
    done: list[str] = []
    sync, replace = os.fsync, os.rename

    def synced(number: int) -> None:
        done.append(os.path.relpath(os.readlink(f"/proc/self/fd/{number}"), tmp_path))
        sync(number)

    def renamed(old: str, new: str) -> None:
        done.append(f"{os.path.relpath(new, tmp_path)} has its name")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "rename", renamed)
    name = new_name(NOW)
    PaperFiles(tmp_path / "papers").keep(name, CONTENT, new_seal())
    assert done == [
        f"papers/{name}.new", f"papers/{name} has its name", "papers/2026/07", "papers/2026", "papers",
    ]  # fmt: skip
    assert [path.name for path in (tmp_path / "papers" / "2026" / "07").iterdir()] == [Path(name).name]
