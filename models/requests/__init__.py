"""What was said in free words: danger that somebody has to see."""
