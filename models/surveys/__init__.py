"""The survey of everybody: its rounds, and what each person answered."""
