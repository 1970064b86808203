"""Somebody acts on another's behalf: an officer with a consent on paper, a helper whom the worker named."""
