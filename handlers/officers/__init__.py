"""Units and offices, for administrators."""
