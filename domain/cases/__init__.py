"""The buttons under one case."""
