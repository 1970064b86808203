"""Who lives together, what is known of them, and the class that follows."""
