"""How a household comes on a list: with its file, by a report, or on one more beside others."""
