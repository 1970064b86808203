"""What a new policy would change for many households, counted one by one and forgotten: only sums are kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from domain.policy_file.comparing.looking import Outlook


@dataclass(slots=True)
class Pair:
    """A number under the old policy and under the new one."""

    old: int = 0
    new: int = 0

    def __iadd__(self, other: Pair) -> Pair:
        self.old += other.old
        self.new += other.new
        return self

    @property
    def more(self) -> int:
        """How much the new one is above the old one."""
        return self.new - self.old


@dataclass(slots=True)
class ByProgramme:
    """Of one programme: fen a year as far as they are sure, who gets that, and who may ask with an open sum."""

    fen: Pair = field(default_factory=Pair)
    get: Pair = field(default_factory=Pair)
    may_ask: Pair = field(default_factory=Pair)

    def __iadd__(self, other: ByProgramme) -> ByProgramme:
        self.fen += other.fen
        self.get += other.get
        self.may_ask += other.may_ask
        return self


@dataclass(slots=True)
class BySize:
    """Of all households of one size: how many, and fen a year for all of them."""

    households: int = 0
    fen: Pair = field(default_factory=Pair)

    def __iadd__(self, other: BySize) -> BySize:
        self.households += other.households
        self.fen += other.fen
        return self


@dataclass(slots=True)
class Effect:
    """Who gains and loses, who changes class, what it costs by programme and by the size of the household.

    Who gets more money in a year gains; where the money stays, who may ask for more programmes.
    """

    households: int = 0
    gain: int = 0
    lose: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    programmes: dict[str, ByProgramme] = field(default_factory=dict)
    sizes: dict[int, BySize] = field(default_factory=dict)

    @property
    def fen(self) -> Pair:
        """What all programmes cost together in a year."""
        total = Pair()
        for one in self.sizes.values():
            total += one.fen
        return total

    def count(self, size: int, old: Outlook, new: Outlook) -> None:
        """Count one household."""
        self.households += 1
        before, after = (old.total, len(old.gives)), (new.total, len(new.gives))
        self.gain += after > before
        self.lose += after < before
        if old.household_class != new.household_class:
            self.moves[old.household_class, new.household_class] += 1
        self._by_programme(old, new)
        of_size = self.sizes.setdefault(size, BySize())
        of_size += BySize(1, Pair(old.total, new.total))

    def _by_programme(self, old: Outlook, new: Outlook) -> None:
        for key in {*old.gives, *new.gives}:
            before, after = old.gives.get(key, 0), new.gives.get(key, 0)
            one = self.programmes.setdefault(key, ByProgramme())
            one.fen += Pair(before or 0, after or 0)
            one.may_ask += Pair(before is None, after is None)
            one.get += Pair(key in old.gives and before is not None, key in new.gives and after is not None)

    def add(self, other: Effect) -> None:
        """Take in what was counted elsewhere."""
        self.households += other.households
        self.gain += other.gain
        self.lose += other.lose
        self.moves += other.moves
        for key, programme in other.programmes.items():
            mine = self.programmes.setdefault(key, ByProgramme())
            mine += programme
        for size, counted in other.sizes.items():
            of_size = self.sizes.setdefault(size, BySize())
            of_size += counted
