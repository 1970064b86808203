"""What goes with a notice is a paper of ours: looked at first, the same one when the notice is changed, never bad."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from delivery.papers.store import PaperStore
from domain.broadcasts.audience import Audience
from domain.forms import FileRef
from domain.platform.messages import Attachment, Message, pack_message, unpack_message
from domain.platform.text import Local
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from models.platform.outbox import Outbox
from models.procedure import Paper
from services import broadcasts
from services.broadcasts.carried.papers import FileNotUsable
from tests.papers import JPEG, PDF, paper
from tests.union import STATION, World

WORDS = Message(Local({"en": "Cool drinks"}))
POSTER = FileRef("tg-1", "u-1", name="me at home.jpg", mime="image/jpeg")


def written(world: World, file: FileRef | None = POSTER, *, instead_of: int | None = None) -> int:
    with world.work() as session:
        return broadcasts.write(
            world.at_work(session, STATION), topic=Topic.SEASONAL, title="Drinks", message=WORDS, audience=Audience(2),
            file=file, instead_of=instead_of,
        ).id  # fmt: skip


def waits(world: World, number: int) -> bool:
    """Take the step that comes before all others."""
    with world.work() as session:
        return broadcasts.file_waits(world.at_work(session), session.get_one(Broadcast, number))


def fetched(world: World, folder: Path, content: bytes) -> None:
    """The papers that wait come from Telegram."""
    bot: Any = None
    store = PaperStore(folder, world.work, bot, lambda: world.now, lambda: True, lambda: world.house, {})
    for row in store._waiting():
        asyncio.run(store._keep_or_try_later(row, content))


def carried(world: World, number: int) -> Attachment:
    with world.work() as session:
        file = unpack_message(session.get_one(Broadcast, number).body["message"]).attachment
        assert file is not None
        return file


def state(world: World, number: int, to: str = "") -> str:
    with world.work() as session:
        row = session.get_one(Broadcast, number)
        row.state = to or row.state
        return row.state


def shown_to(world: World, person_id: int) -> list[Message]:
    with world.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.chat_id == person_id, Outbox.kind == "send")).all()
        return [unpack_message(row.body["message"]) for row in rows if row.body]


def test_a_notice_waits_until_its_file_is_clean_and_is_shown_once_then(world: World, tmp_path: Path) -> None:
    number = written(world)
    assert not [one for one in shown_to(world, STATION) if one.attachment]
    assert waits(world, number)
    fetched(world, tmp_path, JPEG)
    assert not waits(world, number)
    assert not waits(world, number)
    (shown,) = [one for one in shown_to(world, STATION) if one.attachment]
    file = carried(world, number)
    assert shown.attachment == file
    assert (file.file_id, file.is_photo) == ("", True), "nothing of Telegram's goes on"
    with world.work() as session:
        row = session.get_one(Paper, file.paper)
        assert (row.name, row.about, row.found) == ("", f"broadcast:{number}", "clean")


@pytest.mark.parametrize("name", ["script.pdf", "page.html.jpg", "cut_off.jpg", "empty.pdf"])
def test_what_nobody_should_open_goes_to_nobody_and_its_writer_is_told(world: World, tmp_path: Path, name: str) -> None:
    number = written(world)
    fetched(world, tmp_path, paper(name))
    assert not waits(world, number), "readers are counted, so that it can be seen and changed"
    told = [one for one in shown_to(world, STATION) if "The file of your notice" in str(one.text)]
    assert len(told) == 1
    assert not list(tmp_path.rglob("*/*/*"))
    state(world, number, "ready")
    with world.work() as session, pytest.raises(FileNotUsable):
        broadcasts.send(world.at_work(session, STATION), number)
    assert state(world, number) == "ready"


def test_a_changed_notice_keeps_its_file_unless_that_was_bad(world: World, tmp_path: Path) -> None:
    first = written(world)
    fetched(world, tmp_path, PDF)
    waits(world, first)
    with world.work() as session:
        known = broadcasts.view(world.at_work(session, STATION), first).file
    second = written(world, known, instead_of=first)
    assert carried(world, second) == carried(world, first)
    assert not waits(world, second)

    bad = written(world, FileRef("tg-2", "u-2", mime="image/jpeg"))
    fetched(world, tmp_path, b"<html>")
    with world.work() as session:
        assert broadcasts.view(world.at_work(session, STATION), bad).file is None
    again = written(world, FileRef("tg-2", "u-2", mime="image/jpeg"), instead_of=bad)
    assert carried(world, again).paper != carried(world, bad).paper, "it is looked at anew"


@pytest.mark.parametrize(("stands", "after"), [("scheduled", "ready"), ("sending", "paused")])
def test_a_notice_of_the_version_before_halts_when_its_file_cannot_be_used(
    world: World, tmp_path: Path, stands: str, after: str
) -> None:
    number = written(world, None)
    with world.work() as session:
        row = session.get_one(Broadcast, number)
        row.body = {"message": pack_message(Message(WORDS.text, attachment=Attachment("tg-9")))}
        row.state, row.started_at = stands, world.now if stands == "sending" else None
    assert waits(world, number)
    assert carried(world, number).file_id == ""
    fetched(world, tmp_path, b"MZ")
    assert waits(world, number)
    assert state(world, number) == after
