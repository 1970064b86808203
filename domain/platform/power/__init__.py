"""What people can ask of the bot, and which of it comes with each office."""
