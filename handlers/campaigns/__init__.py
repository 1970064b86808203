"""The picture of a season."""
