"""What a fund holds, and money that comes in."""
