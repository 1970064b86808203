"""The Four Sends as data: days of the year, rounds of work, and who they are for."""
