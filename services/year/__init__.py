"""What the calendar starts, closes and warns of by itself."""
