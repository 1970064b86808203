"""What a policy gives a household that is written down in a file, without any database."""
