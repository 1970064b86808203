"""Where money comes from."""
