"""Faults, limits, the journal, the players, the clock, and who may talk to the page's interface."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from simulator import Jump, Person, Simulator, SimulatorClient, serving
from tests.simulator.conftest import CHANNEL, GROUP, TOKEN


async def test_ordered_faults_strike(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.sends("/start")
    await client.fault("429", method="sendMessage", retry_after=7)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(1001, "x")
    assert int(refused.value._retry_after.total_seconds()) == 7
    await client.fault("500")
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "x")
    await client.fault("403", chat_id=1001)
    with pytest.raises(Forbidden):
        await bot.send_message(1001, "x")
    await bot.send_message(1001, "终于")
    assert [call.get("error", "") for call in await client.calls("sendMessage")][-1] == ""


async def test_a_dropped_answer_was_delivered_all_the_same(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.sends("/start")
    await client.fault("deliver_then_drop", method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "到了")
    await player.sees("到了")
    await client.fault("timeout", method="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "没到", read_timeout=0.2)
    await player.sees_nothing_of("没到")


async def test_a_scoped_wait_goes_on(bot: Bot, client: SimulatorClient) -> None:
    await asyncio.gather(*(client.player(person).sends("/start") for person in (1001, 1002)))
    await client.fault("429", method="sendMessage", chat_id=1001, retry_after=1, scope="chat")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(1001, "x")
    await bot.send_message(1002, "x")
    await asyncio.sleep(1.05)
    await bot.send_message(1001, "x")


async def test_limits_are_telegrams(bot: Bot, client: SimulatorClient) -> None:
    await client.player(1001).sends("/start")
    await client.limits(True)
    for number in range(3):
        await bot.send_message(1001, str(number))
    with pytest.raises(RetryAfter):
        await bot.send_message(1001, "4")
    for number in range(20):
        await bot.send_message(GROUP, str(number))
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(GROUP, "21")
    assert refused.value._retry_after > timedelta(seconds=50)


async def test_the_journal_survives(tmp_path: Path) -> None:
    people = [Person(1001, "建国", "王")]
    path = tmp_path / "world.sqlite"
    first = Simulator(token=TOKEN, people=people, journal=path)
    async with serving(first) as url, SimulatorClient(url) as client, Bot(TOKEN, f"{url}/bot") as bot:
        player = client.player(1001)
        await player.sends("一")
        seen = await bot.get_updates(timeout=1)
        await player.uploads(("表.csv", b"a,b", "text/csv"))
        await bot.get_updates(offset=seen[-1].update_id + 1, timeout=1)
        sent = await bot.send_message(1001, "问", reply_markup=InlineKeyboardMarkup.from_button(_button("好", "ok")))
        await bot.delete_message(1001, (await bot.send_message(1001, "删")).message_id)
        await player.speaks("en")
    second = Simulator(token=TOKEN, people=people, journal=path)
    async with serving(second) as url, SimulatorClient(url) as client:
        file_url = f"{url}/file/bot"
        async with Bot(TOKEN, f"{url}/bot", file_url) as bot:
            player = client.player(1001)
            await player.refresh()
            assert [message.text or message.file_name for message in player.messages] == ["一", "表.csv", "问"]
            assert await player.downloads(player.messages[1]) == b"a,b"
            left = await bot.get_updates(timeout=1)
            assert [update.update_id for update in left] == [seen[-1].update_id + 1]
            await player.presses("好")
            fresh = await bot.get_updates(offset=left[-1].update_id + 1, timeout=1)
            assert fresh[0].update_id > left[-1].update_id
            assert fresh[0].callback_query
            assert fresh[0].callback_query.from_user.language_code == "en"
            await fresh[0].callback_query.answer("好")
            assert (await bot.send_message(1001, "x")).message_id > sent.message_id


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=data)


async def test_a_player_presses_the_newest_and_exact_button(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.sends("/start")
    older = await bot.send_message(1001, "旧", reply_markup=InlineKeyboardMarkup([[_button("是", "old")]]))
    rows = [[_button("不是", "no"), _button("是", "new")]]
    await bot.send_message(1001, "新", reply_markup=InlineKeyboardMarkup(rows))
    await player.presses("是")
    await player.presses_old("是", message_id=older.message_id)
    presses = [update.callback_query for update in await bot.get_updates(timeout=1) if update.callback_query]
    assert [press.data for press in presses] == ["new", "old"]
    with pytest.raises(AssertionError, match="不是"):
        await player.presses("没有", within=0.05)
    with pytest.raises(AssertionError, match="旧"):
        await player.sees("没有", within=0.05)


async def test_a_reply_keyboard_is_pressed(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.sends("/start")
    keys = [[KeyboardButton("发送手机号", request_contact=True)], [KeyboardButton("跳过")]]
    await bot.send_message(1001, "电话？", reply_markup=ReplyKeyboardMarkup(keys, one_time_keyboard=True))
    assert (await player.sees("电话？")).reply_keyboard == [["发送手机号"], ["跳过"]]
    await player.presses("手机号")
    contact = (await bot.get_updates(timeout=1))[-1].message
    assert contact
    assert contact.contact
    await player.refresh()
    assert player.keyboard == []


async def test_edits_and_deletions_are_seen(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.sends("/start")
    sent = await bot.send_message(1001, "原文")
    await player.sees("原文")
    await player.sends("好")
    await player.sees_nothing_of("原文", during=0.05)
    await bot.edit_message_text("改文", 1001, sent.message_id)
    assert (await player.sees("改文")).edited
    await bot.delete_message(1001, sent.message_id)
    await player.refresh()
    assert "改文" not in [message.text for message in player.messages]


async def test_links_are_followed(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1002)
    await player.follows("看 https://t.me/sisong_demo_bot?start=role_x-1 吧")
    await player.follows("unit_9")
    texts = [update.message.text for update in await bot.get_updates(timeout=1) if update.message]
    assert texts == ["/start role_x-1", "/start unit_9"]
    with pytest.raises(AssertionError, match="another bot"):
        await player.follows("https://t.me/other_bot?start=x")


async def test_rooms_are_written_and_read(bot: Bot, client: SimulatorClient) -> None:
    sent = await bot.send_message(CHANNEL, "公示", reply_markup=InlineKeyboardMarkup([[_button("异议", "object")]]))
    assert sent.sender_chat
    assert [message.text for message in await client.room_messages(CHANNEL)] == ["公示"]
    await client.player(1002).press_data("object", sent.message_id)
    query = (await bot.get_updates(timeout=1))[-1].callback_query
    assert query
    assert query.message
    assert query.message.chat.id == CHANNEL
    with pytest.raises(AssertionError, match="members"):
        await client.post("/sim/people/1003/send", {"text": "x", "chat_id": GROUP})
    assert (await bot.get_chat_member(GROUP, 1001)).status == "member"
    assert (await bot.get_chat_member(GROUP, 1003)).status == "left"
    with pytest.raises(BadRequest, match=r"[Uu]ser not found"):
        await bot.get_chat_member(GROUP, 77)


async def test_files_travel_both_ways(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    await player.uploads(("诊断 证明.pdf", b"%PDF-1", "application/pdf"), caption="看")
    message = (await bot.get_updates(timeout=1))[-1].message
    assert message
    assert message.document
    assert message.document.file_name == "诊断 证明.pdf"
    assert bytes(await (await message.document.get_file()).download_as_bytearray()) == b"%PDF-1"
    await bot.send_document(1001, message.document.file_id, caption="还您")
    assert await player.downloads(await player.sees("还您")) == b"%PDF-1"


class Machine:
    """A clock that jumps a day."""

    moment = datetime(2026, 8, 20, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def jumps(self) -> Sequence[Jump]:
        return (Jump("day", {"zh_Hans": "下一天"}),)

    async def jump(self, key: str) -> Mapping[str, str]:
        self.moment += timedelta(days=1)
        return {"zh_Hans": "过了一天"}


async def test_the_time_machine_moves_message_dates() -> None:
    simulator = Simulator(token=TOKEN, people=[Person(1001, "王")], time_machine=Machine())
    async with serving(simulator) as url, SimulatorClient(url) as client, Bot(TOKEN, f"{url}/bot") as bot:
        assert (await client.jump("day"))["zh_Hans"] == "过了一天"
        await client.player(1001).sends("好")
        message = (await bot.get_updates(timeout=1))[0].message
        assert message
        assert message.date == datetime(2026, 8, 21, 1, tzinfo=UTC)
        with pytest.raises(AssertionError, match="no such jump"):
            await client.jump("year")


async def test_other_sites_are_kept_away(url: str) -> None:
    async with httpx.AsyncClient() as http:
        rebound = await http.get(f"{url}/sim/state", headers={"Host": "evil.example"})
        forged = await http.post(f"{url}/sim/people/1001/block", headers={"Origin": "https://evil.example"})
        page = await http.get(url)
        outside = await http.get(f"{url}/page/..%2fapi.py")
    assert (rebound.status_code, forged.status_code, outside.status_code) == (403, 403, 404)
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_memory_is_bounded(bot: Bot, client: SimulatorClient, simulator: Simulator) -> None:
    await client.player(1001).sends("/start")
    chat = simulator.world.chats[1001]
    for number in range(2100):
        body = {"message_id": simulator.world.next_message_id(), "chat": chat.info, "date": 0, "text": str(number)}
        simulator.world.put(chat, body, by_bot=True)
    assert len(chat.entries) == 2000
    await client.player(1001).refresh()
    assert client.player(1001).last.text == "2099"
