"""One report, and the cases for each list that it is handed in for."""
