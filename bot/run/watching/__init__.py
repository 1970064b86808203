"""What is watched while the bot runs: whether its clock can be trusted."""
