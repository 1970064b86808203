"""Registers that are brought in."""
