"""Tables that every room writes to, and the types of columns."""
