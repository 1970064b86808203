"""What an officer over both units does about two households that name one person costs a few statements, too."""

from __future__ import annotations

import pytest

from domain.claims.settled import Settled
from services import claims
from tests.services.claims.test_clashes import clash_of, parents, stranger  # noqa: F401 # fixtures
from tests.services.procedure.test_statements import AN_ACTION, cost
from tests.union import APPROVER, World

TWO_CASES = 9  # both are locked in the order of all, read with their people, and on record


def test_both_sides_are_looked_at(world: World, stranger: int) -> None:  # noqa: F811
    clash = clash_of(world).id
    looked = cost(world, APPROVER, lambda work: claims.look(work, clash))
    assert len(looked) <= AN_ACTION, "\n".join(looked)


@pytest.mark.parametrize("how", [Settled.HERE, Settled.THERE, Settled.ONE, Settled.WRONG])
def test_it_is_settled(world: World, stranger: int, how: Settled) -> None:  # noqa: F811
    clash = clash_of(world).id
    settled = cost(world, APPROVER, lambda work: claims.settle(work, clash, how))
    assert len(settled) <= AN_ACTION + TWO_CASES, "\n".join(settled)
