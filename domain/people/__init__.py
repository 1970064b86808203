"""What people are asked about themselves, what they agree to, and the buttons under it."""
