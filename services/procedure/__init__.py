"""Moves one case through its steps: visits, decisions, notice, entry, and the prompts for them."""
