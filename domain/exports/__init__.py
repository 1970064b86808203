"""What leaves the program on paper or as a table: how it is laid out, and who is shown what."""
