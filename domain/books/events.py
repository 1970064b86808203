"""What happens in the books that rooms above them act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FundIsToGrow:
    """A fund is about to hold more: the cases that wait for money are locked before it, as everybody locks them."""


@dataclass(frozen=True, slots=True)
class FundGrew:
    """A fund holds more than before: who waits for its money may go on."""
