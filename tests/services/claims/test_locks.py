"""What two people do at one instant to the same households waits in line: nobody waits for one another."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread, current_thread
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from domain.claims.settled import Settled
from domain.platform.text import Refusal
from services import claims, erasing
from services.cases import worker_side
from tests.services.claims.test_clashes import clash_of, parents, stranger  # noqa: F401 # fixtures
from tests.union import AYGUL, CENTRE_REVIEWER, LIN, World

Act = Callable[[Session], object]
PATIENCE = 0.5  # seconds; whoever has to wait for the other does not come to its first lock


def crossing(world: World, one: Act, other: Act) -> list[str]:
    """Let both take their first lock before either goes on, if the database lets them; return what became of each."""
    has_locked = {"0": Event(), "1": Event()}
    became = ["", ""]

    def locked(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        name = current_thread().name
        if "FOR UPDATE" in statement and name in has_locked and not has_locked[name].is_set():
            has_locked[name].set()
            has_locked["1" if name == "0" else "0"].wait(PATIENCE)

    def run(place: int, act: Act) -> None:
        try:
            with world.work() as session:
                act(session)
            became[place] = "done"
        except Refusal as refusal:
            became[place] = type(refusal).__name__
        except Exception as failure:
            became[place] = f"fault: {failure}"

    event.listen(world.database.engine, "after_cursor_execute", locked)
    try:
        threads = [Thread(target=run, args=[place, act], name=str(place)) for place, act in enumerate((one, other))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        event.remove(world.database.engine, "after_cursor_execute", locked)
    return became


@pytest.mark.parametrize("who", [AYGUL, LIN])
@pytest.mark.parametrize("how", [Settled.HERE, Settled.THERE])
def test_a_clash_is_settled_while_one_side_is_erased(world: World, stranger: int, who: int, how: Settled) -> None:  # noqa: F811
    one = clash_of(world).id
    became = crossing(
        world,
        lambda session: claims.settle(world.at_work(session, CENTRE_REVIEWER), one, how),
        lambda session: erasing.erase(world.at_work(session), who),
    )
    assert became[1] == "done"
    assert became[0] in ("done", "ClashOver", "NotForYou")


@pytest.mark.parametrize("turned", [False, True])
def test_a_clash_is_settled_while_one_side_is_taken_back(
    world: World,
    parents: int,  # noqa: F811
    stranger: int,  # noqa: F811
    turned: bool,
) -> None:
    one, (who, case_id) = clash_of(world).id, (LIN, parents) if turned else (AYGUL, stranger)
    became = crossing(
        world,
        lambda session: claims.settle(world.at_work(session, CENTRE_REVIEWER), one, Settled.HERE),
        lambda session: worker_side.withdraw(world.at_work(session, who), case_id),
    )
    assert became[1] == "done"
    assert became[0] in ("done", "ClashOver")
