"""One household, one plan, and its measures."""
