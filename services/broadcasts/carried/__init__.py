"""The file that goes with a notice: kept like every paper, and waited for before anybody is shown it or sent it."""
