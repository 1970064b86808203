"""What is asked before a warning of heat."""
