"""Who gets and leaves office, for administrators."""
