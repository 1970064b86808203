"""One event, many households: found, opened, and looked after to its end."""
