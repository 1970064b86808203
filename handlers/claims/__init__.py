"""Where somebody belongs who is named in two households, and whether an officer lives where they were named."""
