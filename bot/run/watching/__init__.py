"""What is watched while the bot runs: the clock, the disks it writes to, and whether it can do its work at all."""
