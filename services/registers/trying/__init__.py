"""A register is tried: its columns, its households, and which of them are there already."""
