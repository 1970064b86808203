"""What a request carries, read and checked as Telegram does: parameters, formatted text, keyboards."""
