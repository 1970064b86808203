"""What a programme that a policy file states gives to whom, and why."""
