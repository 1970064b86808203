"""The household file: who may open it, lists of files, visits to them."""
