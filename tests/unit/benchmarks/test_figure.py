"""Aims in seconds are judged by the machine's own echo; counts and ratios are not."""

from benchmarks.figure import at_least, at_most, in_time, table
from benchmarks.yardstick import STANDARD, judged


def test_a_time_is_judged_by_the_pace_of_the_machine() -> None:
    slow, held = judged([in_time("start (s)", 2.4, 1.5)], STANDARD, STANDARD)
    assert (slow.met, slow.aim, held.met) == (False, "≤ 1.50 (1.50 x 1.00)", None)
    slow, _ = judged([in_time("start (s)", 2.4, 1.5)], 2 * STANDARD, 1.6 * STANDARD)
    assert (slow.met, slow.aim) == (True, "≤ 2.70 (1.50 x 1.80)")


def test_ratios_and_counts_stay_as_they_are() -> None:
    figures = judged([at_most("memory (MB)", 121, 120), at_least("share", 0.96, 0.95)], 9.0, 9.0)
    assert [figure.met for figure in figures] == [False, True, None]


def test_the_table_names_what_is_missed() -> None:
    lines = table([at_most("memory (MB)", 121, 120)]).splitlines()
    assert lines[-1].split() == ["memory", "(MB)", "≤", "120.00", "121.00", "NO"]
