"""The embedded simulator with its cast, the demonstration and the tour."""
