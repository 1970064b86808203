"""The first signs of trouble: who hears of them, what is answered, and households near the line without a file."""
