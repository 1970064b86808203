"""A meeting decides a step: before whom it lies to vote, and how they voted."""
