"""Versions of a policy that were in force once, and what they said otherwise than files of today."""
