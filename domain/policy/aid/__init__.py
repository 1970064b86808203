"""Aid as a policy file states it: for whom, who may, what is asked, how much."""
