"""The buttons by which people get and leave office."""
