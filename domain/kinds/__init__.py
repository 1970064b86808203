"""What one sort of help asks, gives and ends in: the questions that a kind answers, and the register of kinds."""
