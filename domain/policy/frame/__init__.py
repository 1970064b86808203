"""What stands around the programmes of a policy: its name, days off and limits, its lists, and what leads onto them."""
