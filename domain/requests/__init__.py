"""What people say in free words: danger, which is known before anything else, and what it leads to."""
