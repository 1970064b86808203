"""What is on record is changed: chosen, asked for, confirmed or refused, and seen by its worker."""
