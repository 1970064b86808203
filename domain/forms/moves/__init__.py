"""How a form goes on from one answer."""
