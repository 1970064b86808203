"""Reports and applications: checked, worked out and handed in."""
