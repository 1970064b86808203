"""Money out, once, and whether it came."""
