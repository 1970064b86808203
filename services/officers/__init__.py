"""People get and leave office."""
