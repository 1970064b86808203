"""The people who talk to what is measured, and what they say."""
