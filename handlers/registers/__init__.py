"""Registers that a union kept before, brought in from the chat."""
