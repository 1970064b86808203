"""What has happened to a household over the years, in the order of its days."""
