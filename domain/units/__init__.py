"""The levels of the network and the steps that each decides."""
