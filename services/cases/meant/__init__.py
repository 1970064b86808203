"""What officers have decided takes effect: by the clock, or at once when they say so."""
