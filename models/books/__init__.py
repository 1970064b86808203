"""The books: funds, what is set aside of them, entries, and money that comes in."""
