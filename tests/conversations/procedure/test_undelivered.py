"""What was refused, in the chat: administrators see it and send it again; nobody else can."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain.platform.access import NotForYou
from domain.platform.buttons import Button, HandleAgain, RefusedPage, ShowMissed, TryAgain, TryAllAgain
from domain.platform.messages import Message
from domain.platform.text import say
from services.platform import outbox
from services.platform.work import Work
from tests.conversations.procedure.test_officer_road import approves, reported, visited
from tests.town import Town
from tests.words import t

NOT_YOURS = t(NotForYou.text)
NOTHING = t("Nothing was refused: every message has gone out.")

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


def puts(town: Town, person: int, words: str) -> None:
    with town.program.database.work() as session:
        work = Work(session, town.program.house(), town.program.clock.now())
        outbox.put(work, person, Message(say("{words}", words=words)))


async def refused(town: Town, *words: str) -> None:
    """Telegram refuses some messages to the worker, and the administrator hears of each."""
    for count, one in enumerate(words, 1):
        await town.client.fault("400", method="sendMessage", chat_id=town.lin.id)
        puts(town, town.lin.id, one)
        for _ in range(100):
            if len(states(town)) < count:
                await asyncio.sleep(0.05)
        assert len(states(town)) == count


def states(town: Town) -> list[Any]:
    with town.program.database.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT state FROM outbox WHERE state = 'parked'")]


@pytest.mark.town_at(story=reported)
async def test_an_administrator_sees_what_did_not_get_through_and_sends_it_again(town: Town) -> None:
    await town.admin.sends("/undelivered")
    await town.admin.sees(NOTHING)
    await refused(town, "first words", "second words")
    await town.admin.sends("/undelivered")
    listed = await town.admin.sees("2条消息没有送到", "林某某")
    assert "words" not in listed.text
    assert "林示例" not in listed.text
    await town.admin.presses("再试一次：1")
    assert await town.admin.toast() == t("It is sent again. If it is refused once more, you are told here.")
    await town.lin.sees("first words")
    await town.admin.sees("1条消息没有送到")  # the list itself is shown anew
    await town.admin.presses("再试一次：1")
    await town.lin.sees("second words")
    await town.admin.sees(NOTHING)


@pytest.mark.town_at(story=reported)
async def test_all_go_out_again_by_one_press(town: Town) -> None:
    await refused(town, "first words", "second words", "third words")
    await town.admin.sends("/undelivered")
    await town.admin.sees("3条消息没有送到")
    await town.admin.presses(t("Try all messages again"))
    for words in ("first words", "second words", "third words"):
        await town.lin.sees(words)
    await town.admin.sees(NOTHING)


@pytest.mark.town_at(story=reported)
@pytest.mark.parametrize("who", ["lin", "aygul", "point", "station", "approver", "recorder", "cashier"])
async def test_nobody_else_can_press_it(town: Town, who: str) -> None:
    await refused(town, "first words")
    player = getattr(town, who)
    await player.sends("/undelivered")
    shown = await player.sees(NOT_YOURS)
    pressed: list[Button] = [TryAgain(row_id) for row_id in parked_ids(town)]
    for press in (*pressed, TryAllAgain(), HandleAgain(1), RefusedPage(0)):
        await player.press_data(press.encode(), shown.id)
        assert NOT_YOURS.startswith((await player.toast()).rstrip("…"))
    assert states(town) == ["parked"]


def parked_ids(town: Town) -> list[int]:
    with town.program.database.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM outbox WHERE state = 'parked'")]


async def test_a_refused_notice_is_reminded_of_the_next_morning_with_its_button(town: Town) -> None:
    await town.client.fault("403", method="sendMessage", chat_id=-1001000000001)
    await reported(town)
    await visited(town)
    await approves(town.station)
    await town.admin.sees("2026-0001", "bot was blocked")
    await town.jump("next_working_day")
    await town.admin.sees("2026-0001", "2026年7月20日", "bot was blocked")
    await town.admin.presses(t("Try again"))
    assert await town.admin.toast() == t("It is sent again. If it is refused once more, you are told here.")


@pytest.mark.town_at(story=reported)
async def test_who_had_blocked_the_bot_and_is_back_can_see_what_they_missed(town: Town) -> None:
    await town.lin.blocks()
    for words in ("first words", "second words"):
        puts(town, town.lin.id, words)
    for _ in range(100):
        if len(failed(town)) < 2:
            await asyncio.sleep(0.05)
    await town.lin.unblocks()
    await town.lin.sends("/menu")
    await town.lin.sees("有2条消息没有送到您这里")
    await town.lin.presses(t("Show what I missed"))
    await town.lin.sees("first words")
    await town.lin.sees("second words")
    offer = next(one for one in town.lin.messages if t("Here is what you missed:") in one.text)
    await town.lin.press_data(ShowMissed().encode(), offer.id)
    assert await town.lin.toast() == t("You have already been sent what you missed.")
    assert sum(one.text == "first words" for one in town.lin.messages) == 1
    await town.aygul.press_data(ShowMissed().encode(), offer.id)
    assert await town.aygul.toast() == t("You have already been sent what you missed.")


def failed(town: Town) -> list[Any]:
    with town.program.database.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM outbox WHERE state = 'failed'")]


@pytest.mark.town_at(story=reported)
async def test_what_nobody_needs_is_taken_off_the_list(town: Town) -> None:
    await refused(town, "first words", "second words")
    await town.admin.sends("/undelivered")
    await town.admin.sees("2条消息没有送到")
    await town.admin.presses("移除：2")
    assert await town.admin.toast() == t("It is off the list, and will not be sent.")
    await town.admin.sees("1条消息没有送到")
    await town.admin.presses("再试一次：1")
    await town.lin.sees("first words")
    await town.admin.sends("/undelivered")
    await town.admin.sees(NOTHING)
    assert not any("second words" in message.text for message in town.lin._messages.values())
