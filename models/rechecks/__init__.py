"""The yearly re-check: its rounds, and what each household answered."""
