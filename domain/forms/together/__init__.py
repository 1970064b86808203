"""Several questions on one screen or in one message."""
