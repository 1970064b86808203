"""Undo, At once, the clock and the worker at one instant, on both databases: one of them comes first, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from domain.procedure.meant.rules import MeantState
from domain.procedure.state import Verdict
from models.procedure import Decision
from services.cases import by_list, pay_list, worker_side
from services.cases.meant import effect
from services.procedure import decisions
from services.procedure.meant import keeping
from tests.services.aid.test_once import at_one_instant
from tests.services.procedure.test_undo import meant, undoes, waiting  # noqa: F401
from tests.services.tasks.test_visit_money import WINTER, approves, case_of, household, press_of, settles
from tests.union import APPROVER, APPROVER_TOO, LIN, STATION, STATION_TOO, World

Act = Callable[[Session], object]


def verdicts(world: World, case_id: int) -> list[str]:
    with world.work() as session:
        made = select(Decision).where(Decision.case_id == case_id, Decision.role != "")
        return [one.verdict for one in session.exec(made)]


def clock(world: World) -> Act:
    return lambda session: effect.carry_out(world.at_work(session))


@pytest.fixture
def returned(waiting: World) -> int:  # noqa: F811
    """A case that somebody has returned, which takes effect now."""
    case_id = waiting.opens()
    waiting.decides(STATION, case_id, "return")
    waiting.passes(minutes=1)
    return case_id


def test_two_processes_whose_clocks_run_let_it_take_effect_once(waiting: World, returned: int) -> None:  # noqa: F811
    assert at_one_instant(waiting, clock(waiting), clock(waiting)) == ["done", "done"]
    assert verdicts(waiting, returned) == ["return"]


@pytest.mark.parametrize("is_first", [True, False])
def test_an_undo_in_the_last_second_is_one_of_both(waiting: World, returned: int, is_first: bool) -> None:  # noqa: F811
    number = meant(waiting)[-1].id

    def back(session: Session) -> None:
        keeping.take_back(waiting.at_work(session, STATION), number, all_together=False)

    acts = (back, clock(waiting)) if is_first else (clock(waiting), back)
    outcome = at_one_instant(waiting, *acts)
    state = meant(waiting)[-1].state
    assert (state, verdicts(waiting, returned)) in (
        (MeantState.TAKEN_BACK, []), (MeantState.IN_EFFECT, ["return"])
    )  # fmt: skip
    assert outcome == (["done", "done"] if state == MeantState.TAKEN_BACK else ["done", "InEffect"])


def test_at_once_on_two_devices_counts_once(waiting: World, returned: int) -> None:  # noqa: F811
    number = meant(waiting)[-1].id

    def now(session: Session) -> None:
        effect.at_once(waiting.at_work(session, STATION), number, all_together=False)

    assert at_one_instant(waiting, now, now) == ["done", "InEffect"]
    assert verdicts(waiting, returned) == ["return"]


def test_two_officers_who_decide_at_one_instant_are_one(waiting: World) -> None:  # noqa: F811
    case_id = waiting.opens()
    version = waiting.case(case_id).version

    def by(officer: int) -> Act:
        return lambda session: decisions.decide(
            waiting.at_work(session, officer), case_id, version, Verdict.RETURN, reason="because"
        )

    assert at_one_instant(waiting, by(STATION), by(STATION_TOO)) == ["done", "JustDecided"]
    assert len(meant(waiting)) == 1


def test_a_worker_and_the_clock_at_one_instant(waiting: World, returned: int) -> None:  # noqa: F811
    def takes_back(session: Session) -> None:
        worker_side.withdraw(waiting.at_work(session, LIN), returned)

    at_one_instant(waiting, takes_back, clock(waiting))
    assert waiting.case(returned).status == "withdrawn", "what was returned can be withdrawn, too"
    assert verdicts(waiting, returned) in ([], ["return"])


def test_a_list_that_was_approved_is_taken_back_by_one_press(waiting: World) -> None:  # noqa: F811
    waiting.now = WINTER
    case_id = _settled(waiting)
    press = press_of(waiting)
    done = approves(waiting, press)
    assert isinstance(done, pay_list.Done)
    assert (done.approved, done.until is not None, waiting.case(case_id).step) == (1, True, "approval")
    with waiting.work() as session:
        assert by_list.lists_of(waiting.at_work(session, APPROVER_TOO)) == []
    undoes(waiting, APPROVER, together=True)
    assert press_of(waiting) == press
    approves(waiting, press)
    waiting.passes(minutes=2)
    waiting.keeps_up("let decisions take effect")
    assert waiting.case(case_id).step == "payment"
    assert "1 decision has taken effect." in waiting.edited(APPROVER)


def _settled(world: World) -> int:
    task = household(world)
    settles(world, task)
    world.house = replace(world.house, undo_seconds=60)
    return case_of(world, task).id
