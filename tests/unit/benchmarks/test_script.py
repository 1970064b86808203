"""The report as the people of the load answer it: whoever they are, the form takes every answer."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.crowd.load import MEMBERS, MOST_STEPS
from benchmarks.crowd.script import Writer, first_answers
from benchmarks.figures import speed


@pytest.mark.parametrize("presses", [0.0, 1.0])
@pytest.mark.parametrize("members", [0, 2])
def test_a_report_is_answered_until_only_papers_and_the_card_are_left(members: int, presses: float) -> None:
    script = Writer(1001, members, presses).write(most=99, today=date(2026, 7, 20))
    assert len(script.acts) > 10
    assert script.answers["monthly_rent"] > 0


def test_nobody_of_the_load_answers_what_is_asked_about_once_more() -> None:
    scripts = [Writer(number, 2, 0.0).write(most=40, today=date(2026, 7, 20)) for number in range(0, 10_000, 997)]
    assert not [act.words for script in scripts for act in script.acts if "unusual" in act.card]


def test_the_report_is_long_enough_for_every_step_that_is_timed() -> None:
    timed = speed.WARM_UP + max(speed.ALONE_STEPS, speed.ROUNDS * speed.STEPS)
    people = (*speed.ALONE, *speed.TOGETHER)
    acts = [first_answers(one, members=MEMBERS, most=MOST_STEPS, today=date(2026, 7, 20)).acts for one in people[::23]]
    assert min(map(len, acts)) >= timed
