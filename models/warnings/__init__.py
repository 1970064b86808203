"""The first signs of trouble, and households near the line without a file."""
