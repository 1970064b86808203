"""What ends with a household's file, or in it: somebody has died, somebody else heads it, the file is closed."""
