"""Several say something of one case: the members of a meeting how they vote, who borrows together whether they do."""
