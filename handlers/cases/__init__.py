"""A worker's own cases."""
