"""Whatever goes wrong on the way to Telegram, the courier says what became of the message."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter

from delivery import calls
from delivery.courier import Courier
from delivery.pace import Pace
from delivery.rows import Row
from models.platform.outbox import IN_DOUBT, PARKED, SENT, WAITING

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)


class BrokenPace(Pace):
    """A pace with a fault of ours in it."""

    def refused(self, chat_id: int, seconds: float) -> None:
        raise KeyError(chat_id)


def test_a_fault_of_ours_leaves_the_message_in_doubt_and_nothing_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_many(*_: Any) -> int:
        raise RetryAfter(3)

    monkeypatch.setattr(calls, "carry_out", too_many)
    unused: Any = None
    courier = Courier(unused, unused, unused, BrokenPace(30), lambda: NOW)
    row = Row(7, 1, "send", {}, 0)
    fate = asyncio.run(courier.carry(row))
    assert (fate.id, fate.state, fate.error, fate.attempts) == (7, WAITING, IN_DOUBT, 1)
    assert fate.not_before is not None
    assert fate.not_before > NOW


@pytest.mark.parametrize(
    ("chat_id", "refusal", "state"),
    [
        (-7, "Message can't be edited", PARKED),
        (-7, "Message can't be deleted", PARKED),
        (-7, "Message is not modified", SENT),
        (-7, "Message to edit not found", SENT),
        (7, "Message can't be edited", SENT),
    ],
)
def test_what_can_no_longer_be_changed_in_a_room_is_not_taken_for_done(
    monkeypatch: pytest.MonkeyPatch, chat_id: int, refusal: str, state: str
) -> None:
    """Everybody still reads it there; in a chat with one person it is too late to matter."""

    async def refused(*_: Any) -> int:
        raise BadRequest(refusal)

    monkeypatch.setattr(calls, "carry_out", refused)
    unused: Any = None
    courier = Courier(unused, unused, unused, Pace(30), lambda: NOW)
    fate = asyncio.run(courier.carry(Row(7, chat_id, "edit", {}, 0)))
    assert fate.state == state
