"""A policy file that builds on another: the files of the chain, and the whole that they make."""
