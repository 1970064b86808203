"""Objections to what everybody may read."""
