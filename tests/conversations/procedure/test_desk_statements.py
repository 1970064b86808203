"""What an officer's press costs the desk, over HTTP: the statements of the use-case and those of every update."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.conversations.procedure.test_officer_road import reported, visited
from tests.town import Town
from tests.words import t

AN_UPDATE = 4  # it is taken in, its person and their draft are known, and what was just sent is marked as sent
OF_A_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE")

pytestmark = pytest.mark.xdist_group("one road")


@contextmanager
def asked_by_the_desk(town: Town) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if threading.current_thread().name == "desk" and not statement.startswith(OF_A_TRANSACTION):
            said.append(statement)

    event.listen(town.program.database.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(town.program.database.engine, "before_cursor_execute", note)


@pytest.mark.town_at(story=reported)
async def test_a_card_and_an_approval_cost_the_desk_little(town: Town) -> None:
    await visited(town)
    with asked_by_the_desk(town) as said:
        await town.station.presses(t("Open"))
        await town.station.sees(t("Home visit on {day}: {findings}", day="2026年7月20日", findings="All as reported."))
    assert len(said) <= 10 + AN_UPDATE
    with asked_by_the_desk(town) as said:
        await town.station.presses(t("Approve"))
        assert await town.station.toast() == t("Papers are missing. Please look below.")
    assert len(said) <= 10 + AN_UPDATE
    with asked_by_the_desk(town) as said:
        await town.station.presses(t("Yes, approve without them"))
        assert await town.station.toast() == t("Approved.")
    assert len(said) <= 15 + AN_UPDATE
