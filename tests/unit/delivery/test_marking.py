"""What became of messages is written once, whoever writes it, and kept when writing fails."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from sqlmodel import Session

from delivery import rows
from delivery.marking import Marking
from delivery.rows import Fate
from models.platform.outbox import SENT
from tests.at_once import failures_at_once


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows whose fates were written."""
    numbers: list[int] = []

    def write(_session: Session, fates: Sequence[Fate], **_: Any) -> None:
        numbers.extend(fate.id for fate in fates)

    monkeypatch.setattr(rows, "write_fates", write)
    return numbers


def _marking() -> Marking:
    return Marking(lambda: datetime(2026, 7, 20, 9, tzinfo=UTC))


def test_the_desk_and_the_sender_write_every_fate_once(written: list[int]) -> None:
    marking, numbers = _marking(), count(1)

    def main_loop() -> None:
        marking.note([Fate(next(numbers), SENT)])

    def desk_or_sender() -> None:
        with marking.writing() as write:
            write(Session())

    assert failures_at_once(main_loop, desk_or_sender, desk_or_sender) == []
    desk_or_sender()
    assert sorted(written) == list(range(1, next(numbers)))
    assert marking.being_written() == 0


def test_what_could_not_be_committed_is_written_the_next_time(written: list[int]) -> None:
    marking = _marking()
    marking.note([Fate(1, SENT), Fate(2, SENT)])
    with suppress(OSError), marking.writing() as write:
        write(Session())
        marking.note([Fate(3, SENT)])
        assert marking.being_written() == 2
        raise OSError("the database is away")
    assert marking.being_written() == 0
    written.clear()
    with marking.writing() as write:
        write(Session())
    assert written == [1, 2, 3]
    assert not marking.is_due()


def test_a_fate_is_known_until_it_is_on_disk(written: list[int]) -> None:
    marking = _marking()
    assert not marking.has_any([1])
    marking.note([Fate(1, SENT), Fate(2, SENT)])
    with marking.writing() as write:
        write(Session())
        assert marking.has_any([1]), "the transaction may still fail"
        assert not marking.has_any([3])
    assert not marking.has_any([1, 2])
    assert written == [1, 2]
