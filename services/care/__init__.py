"""Every household has a case officer: who, since when, and what they read."""
