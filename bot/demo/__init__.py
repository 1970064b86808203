"""The embedded simulator with its cast and its time machine, the demonstration and the tour."""
