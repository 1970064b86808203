"""What the rules say: pure Python, no chat, no database, no clock of its own."""
