"""A place in a course in a policy file, and that work is asked about only once its months are over."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from domain.platform.calendar import BEIJING, WorkingCalendar
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.procedure.procedure import decide
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps import KINDS
from domain.procedure.steps.employed import AskedTooEarly
from tests.data.households import demo
from tests.union import DEMO

TEXT = DEMO.read_text(encoding="utf-8")
STEPS = demo().procedure["course"]
ENDED = datetime(2026, 8, 31, 9, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [('kind = "outcome", level', 'kind = "answer", level', "must come"),
     (", days = 10, months = 6, answers", ", days = 10, answers", "after how many months"),
     ('{ key = "left", zh_Hans', '{ key = "failed", zh_Hans', "two answers have the same key")],
)  # fmt: skip
def test_a_course_that_cannot_be_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after, 1), name="ours.toml", years=())


@pytest.mark.parametrize(("day", "early"), [(date(2027, 2, 27), True), (date(2027, 2, 28), False)])
def test_work_is_asked_about_once_its_months_are_over(day: date, early: bool) -> None:
    ended = Decision(21, 3, Verdict.APPROVE, ENDED, step=STEPS[2].kind)
    case = CaseState("2026-0001", STEPS, applicant=1, position=3, turn=4, decisions=(ended,))
    asked = Decision(21, 4, Verdict.APPROVE, datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING))
    if early:
        with pytest.raises(AskedTooEarly):
            decide(case, asked)
    else:
        assert decide(case, asked).status == "finished"


def test_its_working_days_begin_when_the_months_are_over() -> None:
    last = KINDS["employed"].last_day(STEPS[3], ENDED.date(), WorkingCalendar())
    assert last is not None
    assert last > date(2027, 2, 28)
