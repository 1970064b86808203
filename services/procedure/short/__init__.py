"""What is said of cases that are approved and wait for money, until a fund holds it."""
