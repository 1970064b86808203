"""One household, one plan: a goal, measures with who and until when, agreed with the worker, done one after another."""
