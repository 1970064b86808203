"""Two files that may be of one household: looked at, told apart, made one."""
