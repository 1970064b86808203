"""A register at which the program fails rests a while: whom it concerns hears of it once, and others go on."""

from __future__ import annotations

from typing import Any

import pytest

from bot.run.watching import registers as watching
from domain.registers.buttons import Deed
from tests.services.registers.test_registers import SECOND, does, files, head, row, table, taken, tried, union, works
from tests.union import ADMIN, World

__all__ = ["union"]  # the fixture


def fails_at(number: int, monkeypatch: pytest.MonkeyPatch, state: str) -> list[int]:
    """Let the program fail at the pieces of one register, as it would at data that it cannot write."""
    step, tries = watching._STEPS[state], list[int]()

    def fails(database: Any, house: Any, now: Any, import_id: int) -> None:
        if import_id == number:
            tries.append(import_id)
            raise ValueError("what is in it cannot be written")
        step(database, house, now, import_id)

    monkeypatch.setitem(watching._STEPS, state, fails)
    return tries


def told_of_it(world: World, who: int) -> int:
    return sum("does not go on" in one for one in world.messages(who))


def test_a_fault_while_it_is_taken_in_is_told_once_and_nobody_waits_behind_it(
    union: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tried(union, table(head(1))), tried(union, table(head(2)))
    tries = fails_at(first, monkeypatch, "taking")
    does(union, first, Deed.TAKE, by=SECOND)
    does(union, second, Deed.TAKE, by=SECOND)
    works(union)
    assert (row(union, first).state, row(union, second).state) == ("taking", "taken")
    assert [told_of_it(union, who) for who in (ADMIN, SECOND)] == [1, 1]
    for _ in range(6):
        works(union)
    assert len(tries) == 1, "it rests"
    union.passes(minutes=1)
    works(union)
    union.passes(minutes=1)
    works(union)
    assert len(tries) == 2, "longer each time"
    assert told_of_it(union, ADMIN) == 1
    monkeypatch.undo()
    union.passes(hours=1)
    works(union)
    assert row(union, first).state == "taken"
    assert len(files(union)) == 2
    assert not {"faults", "rests_until"} & set(row(union, first).counts)


def test_a_fault_while_it_is_undone_keeps_what_is_not_undone_yet(union: World, monkeypatch: pytest.MonkeyPatch) -> None:
    number = taken(union, table(head(1)))
    fails_at(number, monkeypatch, "undoing")
    does(union, number, Deed.UNDO_SURE)
    works(union)
    assert (row(union, number).state, len(files(union))) == ("undoing", 1)
    assert told_of_it(union, ADMIN) == 1
    monkeypatch.undo()
    union.passes(hours=1)
    works(union)
    assert (row(union, number).state, len(files(union))) == ("undone", 0)
