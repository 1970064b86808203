"""What officers do with a case that waits for them."""
