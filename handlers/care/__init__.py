"""Households as their case officers see them, and how they change hands."""
