"""The checklist of one household in a season."""
