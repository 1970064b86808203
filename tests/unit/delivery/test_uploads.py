"""What goes to many is sent to Telegram once, however many are sent it at the same time."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden

from delivery import calls
from delivery.attachments.copies import NOT_THERE, CannotBeOpened, OwnCopy
from delivery.attachments.sending import Reading
from delivery.rows import Row
from domain.platform.calendar import BEIJING
from domain.platform.messages import Attachment, Message, pack_message
from domain.platform.text import say

BODY = {"message": pack_message(Message(say("Drinks"), attachment=Attachment(paper=7, called=say("Notice"))))}


class Telegram:
    """Takes files slowly, refuses whom it is told to, and forgets what it is told to."""

    def __init__(self) -> None:
        self.uploads: list[int] = []
        self.left: set[int] = set()
        self.gone = False

    async def send_document(self, chat: int, content: Any, **_: Any) -> Any:
        if isinstance(content, str) and self.gone:
            raise BadRequest("Wrong file identifier/http url specified")
        await asyncio.sleep(0)
        if chat in self.left:
            raise Forbidden("bot was blocked by the user")
        if not isinstance(content, str):
            self.uploads.append(chat)
        return SimpleNamespace(message_id=chat, photo=(), document=SimpleNamespace(file_id="named"))


async def copy(paper: int) -> OwnCopy:
    return OwnCopy(b"%PDF", "application/pdf")


def reading(own: Any = copy) -> Reading:
    return Reading(BEIJING, "en", own)


async def sends(telegram: Telegram, how: Reading, *chats: int, broadcast: int | None = 3) -> list[Any]:
    unused: Any = None
    bot: Any = telegram
    rows = [Row(chat, chat, "send", BODY, 9, broadcast_id=broadcast) for chat in chats]
    return await asyncio.gather(*(calls.carry_out(unused, bot, row, how) for row in rows), return_exceptions=True)


def test_of_many_at_once_one_carries_the_file_and_the_others_come_again() -> None:
    async def story() -> None:
        telegram, how = Telegram(), reading()
        first, *others = await sends(telegram, how, 1, 2, 3)
        assert first == 1
        assert [type(one) for one in others] == [calls.NotYet, calls.NotYet]
        assert await sends(telegram, how, 2, 3, 4) == [2, 3, 4]
        assert telegram.uploads == [1]

    asyncio.run(story())


def test_whoever_has_left_does_not_keep_the_next_from_it_and_a_name_that_is_gone_is_had_anew() -> None:
    async def story() -> None:
        telegram, how = Telegram(), reading()
        telegram.left = {1}
        (left,) = await sends(telegram, how, 1)
        assert isinstance(left, Forbidden)
        assert await sends(telegram, how, 2) == [2]
        telegram.gone = True
        assert await sends(telegram, how, 3) == [3]
        assert telegram.uploads == [2, 3]

    asyncio.run(story())


def test_what_goes_to_one_alone_is_sent_as_it_is() -> None:
    async def story() -> None:
        telegram, how = Telegram(), reading()
        assert await sends(telegram, how, 1, 2, broadcast=None) == [1, 2]
        assert telegram.uploads == [1, 2]

    asyncio.run(story())


def test_a_notice_does_not_go_out_a_thousand_times_without_its_file() -> None:
    async def missing(paper: int) -> OwnCopy:
        raise CannotBeOpened(NOT_THERE)

    async def story() -> None:
        (failed,) = await sends(Telegram(), reading(missing), 1)
        assert isinstance(failed, CannotBeOpened)

    asyncio.run(story())


@pytest.mark.parametrize("is_photo", [False, True])
def test_what_has_only_a_name_of_telegrams_is_sent_to_nobody(is_photo: bool) -> None:
    """A paper alone may name a photo, of which Telegram has the dots only."""
    body = {"message": pack_message(Message(say("Look"), attachment=Attachment("somebody's", is_photo)))}
    unused: Any = None
    row = Row(1, 1, "send", body, 1, broadcast_id=3)
    with pytest.raises(CannotBeOpened):
        asyncio.run(calls.carry_out(unused, unused, row, reading()))
