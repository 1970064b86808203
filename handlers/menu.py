"""The command menu, /help and /menu, and a friendly answer to whatever fits nothing else."""

from collections.abc import Sequence

from telegram import Bot


async def set_commands(bot: Bot, locales: Sequence[str], default_locale: str) -> None:
    """Put the command menu into Telegram in every language."""
