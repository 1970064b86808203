"""What was said in free words: danger that somebody has to see, and what is asked of a person."""
