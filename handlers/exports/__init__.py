"""Papers and tables to take along."""
