"""How a question, a group and a summary look as cards."""
