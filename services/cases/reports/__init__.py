"""The cases of one report, as its worker sees them."""
