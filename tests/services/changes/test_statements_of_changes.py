"""What an officer does with a change costs a few statements, too."""

from __future__ import annotations

from services.changes import confirm, opened
from tests.services.changes.test_changes import file, wage  # noqa: F401 # the fixture of a household on file
from tests.services.procedure.test_statements import AN_ACTION, cost
from tests.union import POINT, STATION, World


def test_a_change_is_looked_at_and_confirmed(world: World, file: int) -> None:  # noqa: F811
    change = wage(world, file, by=POINT)
    looked = cost(world, STATION, lambda work: opened(work, change))
    assert len(looked) <= AN_ACTION, looked
    confirmed = cost(world, STATION, lambda work: confirm(work, change))
    assert len(confirmed) <= AN_ACTION, "\n".join(confirmed)
