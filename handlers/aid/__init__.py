"""The conversations in which workers report hardship and apply for aid."""
