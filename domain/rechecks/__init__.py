"""The yearly re-check: the parts of a file, what is said of each, and what follows."""
