"""The only sender: takes outbox rows, puts them into the reader's language and keeps to Telegram's limits."""
