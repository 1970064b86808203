"""The survey of everybody: a few questions for yes or no, and who may read what was answered."""
