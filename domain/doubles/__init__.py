"""Two files that may be of one household: what makes them look so, and how one file comes of two."""
