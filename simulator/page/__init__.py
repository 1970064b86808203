"""The chat page in the browser, and the interface through which it and the players act."""
