"""Loans: the plan by which one is paid back, repayments as they come, and who is reminded of them."""
