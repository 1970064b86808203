"""The program: its settings and clock, and above them demo, run and cli, each of which knows only those before it."""
