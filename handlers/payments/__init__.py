"""What cashiers do, and what workers say of money that came or did not."""
