"""What is given each month: its months as they become due, are paid, are held, and end."""
