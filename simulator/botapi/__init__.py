"""The Bot API: what the bot calls, with Telegram's own refusals."""
