"""Days of the Chinese year: solar terms, festivals, and their names."""
