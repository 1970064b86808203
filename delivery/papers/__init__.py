"""The papers that people send: fetched from Telegram, kept sealed in files of our own, checked when they are opened."""
