"""A season's round: its record, how far it has come, and who is told."""
