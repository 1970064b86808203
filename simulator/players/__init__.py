"""People played from a test, the tour or a benchmark, over HTTP only."""
