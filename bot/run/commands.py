"""Puts the command menu into Telegram, in every language it knows."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from telegram import Bot, BotCommand

from delivery.rendering import render_plain
from domain.platform.channel import TELEGRAM
from domain.platform.text import Text
from handlers.menu.menu import commands

TELEGRAM_CODES = {"zh_Hans": "zh", "en": "en"}  # Telegram tells languages apart by two letters only


async def set_commands(bot: Bot, locales: Sequence[str], default_locale: str) -> None:
    """Set the menu for everybody in the default language, and for each language Telegram can tell apart."""
    listed = commands()
    await bot.set_my_commands(_in(default_locale, listed))
    for locale in locales:
        if locale in TELEGRAM_CODES:
            await bot.set_my_commands(_in(locale, listed), language_code=TELEGRAM_CODES[locale])


def _in(locale: str, listed: Sequence[tuple[str, Text]]) -> list[BotCommand]:
    zone = ZoneInfo("UTC")  # no text of the menu holds a time
    return [
        BotCommand(name, render_plain(text, locale, timezone=zone, limit=TELEGRAM.command)) for name, text in listed
    ]
