"""A season's checklist at one household, in the chat."""
