"""Use-cases: each loads, asks a rule, records and queues; none commits, sends or reads the wall clock."""
