"""One event, many households: opened once, with whoever it has struck, and looked after to its end."""
