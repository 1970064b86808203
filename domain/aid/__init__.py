"""The kinds of help: what each asks, whom it is for, and what it gives."""
