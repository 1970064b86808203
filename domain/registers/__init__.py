"""Registers that a union kept before: what a line says, whether it can be taken, and why not."""
