"""The network of units, as administrators see to it."""
