"""What is asked about money, and the buttons under it."""
