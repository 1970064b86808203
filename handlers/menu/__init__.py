"""The ways to everything a person can do, and what becomes of an update that fits nothing."""
