"""What the simulated Telegram is and remembers: people, chats, messages, files, limits, updates on their way."""
