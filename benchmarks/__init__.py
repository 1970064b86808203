"""Measured promises: what the program says of its own speed, size and safety."""
