"""The measurements, one small module per figure."""
