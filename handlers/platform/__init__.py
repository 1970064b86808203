"""One update being handled: its turn, its route, and the reply in it."""
