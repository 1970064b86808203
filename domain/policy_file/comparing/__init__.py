"""Two policies beside each other: what the new one says otherwise, and what it would change for households."""
