"""The checklist at one household: shown, ticked, left out, put off."""
