"""What is asked about an objection, and the buttons under public notices."""
