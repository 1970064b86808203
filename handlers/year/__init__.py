"""Warnings of heat."""
