"""The life of a household: its changes, cases, grants, visits, notices and requests, by the day."""

from services.lives.lives import changed, life_of, own_changed, own_life

__all__ = ["changed", "life_of", "own_changed", "own_life"]
