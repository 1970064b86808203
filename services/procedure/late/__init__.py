"""What time does to cases, and how their officers are reminded."""
