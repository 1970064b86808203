"""The network of units, and who holds which office in it."""
