"""What was lent comes back at any time and is late only after its months; what was given is looked at after them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from domain.platform.calendar import BEIJING, WorkingCalendar
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.procedure.procedure import decide
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps import KINDS
from domain.procedure.steps.look import LookedTooEarly
from tests.data.households import demo
from tests.union import DEMO

TEXT = DEMO.read_text(encoding="utf-8")
GIVEN = datetime(2026, 8, 31, 9, tzinfo=BEIJING)


def standing_at_the_end_of(procedure: str) -> CaseState:
    steps = demo().procedure[procedure]
    given = Decision(21, len(steps) - 1, Verdict.APPROVE, GIVEN, step=steps[-2].kind)
    return CaseState(
        "2026-0001", steps, applicant=1, position=len(steps) - 1, turn=len(steps), decisions=(given,)
    )  # fmt: skip


def closed_on(day: date, procedure: str) -> str:
    case = standing_at_the_end_of(procedure)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING)
    return decide(case, Decision(21, case.turn, Verdict.APPROVE, at)).status


def test_what_is_lent_may_come_back_the_next_day_and_is_late_after_a_year() -> None:
    assert closed_on(date(2026, 9, 1), "lent") == "finished"
    last = KINDS["back"].last_day(demo().procedure["lent"][-1], GIVEN.date(), WorkingCalendar())
    assert last is not None
    assert last > date(2027, 8, 31)


def test_what_came_of_equipment_is_looked_at_after_its_months_and_not_before() -> None:
    with pytest.raises(LookedTooEarly):
        closed_on(date(2027, 2, 27), "equipment")
    assert closed_on(date(2027, 2, 28), "equipment") == "finished"


LOOK = 'kind = "look", level = "centre", role = "recorder", days = 10'
GIVE = 'kind = "give", level = "centre", role = "recorder", days = 5 },'
BACK = '\n  { kind = "back"'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(", days = 10, months = 12, answers", ", days = 10, answers", "for how many months"),
     (f"{LOOK}, months = 6", LOOK, "after how many months"),
     (GIVE + BACK, GIVE.replace("give", "entry") + BACK, "must come after give"),
     ('{ key = "lost", zh_Hans = "没能还"', '{ key = "damaged", zh_Hans = "没能还"', "two answers have the same key")],
)  # fmt: skip
def test_a_loan_of_things_that_cannot_be_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after, 1), name="ours.toml", years=())
