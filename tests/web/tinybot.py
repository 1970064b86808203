"""A small bot for the page's tests, written with python-telegram-bot alone."""

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)

TOKEN = "7000001:demo"
MENU = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("困难自报", callback_data="report"),
            InlineKeyboardButton("我的事项", callback_data="mine"),
        ],
        [InlineKeyboardButton("申请金秋助学", callback_data="apply")],
    ]
)
WELCOME = (
    "<b>您好，{name}！</b>\n这里是工会<u>职工服务中心</u>的“四送”小助手。\n\n"
    "<blockquote>春送岗位、夏送清凉、金秋助学、冬送温暖</blockquote>\n"
    "可以直接点下面的按钮，也可以发送 /help。保密号码：<tg-spoiler>0371-12351</tg-spoiler>"
)


def png(width: int, height: int) -> bytes:
    """A small picture with a colour gradient."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(
        b"\0" + b"".join(bytes((200 - 90 * y // height, 60 + 120 * x // width, 90)) for x in range(width))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class TinyBot:
    """Answers a few words and buttons, one update after the other."""

    def __init__(self, bot: Bot, room_id: int) -> None:
        self._bot = bot
        self._room_id = room_id
        self.seen: list[Update] = []
        self.hold = asyncio.Event()
        self.hold.set()

    async def run(self) -> None:
        """Poll until cancelled."""
        await self._bot.set_my_commands([BotCommand("start", "开始"), BotCommand("help", "帮助")], language_code="zh")
        await self._bot.set_my_commands([BotCommand("start", "Begin"), BotCommand("help", "What I can do")])
        offset = 0
        while True:
            for update in await self._bot.get_updates(offset=offset, timeout=20):
                offset = update.update_id + 1
                self.seen.append(update)
                await self._answer(update)

    async def _answer(self, update: Update) -> None:
        if update.callback_query:
            await self.hold.wait()
            await self._press(update.callback_query)
        elif update.edited_message:
            await update.edited_message.reply_text(f"改成了：{update.edited_message.text}")
        elif update.message:
            await self._hear(update.message)

    async def _hear(self, message: Message) -> None:
        text = message.text or ""
        if text.startswith("/start"):
            name = message.chat.first_name or ""
            await message.reply_text(WELCOME.format(name=name.replace("<", "&lt;")), "HTML", reply_markup=MENU)
        elif text == "/phone":
            keys = [[KeyboardButton("发送本人手机号", request_contact=True)], [KeyboardButton("以后再说")]]
            await message.reply_text("请留一个联系电话", reply_markup=ReplyKeyboardMarkup(keys, resize_keyboard=True))
        elif message.contact:
            await message.reply_text(f"收到 {message.contact.phone_number}", reply_markup=ReplyKeyboardRemove())
        elif text == "/link":
            await message.reply_text("把这个链接转给同事 https://t.me/sisong_demo_bot?start=role_abc")
        elif text == "/files":
            await self._send_files(message)
        elif text == "/wait":
            await message.reply_chat_action("typing")
        elif message.document or message.photo:
            await message.reply_text("文件收到了", reply_to_message_id=message.message_id)
        else:
            await message.reply_text(text or "?")

    async def _send_files(self, message: Message) -> None:
        await message.reply_photo(png(320, 200), caption="入户照片")
        await message.reply_media_group([InputMediaPhoto(png(200, 200)), InputMediaPhoto(png(240, 160))])
        await message.reply_document("姓名,金额\n张三,5000\n".encode(), filename="发放表.csv")

    async def _press(self, query: CallbackQuery) -> None:
        message = query.message
        assert isinstance(message, Message)
        if query.data == "report":
            await query.answer("已开始自报")
            await query.edit_message_text("第 1 题，共 11 题：家里几口人？", reply_markup=MENU)
        elif query.data == "mine":
            await query.answer("您还没有事项", show_alert=True)
        else:
            await query.answer()
            await message.delete()
            await self._bot.send_message(self._room_id, "公示：张某某，金秋助学 5000 元，公示 5 个工作日")


@asynccontextmanager
async def running_bot(url: str, room_id: int) -> AsyncIterator[TinyBot]:
    """The bot at work beside the test."""
    async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        tiny = TinyBot(bot, room_id)
        task = asyncio.create_task(tiny.run())
        try:
            yield tiny
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
