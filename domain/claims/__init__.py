"""Who is named by somebody else: what may come of it, and the buttons."""
