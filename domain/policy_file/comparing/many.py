"""Counts what two policies give many households; a large invented population on every core of the machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context

from domain.households.household import Household
from domain.policy.model import Policy
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.comparing.invented import invented
from domain.policy_file.comparing.looking import FactsByDay, Looker

A_PART = 1_000  # households that are counted before anybody is told how far it is
WORTH_A_CHILD = 4_000
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Both:
    """Two policies, and the day on which households are looked at."""

    old: Policy
    new: Policy
    today: date

    def lookers(self) -> tuple[Looker, Looker]:
        """Return what looks by each; they share what does not depend on a policy."""
        by_day = FactsByDay()
        return Looker(self.old, self.today, by_day), Looker(self.new, self.today, by_day)


def effect_on(both: Both, households: Iterable[Household], progress: Progress) -> Effect:
    """Count households as they come; none of them is kept. `progress` is told of every part that is done."""
    effect, (old, new) = Effect(), both.lookers()
    rest = iter(households)
    while part := [*islice(rest, A_PART)]:
        for household in part:
            effect.count(household.size, old.of(household), new.of(household))
        progress(len(part))
    return effect


def effect_on_invented(both: Both, number: int, *, seed: int, progress: Progress) -> Effect:
    """Count so many invented households; the same number and seed always give the same."""
    if number < WORTH_A_CHILD:
        effect = Effect()
        for many, of_part in _parts(number, seed):
            effect.add(_of_part(both, many, of_part))
            progress(many)
        return effect
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _begin, (both,)) as children:
        return _gathered(children, number, seed, progress)


def _gathered(children: ProcessPoolExecutor, number: int, seed: int, progress: Progress) -> Effect:
    effect, parts = Effect(), _parts(number, seed)
    begun = {children.submit(_in_child, *part): part[0] for part in islice(parts, 4)}
    while begun:
        for done in wait(begun, return_when=FIRST_COMPLETED).done:
            effect.add(done.result())
            progress(begun.pop(done))
            begun |= {children.submit(_in_child, *part): part[0] for part in islice(parts, 1)}
    return effect


def _parts(number: int, seed: int) -> Iterator[tuple[int, int]]:
    """Yield parts of the population: how many, and the seed of each."""
    for part, begin in enumerate(range(0, number, A_PART)):
        yield min(A_PART, number - begin), seed * 1_000_003 + part


_LOOKERS: dict[str, tuple[Both, Looker, Looker]] = {}  # of a child: what it has worked out it knows for later parts


def _begin(both: Both) -> None:
    _LOOKERS["all"] = (both, *both.lookers())


def _in_child(many: int, seed: int) -> Effect:
    both, old, new = _LOOKERS["all"]
    return _counted(both, old, new, many, seed)


def _of_part(both: Both, many: int, seed: int) -> Effect:
    return _counted(both, *both.lookers(), many, seed)


def _counted(both: Both, old: Looker, new: Looker, many: int, seed: int) -> Effect:
    effect = Effect()
    for household in invented(both.old, many, today=both.today, seed=seed):
        effect.count(household.size, old.of(household), new.of(household))
    return effect
