"""A season's round of work: its days, its plan, and whom it is for."""
