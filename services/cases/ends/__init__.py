"""How cases end that nobody decides any more."""
