"""A policy file is read and proved; each mistake is told with its line."""
