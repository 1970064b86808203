"""The bare echo of python-telegram-bot against which the bot is measured: its default transport, nothing kept."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters


async def echo(update: Update, _context: Any) -> None:
    """Say the same words."""
    if update.message is not None and update.message.text:
        await update.message.reply_text(update.message.text)


def main(api_url: str, token: str, how: str) -> None:
    """Poll until killed; `how` is "default" or "concurrent", which is `concurrent_updates(True)`."""
    builder = ApplicationBuilder().token(token).base_url(f"{api_url}/bot")
    if how == "concurrent":
        builder = builder.concurrent_updates(True)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
